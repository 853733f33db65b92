package dev.sslsocket;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import dev.sslsocket.connection.ConnectionSide;
import dev.sslsocket.engine.NetBuffer;
import dev.sslsocket.engine.TlsEngine;
import dev.sslsocket.engine.TlsFault;
import dev.sslsocket.failure.SslReason;

import org.jspecify.annotations.Nullable;

/**
 * Drives a {@link TlsEngine} over a {@link Transport}: locks, deadlines, failures.
 * <p>
 * <b>Locks</b>, always taken in this order: {@code handshake}, {@code read},
 * {@code write}. {@code read} guards the engine's reading side, {@code write} its writing
 * side; a handshake holds all three. The reader never waits for the writer: what the
 * engine has to say meanwhile (KeyUpdate, alert) goes out when {@code write} is free,
 * else the writer takes it along. Closing waits for nobody: it takes what locks are free
 * and closes TCP under the others' feet. Nothing calls out to listeners while it holds a
 * lock.
 */
final class TlsPump {

	/**
	 * Records between two answers that nobody waits for. A JDK receiver past its key
	 * limit asks for a KeyUpdate with every record until the peer obeys: about two per
	 * record were measured.
	 */
	private static final int RECORDS_PER_CONTROL = 1024;

	private final ReentrantLock handshakeLock = new ReentrantLock();

	private final ReentrantLock readLock = new ReentrantLock();

	private final ReentrantLock writeLock = new ReentrantLock();

	private final TlsConnection connection;

	private final Transport transport;

	private @Nullable Handshake handshake;

	private volatile @Nullable TlsEngine engine;

	private volatile @Nullable IOException failure;

	private volatile boolean closed;

	private volatile boolean stopped;

	private volatile boolean notifySent;

	private volatile boolean inputShut;

	private volatile boolean truncated;

	private volatile long lastWrite;

	private volatile boolean readSinceWrite = true;

	private int recordsSinceControl = RECORDS_PER_CONTROL;

	TlsPump(TlsConnection connection, Transport transport, Handshake handshake) {
		this.connection = connection;
		this.transport = transport;
		this.handshake = handshake;
	}

	/**
	 * Shakes hands, if that has not been done.
	 * @return whether this call did it
	 */
	boolean shakeHands() throws IOException {
		if (this.engine != null) {
			return false;
		}
		this.handshakeLock.lock();
		this.readLock.lock();
		this.writeLock.lock();
		try {
			if (this.engine != null) {
				return false;
			}
			checkUsable();
			Handshake pending = this.handshake;
			if (pending == null) {
				throw new IllegalStateException("no handshake is due");
			}
			TlsEngine ready = pending.run();
			this.connection.handshaken(ready.facts());
			this.engine = ready;
			this.handshake = null;
			return true;
		}
		catch (SocketTimeoutException ex) {
			if (ex instanceof dev.sslsocket.failure.SslTimeoutException timeout
					&& timeout.reason() == SslReason.READ_TIMEOUT) {
				// SO_TIMEOUT, not the deadline: the handshake may go on.
				throw ex;
			}
			throw failed(ex);
		}
		catch (IOException ex) {
			throw failed(ex);
		}
		finally {
			this.writeLock.unlock();
			this.readLock.unlock();
			this.handshakeLock.unlock();
		}
	}

	private IOException failed(IOException ex) {
		if (this.closed) {
			return new Diagnosis(this.connection).closed(ex);
		}
		this.failure = ex;
		return ex;
	}

	/**
	 * Reads at most one record's worth.
	 * @return how many bytes; -1 after the peer's close_notify
	 */
	int read(byte[] target, int offset, int length) throws IOException {
		return receive(() -> ready().read(target, offset, length), (count) -> {
			this.connection.countRead(count);
			this.readSinceWrite = true;
		});
	}

	/** Like {@link #read}, but consumes nothing. */
	int peek(byte[] target, int offset, int length) throws IOException {
		return receive(() -> ready().decryptAhead() ? -1 : ready().peek(target, offset, length), (count) -> {
		});
	}

	/** Reading as the engine does it. */
	@FunctionalInterface
	private interface EngineRead {

