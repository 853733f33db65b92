package dev.sslsocket;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

import dev.sslsocket.engine.NetBuffer;
import dev.sslsocket.engine.TlsEngine;
import dev.sslsocket.engine.TlsFault;

import org.jspecify.annotations.Nullable;

/**
 * The reading side of a connection that has shaken hands. Its lock guards the engine's
 * reading side. The reader does not wait for the writer: what the engine has to say
 * meanwhile (KeyUpdate, alert) goes out when the writing side is free. Only where it has
 * to be said before anything more is read, it waits for a moment.
 */
final class TlsReader {

	/**
	 * Fills between two answers that nobody waits for. A JDK receiver past its key limit
	 * asks for a KeyUpdate with every record until the peer obeys: about two per record
	 * were measured. The answer to the peer's request goes out with the next write (RFC
	 * 8446 section 4.6.3).
	 */
	private static final int FILLS_PER_CONTROL = 1024;

	private static final int VERDICT_MILLIS = 250;

	private final ReentrantLock lock = new ReentrantLock();

	private final TlsEngine engine;

	private final Transport transport;

	private final TlsStatus status;

	private final TlsWriter writer;

	private volatile boolean shut;

	private volatile boolean truncated;

	/**
	 * Whether the last read brought as much as there was room for, so that more may wait.
	 */
	private boolean filledUp;

	private boolean endNoted;

	/** Whether TCP ended without close_notify, and that is let pass. */
	private boolean tcpEnded;

	private int fillsSinceControl = FILLS_PER_CONTROL;

	TlsReader(TlsEngine engine, Transport transport, TlsStatus status, TlsWriter writer) {
		this.engine = engine;
		this.transport = transport;
		this.status = status;
		this.writer = writer;
	}

	/**
	 * Reads what is left of a record, or whole records as far as they are at hand.
	 * @return how many bytes; -1 after the peer's close_notify; 0 for "not now", where
	 * the transport does not wait
	 */
	int read(ByteBuffer target) throws IOException {
		this.lock.lock();
		try {
			int count;
			do {
				count = readable() ? this.engine.read(target) : -1;
			}
			while (count == 0 && more());
			if (count > 0) {
				note(count);
				this.status.connection().debug().received(target, count);
			}
			return end(count);
		}
		catch (IOException ex) {
			throw explained(ex);
		}
		finally {
			unlock();
		}
	}

	/** Does the same with an array as the target. */
	int read(byte[] target, int offset, int length) throws IOException {
		this.lock.lock();
		try {
			int count;
			do {
				count = readable() ? this.engine.read(target, offset, length) : -1;
			}
			while (count == 0 && more());
			if (count > 0) {
				note(count);
				this.status.connection().debug().received(target, offset, count);
			}
			return end(count);
		}
		catch (IOException ex) {
			throw explained(ex);
		}
		finally {
			unlock();
		}
	}

	/** Like {@link #read}, but consumes nothing. */
	int peek(ByteBuffer target) throws IOException {
		this.lock.lock();
		try {
			int count;
			do {
				count = (!readable() || this.engine.decryptAhead()) ? -1 : this.engine.peek(target);
			}
			while (count == 0 && more());
			return end(count);
		}
		catch (IOException ex) {
			throw explained(ex);
		}
		finally {
			unlock();
		}
	}

	private boolean readable() throws IOException {
		this.status.check();
		return !this.shut && !this.tcpEnded;
	}

	private void note(int count) {
		this.status.connection().countRead(count);
		this.writer.answered();
	}

	private int end(int count) {
		if (count < 0 && !this.endNoted && this.engine.inboundClosed()) {
			this.endNoted = true;
			this.status.connection().debug().step("< close_notify");
		}
		return count;
	}

	private IOException explained(IOException thrown) throws IOException {
		if (thrown instanceof TlsFault fault) {
			// A write under way is to find it when it ends.
			IOException told = this.status.fail(this.status.diagnosis().protocol(fault));
			this.writer.sendAlert();
			return told;
		}
		if (thrown instanceof SocketTimeoutException timeout) {
			return this.status.diagnosis().readTimeout(this.transport.timeout(), timeout);
		}
		return this.status.closed() ? this.status.diagnosis().closed(thrown) : thrown;
	}

	/**
	 * Gets more bytes from the peer.
	 * @return whether the engine can go on; false for "not now"
	 */
	private boolean more() throws IOException {
		if (this.writer.saidFirst()) {
			return true;
		}
		if (this.engine.control() == TlsEngine.Control.LATER && this.fillsSinceControl >= FILLS_PER_CONTROL
				&& this.writer.sendControl()) {
			this.fillsSinceControl = 0;
		}
		int filled = fill();
		if (filled < 0 && !this.shut) {
			endOfTcp();
		}
		return filled != 0;
	}

	private int fill() throws IOException {
		this.engine.prepareInput(this.filledUp && this.transport.available() > 0);
		NetBuffer in = this.engine.incoming();
		int room = in.space();
		try {
			int count = this.transport.read(in.room());
			this.filledUp = count == room;
			if (count > 0) {
				this.fillsSinceControl++;
			}
			return count;
		}
		finally {
			in.settle();
		}
	}

