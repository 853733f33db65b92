package dev.sslsocket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.locks.ReentrantLock;

import dev.sslsocket.engine.EngineFeature;
import dev.sslsocket.engine.TlsEngine;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslHandshakeException;
import dev.sslsocket.failure.SslReason;

import org.jspecify.annotations.Nullable;

/**
 * Drives a {@link TlsEngine} over a {@link Transport}: first the handshake, then a
 * reading and a writing side. Where the transport does not wait for the peer, neither
 * does anything here.
 * <p>
 * <b>Locks</b>: one for the handshake, one in {@link TlsReader}, one in
 * {@link TlsWriter}. Where two are held, they were taken in this order. Before the
 * handshake is complete there are no sides, so it needs only its own. Closing waits for
 * nobody: it takes what locks are free and closes TCP under the others' feet, which wakes
 * them. Nothing calls out to listeners while it holds a lock.
 */
final class TlsPump {

	private static final AtomicIntegerFieldUpdater<TlsPump> VERDICT_TOLD = AtomicIntegerFieldUpdater
		.newUpdater(TlsPump.class, "verdictTold");

	private final TlsStatus status;

	private final Transport transport;

	/** 0 or 1. */
	private volatile int verdictTold;

	/** {@code null} once hands are shaken. */
	private volatile @Nullable Opening opening;

	private volatile @Nullable Sides sides;

	private volatile boolean over;

	/**
	 * What there is until hands are shaken: the handshake, and the lock that guards it.
	 */
	private record Opening(ReentrantLock lock, Handshake handshake) {
	}

	/** What there is once hands are shaken. */
	private record Sides(TlsEngine engine, TlsReader reader, TlsWriter writer) {
	}

	TlsPump(TlsConnection connection, Transport transport, Handshake handshake) {
		this.status = new TlsStatus(connection);
		this.transport = transport;
		this.opening = new Opening(new ReentrantLock(), handshake);
	}

	/**
	 * Shakes hands, if that has not been done.
	 * @return whether this call did it; if not, {@link #established()} says whether it
	 * was done before or goes on
	 */
	boolean shakeHands() throws IOException {
		Opening due = this.opening;
		if (due == null) {
			return false;
		}
		due.lock().lock();
		try {
			if (this.opening == null) {
				return false;
			}
			this.status.check();
			@Nullable TlsEngine engine = due.handshake().run();
			if (engine == null) {
				return false;
			}
			// Nobody is asked about this peer again: there is no renegotiation.
			engine.settle();
			TlsWriter writer = new TlsWriter(engine, this.transport, this.status);
			this.sides = new Sides(engine, new TlsReader(engine, this.transport, this.status, writer), writer);
			this.opening = null;
			return true;
		}
		catch (IOException ex) {
			// After SO_TIMEOUT, unlike after the deadline, the handshake may go on.
			boolean resumable = ex instanceof SslFailure failure && failure.reason() == SslReason.READ_TIMEOUT;
			throw resumable ? ex : this.status.fail(ex);
		}
		finally {
			due.lock().unlock();
			if (this.over) {
				giveBack();
			}
		}
	}

	boolean established() {
		return this.sides != null;
	}

	int read(ByteBuffer target) throws IOException {
		try {
			return sides().reader().read(target);
		}
		catch (SslHandshakeException ex) {
			throw refused(ex);
		}
	}

	int read(byte[] target, int offset, int length) throws IOException {
		try {
			return sides().reader().read(target, offset, length);
		}
		catch (SslHandshakeException ex) {
			throw refused(ex);
		}
	}

	int peek(ByteBuffer target) throws IOException {
		try {
			return sides().reader().peek(target);
		}
		catch (SslHandshakeException ex) {
			throw refused(ex);
		}
	}

	/**
	 * Writes.
	 * @return how many bytes were taken: all, where the transport waits
	 */
	long write(ByteBuffer[] sources, int offset, int length) throws IOException {
		try {
			return sides().writer().write(sources, offset, length);
		}
		catch (IOException ex) {
			throw told(ex);
		}
	}

	/** Writes, over a transport that waits. */
	void write(byte[] source, int offset, int length) throws IOException {
		try {
			sides().writer().write(source, offset, length);
		}
		catch (IOException ex) {
			throw told(ex);
		}
	}

	/**
	 * Sends what the transport did not take before.
	 * @return whether nothing is left
	 */
	boolean flush() throws IOException {
		try {
			return sides().writer().sendRest();
		}
		catch (IOException ex) {
			throw told(ex);
		}
	}

	private IOException told(IOException broken) {
		IOException told = (broken instanceof SslFailure) ? broken : sides().reader().verdictBehind(broken);
		return (told instanceof SslHandshakeException verdict) ? refused(verdict) : told;
	}

	/**
	 * Tells who listens. In TLS 1.3 the server's verdict on our certificate comes after
	 * our handshake.
	 */
	private SslHandshakeException refused(SslHandshakeException verdict) {
		if (VERDICT_TOLD.compareAndSet(this, 0, 1)) {
			TlsConnection connection = this.status.connection();
			connection.context().connectionListener().failed(connection, verdict);
		}
		return verdict;
	}

	int pending() {
		@Nullable Sides open = this.sides;
		return (open != null) ? open.reader().pending() : 0;
	}