		int read() throws TlsFault;

	}

	private int receive(EngineRead read, java.util.function.IntConsumer then) throws IOException {
		this.readLock.lock();
		try {
			while (true) {
				checkUsable();
				int count = this.inputShut ? -1 : read.read();
				if (count != 0) {
					if (count > 0) {
						then.accept(count);
					}
					return count;
				}
				sendControl();
				if (fill() < 0) {
					return endOfTcp();
				}
			}
		}
		catch (TlsFault fault) {
			throw failed(readFault(fault));
		}
		catch (SocketTimeoutException ex) {
			throw new Diagnosis(this.connection).readTimeout(this.transport.timeout(), ex);
		}
		catch (IOException ex) {
			throw this.closed ? new Diagnosis(this.connection).closed(ex) : ex;
		}
		finally {
			releaseIfClosed();
			this.readLock.unlock();
		}
	}

	private int fill() throws IOException {
		TlsEngine ready = ready();
		ready.prepareInput();
		NetBuffer in = ready.incoming();
		int count = this.transport.read(in.array(), in.limit(), in.space());
		if (count > 0) {
			in.added(count);
			this.recordsSinceControl++;
		}
		return count;
	}

	private int endOfTcp() throws IOException {
		boolean insideRecord = ready().incoming().remaining() > 0;
		this.truncated = true;
		if (insideRecord || this.connection.context().eofPolicy() == EofPolicy.STRICT) {
			throw new Diagnosis(this.connection).truncated(insideRecord);
		}
		return -1;
	}

	private IOException readFault(TlsFault fault) {
		if (this.writeLock.tryLock()) {
			try {
				ready().closeOutbound();
				flush();
			}
			catch (IOException ex) {
				// The fault says more than the failure to tell the peer of it.
				fault.addSuppressed(ex);
			}
			finally {
				this.writeLock.unlock();
			}
		}
		return new Diagnosis(this.connection).protocol(fault);
	}

	private void sendControl() throws IOException {
		if (!ready().controlPending() || this.recordsSinceControl < RECORDS_PER_CONTROL || !this.writeLock.tryLock()) {
			return;
		}
		try {
			this.recordsSinceControl = 0;
			if (!this.notifySent) {
				ready().wrapControl();
				flush();
			}
		}
		finally {
			this.writeLock.unlock();
		}
	}

	void write(byte[] source, int offset, int length) throws IOException {
		this.writeLock.lock();
		try {
			checkUsable();
			if (this.notifySent) {
				throw new Diagnosis(this.connection).closedForWriting();
			}
			int done = 0;
			while (done < length) {
				done += ready().write(source, offset + done, length - done);
				flush();
			}
			this.connection.countWritten(length);
			this.lastWrite = System.nanoTime();
			this.readSinceWrite = false;
		}
		catch (TlsFault fault) {
			throw (fault.reason() == SslReason.CLOSED) ? new Diagnosis(this.connection).closedForWriting()
					: failed(new Diagnosis(this.connection).protocol(fault));
		}
		finally {
			releaseIfClosed();
			this.writeLock.unlock();
		}
	}

	private void flush() throws IOException {
		NetBuffer out = ready().outgoing();
		if (out.remaining() == 0) {
			return;
		}
		java.time.Duration timeout = this.connection.context().timeouts().write();
		try (Watchdog.Alarm alarm = Watchdog.watch(this.transport, timeout)) {
			this.transport.write(out.array(), out.position(), out.remaining());
			out.consumed(out.remaining());
			if (alarm.rang()) {
				throw failed(new Diagnosis(this.connection).writeTimeout(timeout, new SocketTimeoutException()));
			}
		}
		catch (IOException ex) {
			out.consumed(out.remaining());
			throw writeFailed(ex, timeout);
		}
	}