	private void endOfTcp() throws IOException {
		boolean insideRecord = this.engine.incoming().remaining() > 0;
		this.truncated = true;
		if (insideRecord || this.status.context().eofPolicy() == EofPolicy.STRICT) {
			throw this.status.diagnosis().truncated(insideRecord);
		}
		this.tcpEnded = true;
	}

	/**
	 * Looks for what the peer said before it broke the connection: a TLS 1.3 server
	 * refuses a client's certificate when the client is writing already.
	 * @param broken what the writer met
	 * @return what to throw
	 */
	IOException verdictBehind(IOException broken) {
		if (this.status.closed()) {
			return this.status.diagnosis().closed(broken);
		}
		if (!this.lock.tryLock()) {
			return broken;
		}
		int soTimeout = 0;
		try {
			soTimeout = this.transport.timeout();
			// What it said is here already, or never comes.
			this.transport.timeout(VERDICT_MILLIS);
			while (!this.engine.decryptAhead() && this.engine.pending() == 0
					&& (this.writer.saidFirst() || fill() > 0)) {
				continue;
			}
			return broken;
		}
		catch (TlsFault fault) {
			return this.status.fail(this.status.diagnosis().protocol(fault));
		}
		catch (IOException ex) {
			// It said nothing; the writer's own words are all there is.
			return broken;
		}
		finally {
			restore(soTimeout);
			unlock();
		}
	}

	int pending() {
		return ask(TlsEngine::pending, 0);
	}

	/** Whether a read would bring something, if only a fault, without more input. */
	boolean recordAtHand() {
		return ask(TlsEngine::recordAtHand, false);
	}

	/** Whether that would be, as far as can be told, application data. */
	boolean dataAtHand() {
		return ask(TlsEngine::dataAtHand, false);
	}

	private <T> T ask(Function<TlsEngine, T> question, T otherwise) {
		if (this.status.over() || !this.lock.tryLock()) {
			return otherwise;
		}
		try {
			return question.apply(this.engine);
		}
		finally {
			unlock();
		}
	}

	/** Whether the peer may still say something. */
	boolean open() {
		return !this.shut && !this.truncated && !this.engine.inboundClosed();
	}

	/**
	 * Reads the peer's close_notify, which must come next.
	 * @return bytes that had come behind it already; {@code null} for "not now", where
	 * the transport does not wait
	 */
	byte @Nullable [] awaitCloseNotify(Deadline deadline) throws IOException {
		SslTimeouts timeouts = this.status.context().timeouts();
		if (!deadline.lock(this.lock)) {
			throw this.status.diagnosis().closeTimeout(timeouts.close());
		}
		int soTimeout = 0;
		try {
			soTimeout = this.transport.timeout();
			if (!new CloseNotify(this.engine, this.transport, this.writer, deadline).await()) {
				return null;
			}
			this.status.stop();
			return this.engine.incoming().drain();
		}
		catch (CloseNotify.UnreadDataException ex) {
			throw this.status.diagnosis().unread(this.engine.pending());
		}
		catch (CloseNotify.TruncatedException ex) {
			this.truncated = true;
			throw this.status.diagnosis().truncated(false);
		}
		catch (TlsFault fault) {
			throw this.status.fail(this.status.diagnosis().protocol(fault));
		}
		catch (SocketTimeoutException ex) {
			throw this.status.diagnosis().closeTimeout(timeouts.close());
		}
		finally {
			restore(soTimeout);
			unlock();
		}
	}

	private void restore(int soTimeout) {
		try {
			this.transport.timeout(soTimeout);
		}
		catch (IOException ex) {
			// Closed meanwhile; nobody waits on it any more.
			return;
		}
	}

	/**
	 * Reads up to the peer's close_notify and throws away what comes before, so that
	 * plain bytes behind it are left in the caller's socket.
	 */
	void skipToCloseNotify() {
		if (this.engine.inboundClosed() || !this.lock.tryLock()) {
			return;
		}
		int soTimeout = 0;
		try {
			soTimeout = this.transport.timeout();
			Deadline deadline = Deadline.in(this.status.context().timeouts().close());
			new CloseNotify(this.engine, this.transport, this.writer, deadline).awaitDiscarding();
		}
		catch (IOException ex) {
			// The peer does not play along; the caller's socket is as far as it got.
			return;
		}
		finally {
			restore(soTimeout);
			unlock();
		}
	}

	/** Whether closing TCP now would throw away data: ours on its way, or unread. */
	boolean mustDrain() throws IOException {
		if (!this.lock.tryLock()) {
			return false;
		}
		try {
			return this.engine.incoming().remaining() > 0 || this.engine.pending() > 0 || this.transport.available() > 0
					|| this.writer.unanswered();
		}
		finally {
			this.lock.unlock();
		}
	}

	void shut() {
		this.shut = true;
	}

	boolean isShut() {
		return this.shut;
	}

	boolean truncated() {
		return this.truncated;
	}

	void release() {
		if (this.lock.tryLock()) {
			unlock();
		}
	}

	private void unlock() {
		if (this.status.over()) {
			this.engine.releaseInput();
		}
		this.lock.unlock();
	}

}