	/** Whether a read would bring something, if only a fault, without more input. */
	boolean recordAtHand() {
		@Nullable Sides open = this.sides;
		return open != null && open.reader().recordAtHand();
	}

	/** Whether that would be, as far as can be told, application data. */
	boolean dataAtHand() {
		@Nullable Sides open = this.sides;
		return open != null && open.reader().dataAtHand();
	}

	/** Whether the peer may still say something. */
	boolean readable() {
		@Nullable Sides open = this.sides;
		return open != null && open.reader().open();
	}

	/** Whether bytes wait for a transport that does not. */
	boolean unsent() {
		@Nullable Sides open = this.sides;
		return open != null && open.writer().unsent();
	}

	void shutdownInput() {
		sides().reader().shut();
	}

	boolean inputShut() {
		@Nullable Sides open = this.sides;
		return open != null && open.reader().isShut();
	}

	void shutdownOutput() throws IOException {
		Sides open = sides();
		this.status.context().engineContext().require(EngineFeature.HALF_CLOSE);
		open.writer().sendCloseNotify();
	}

	boolean notifySent() {
		@Nullable Sides open = this.sides;
		return open != null && open.writer().notifySent();
	}

	/**
	 * Ends TLS in both directions and leaves TCP as it is.
	 * @return bytes that came behind the peer's close_notify; {@code null} for "not now",
	 * where the transport does not wait
	 */
	byte @Nullable [] stop(Deadline deadline) throws IOException {
		@Nullable Sides open = this.sides;
		if (open == null) {
			throw new IllegalStateException("TLS was not started on this socket");
		}
		byte @Nullable [] leftover = open.writer().sendCloseNotify() ? open.reader().awaitCloseNotify(deadline) : null;
		if (leftover != null) {
			this.status.connection().debug().step("TLS stopped, TCP goes on in clear");
		}
		return leftover;
	}

	/**
	 * Closes.
	 * @param notify whether to send close_notify
	 * @param tcp whether TCP is ours to close
	 */
	void close(boolean notify, boolean tcp) throws IOException {
		if (this.status.stopped() || !this.status.close()) {
			return;
		}
		@Nullable Sides open = this.sides;
		byte @Nullable [] unsent = (notify && open != null) ? open.writer().sayGoodbye() : null;
		boolean gentle = open != null && unsent != null;
		try {
			if (open != null && !tcp) {
				if (gentle) {
					open.reader().skipToCloseNotify();
				}
			}
			else if (tcp && !(gentle && Lingering.close(this.transport, this.status.context().timeouts().close(),
					unsent, open.reader()::mustDrain))) {
				this.transport.close();
			}
		}
		finally {
			release();
		}
	}

	/** Gives back what was borrowed for this connection, which nobody will use again. */
	void release() {
		this.over = true;
		Opening due = this.opening;
		if (due != null) {
			due.handshake().abandon();
		}
		@Nullable TlsEngine engine = engine();
		if (engine != null) {
			engine.handshakeOver();
		}
		giveBack();
	}

	/**
	 * Whoever is inside the engine does it when leaving. Of the handshake's lock and the
	 * sides' only one guards the buffers, which else would be given back twice, and soon
	 * be those of two connections.
	 */
	private void giveBack() {
		Opening due = this.opening;
		@Nullable TlsEngine begun = (due != null) ? due.handshake().engine() : null;
		if (due != null && due.lock().tryLock()) {
			try {
				// Hands may have been shaken since.
				if (begun != null && this.sides == null) {
					begun.releaseInput();
					begun.releaseOutput();
				}
			}
			finally {
				due.lock().unlock();
			}
		}
		@Nullable Sides open = this.sides;
		if (open != null) {
			open.reader().release();
			open.writer().release();
		}
	}

	private Sides sides() {
		Sides open = this.sides;
		if (open == null) {
			throw new IllegalStateException("the handshake is still to come");
		}
		return open;
	}

	/** The engine, also during the handshake; {@code null} before its first byte. */
	@Nullable TlsEngine engine() {
		@Nullable Sides open = this.sides;
		Opening due = this.opening;
		return (open != null) ? open.engine() : (due != null) ? due.handshake().engine() : null;
	}

	Transport transport() {
		return this.transport;
	}

	/** What every use of the connection holds on to. */
	TlsStatus status() {
		return this.status;
	}

	boolean failed() {
		return this.status.failed();
	}

	boolean closedCleanly() {
		@Nullable Sides open = this.sides;
		return open != null && open.engine().inboundClosed() && !open.reader().truncated() && !failed();
	}

	TlsState state() {
		@Nullable Sides open = this.sides;
		if (this.status.stopped()) {
			return TlsState.STOPPED;
		}
		if (this.status.closed()) {
			return TlsState.CLOSED;
		}
		if (failed()) {
			return TlsState.FAILED;
		}
		if (open == null) {
			return TlsState.NEW;
		}
		if (open.writer().notifySent()) {
			return open.engine().inboundClosed() ? TlsState.CLOSED : TlsState.WRITE_CLOSED;
		}
		return open.engine().inboundClosed() ? TlsState.READ_CLOSED : TlsState.OPEN;
	}

}