	/**
	 * When a write breaks, the peer may have said why: a TLS 1.3 server refuses a
	 * client's certificate when the client is writing already.
	 */
	private IOException writeFailed(IOException broken, java.time.Duration timeout) {
		if (this.closed) {
			return new Diagnosis(this.connection).closed(broken);
		}
		if (!timeout.isZero() && this.failure == null && timedOut(broken)) {
			return failed(new Diagnosis(this.connection).writeTimeout(timeout, broken));
		}
		if (!this.readLock.tryLock()) {
			return broken;
		}
		try {
			while (!ready().decryptAhead() && ready().pending() == 0) {
				if (fill() < 0) {
					return broken;
				}
			}
			return broken;
		}
		catch (TlsFault fault) {
			return failed(new Diagnosis(this.connection).protocol(fault));
		}
		catch (IOException ex) {
			return broken;
		}
		finally {
			this.readLock.unlock();
		}
	}

	private boolean timedOut(IOException broken) {
		return broken instanceof java.net.SocketException && "Socket closed".equals(broken.getMessage());
	}

	int pending() {
		TlsEngine ready = this.engine;
		if (ready == null || this.closed || !this.readLock.tryLock()) {
			return 0;
		}
		try {
			return ready.pending();
		}
		finally {
			this.readLock.unlock();
		}
	}

	void shutdownInput() {
		this.inputShut = true;
	}

	boolean inputShut() {
		return this.inputShut;
	}

	/** Sends close_notify; the peer may go on sending. */
	void shutdownOutput() throws IOException {
		this.writeLock.lock();
		try {
			checkUsable();
			sendNotify();
		}
		finally {
			this.writeLock.unlock();
		}
	}

	private void sendNotify() throws IOException {
		if (!this.notifySent) {
			this.notifySent = true;
			ready().closeOutbound();
			flush();
		}
	}

	/**
	 * Ends TLS in both directions and leaves TCP as it is.
	 * @return bytes that came behind the peer's close_notify
	 */
	byte[] stop() throws IOException {
		TlsEngine ready = this.engine;
		if (ready == null) {
			throw new IllegalStateException("TLS was not started on this socket");
		}
		SslTimeouts timeouts = this.connection.context().timeouts();
		shutdownOutput();
		Deadline deadline = Deadline.in(timeouts.close());
		if (!lockReadSide(deadline)) {
			throw new Diagnosis(this.connection).closeTimeout(timeouts.close());
		}
		int soTimeout = this.transport.timeout();
		try {
			new CloseNotify(ready, this.transport, deadline).await();
			this.stopped = true;
			return ready.incoming().drain();
		}
		catch (CloseNotify.UnreadDataException ex) {
			throw new Diagnosis(this.connection).unread(ready.pending());
		}
		catch (CloseNotify.TruncatedException ex) {
			this.truncated = true;
			throw new Diagnosis(this.connection).truncated(false);
		}
		catch (TlsFault fault) {
			throw failed(new Diagnosis(this.connection).protocol(fault));
		}
		catch (SocketTimeoutException ex) {
			throw new Diagnosis(this.connection).closeTimeout(timeouts.close());
		}
		finally {
			this.transport.timeout(soTimeout);
			releaseIfClosed();
			this.readLock.unlock();
		}
	}

	private boolean lockReadSide(Deadline deadline) throws IOException {
		try {
			int millis = deadline.remainingMillis();
			return this.readLock.tryLock((millis == 0) ? Long.MAX_VALUE : millis, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new java.io.InterruptedIOException("interrupted while waiting for a reader to finish");
		}
	}

	/**
	 * Closes.
	 * @param notify whether to send close_notify
	 * @param tcp whether TCP is ours to close
	 */
	void close(boolean notify, boolean tcp) throws IOException {
		if (this.closed) {
			return;
		}
		this.closed = true;
		if (this.stopped) {
			return;
		}
		boolean gentle = notify && this.engine != null && this.writeLock.tryLock();
		if (gentle) {
			try {
				gentle = sayGoodbye();
			}
			finally {
				this.writeLock.unlock();
			}
		}
		if (!tcp) {
			leaveTcp(gentle);
		}
		else if (!gentle
				|| !Lingering.close(this.transport, this.connection.context().timeouts().close(), this::mustDrain)) {
			this.transport.close();
		}
		release();
	}

	private boolean sayGoodbye() {
		java.time.Duration limit = this.connection.context().timeouts().close();
		try (Watchdog.Alarm alarm = Watchdog.watch(this.transport, limit)) {
			if (this.failure == null && !this.notifySent) {
				this.notifySent = true;
				ready().closeOutbound();
				NetBuffer out = ready().outgoing();
				this.transport.write(out.array(), out.position(), out.remaining());
				out.consumed(out.remaining());
			}
			return !alarm.rang();
		}
		catch (IOException ex) {
			// The peer is gone already; closing goes on.
			return false;
		}
	}

	private boolean mustDrain() throws IOException {
		if (!this.readLock.tryLock()) {
			return false;
		}
		try {
			boolean unread = ready().incoming().remaining() > 0 || ready().pending() > 0
					|| this.transport.available() > 0;
			long recent = TimeUnit.SECONDS.toNanos(5);
			return unread || !this.readSinceWrite && System.nanoTime() - this.lastWrite < recent;
		}
		finally {
			this.readLock.unlock();
		}
	}

	/**
	 * Reads up to the peer's close_notify, so that plain bytes behind it are left alone.
	 */
	private void leaveTcp(boolean gentle) throws IOException {
		TlsEngine ready = this.engine;
		if (!gentle || ready == null || ready.inboundClosed() || !this.readLock.tryLock()) {
			return;
		}
		int soTimeout = this.transport.timeout();
		try {
			new CloseNotify(ready, this.transport, Deadline.in(this.connection.context().timeouts().close()))
				.awaitDiscarding();
		}
		catch (IOException ex) {
			// The peer does not play along; the caller's socket is as far as it got.
			return;
		}
		finally {
			this.transport.timeout(soTimeout);
			this.readLock.unlock();
		}
	}

	void release() {
		TlsEngine held = this.engine;
		Handshake pending = this.handshake;
		if (held == null && pending != null) {
			held = pending.engine();
		}
		if (held != null) {
			held.release();
		}
		if (this.readLock.tryLock()) {
			releaseIfClosed();
			this.readLock.unlock();
		}
		if (this.writeLock.tryLock()) {
			releaseIfClosed();
			this.writeLock.unlock();
		}
	}

	private void releaseIfClosed() {
		TlsEngine held = this.engine;
		if (held == null || !this.closed && !this.stopped) {
			return;
		}
		if (this.readLock.isHeldByCurrentThread()) {
			held.releaseInput();
		}
		if (this.writeLock.isHeldByCurrentThread()) {
			held.releaseOutput();
		}
	}

	private void checkUsable() throws IOException {
		if (this.stopped) {
			throw new Diagnosis(this.connection).stopped();
		}
		if (this.closed) {
			throw new Diagnosis(this.connection).closed(null);
		}
		IOException failed = this.failure;
		if (failed != null) {
			throw failed;
		}
	}

	private TlsEngine ready() {
		TlsEngine ready = this.engine;
		if (ready == null) {
			throw new IllegalStateException("the handshake is still to come");
		}
		return ready;
	}

	@Nullable TlsEngine engine() {
		TlsEngine ready = this.engine;
		Handshake pending = this.handshake;
		return (ready == null && pending != null) ? pending.engine() : ready;
	}

	boolean closedCleanly() {
		TlsEngine ready = this.engine;
		return ready != null && ready.inboundClosed() && !this.truncated && this.failure == null;
	}

	boolean failed() {
		return this.failure != null;
	}

	boolean notifySent() {
		return this.notifySent;
	}

	boolean closed() {
		return this.closed;
	}

	TlsState state() {
		TlsEngine ready = this.engine;
		if (this.stopped) {
			return TlsState.STOPPED;
		}
		if (this.closed) {
			return TlsState.CLOSED;
		}
		if (this.failure != null) {
			return TlsState.FAILED;
		}
		if (ready == null) {
			return TlsState.NEW;
		}
		if (this.notifySent) {
			return ready.inboundClosed() ? TlsState.CLOSED : TlsState.WRITE_CLOSED;
		}
		return ready.inboundClosed() ? TlsState.READ_CLOSED : TlsState.OPEN;
	}

	ConnectionSide side() {
		return this.connection.side();
	}

}
