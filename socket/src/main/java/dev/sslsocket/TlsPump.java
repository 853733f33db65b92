package dev.sslsocket;

import java.io.IOException;
import java.nio.ByteBuffer;
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
 * <b>Locks</b>: one for the handshake, and each {@link TlsSide} is one: {@link TlsReader}
 * and {@link TlsWriter}. Where two are held, they were taken in this order. Before the
 * handshake is complete there are no sides, so it needs only its own. Closing waits for
 * nobody: it takes what locks are free and closes TCP under the others' feet, which wakes
 * them. Nothing calls out to listeners while it holds a lock.
 */
final class TlsPump {

	private final TlsWire wire;

	/** The handshake, and once hands are shaken the reader, which leads to the writer. */
	private volatile TlsStage stage;

	/** Tells who listens, once, that the connection is over. */
	private volatile @Nullable LeakWatch watch;

	/** A handshake, and the lock that guards it. */
	private record Opening(ReentrantLock lock, Handshake handshake) implements TlsStage {

		@Override
		public @Nullable TlsEngine engine() {
			return this.handshake.engine();
		}

	}

	TlsPump(TlsConnection connection, Transport transport, Handshake handshake) {
		this.wire = new TlsWire(connection, transport);
		this.stage = new Opening(new ReentrantLock(), handshake);
	}

	/** Tells who listens that the connection is there, and watches for its end. */
	void tellOpened() {
		TlsConnection connection = this.wire.connection();
		try {
			connection.context().connectionListener().opened(connection);
		}
		finally {
			this.watch = LeakWatch.over(this.wire, connection);
			if (this.wire.ended()) {
				// Whoever ended it may have found no watch.
				tellClosed();
			}
		}
	}

	/** Tells them, once, that it is over: closed, stopped or failed. */
	void tellClosed() {
		this.wire.end();
		LeakWatch watching = this.watch;
		if (watching != null) {
			watching.end();
		}
	}

	private @Nullable Opening opening() {
		return (this.stage instanceof Opening due) ? due : null;
	}

	private @Nullable TlsReader open() {
		return (this.stage instanceof TlsReader reader) ? reader : null;
	}

	/**
	 * Shakes hands, if that has not been done.
	 * @return whether this call did it; if not, {@link #established()} says whether it
	 * was done before or goes on
	 */
	boolean shakeHands() throws IOException {
		@Nullable Opening due = opening();
		if (due == null) {
			return false;
		}
		due.lock().lock();
		try {
			if (established()) {
				return false;
			}
			this.wire.check();
			@Nullable TlsEngine engine = due.handshake().run();
			if (engine == null) {
				return false;
			}
			// Nobody is asked about this peer again: there is no renegotiation.
			engine.settle();
			this.wire.established(engine);
			this.stage = new TlsReader(this.wire, new TlsWriter(this.wire));
			return true;
		}
		catch (IOException ex) {
			// After SO_TIMEOUT, unlike after the deadline, the handshake may go on.
			boolean resumable = ex instanceof SslFailure failure && failure.reason() == SslReason.READ_TIMEOUT;
			throw resumable ? ex : this.wire.fail(ex);
		}
		finally {
			due.lock().unlock();
			if (this.wire.abandoned()) {
				giveBack();
			}
		}
	}

	boolean established() {
		return this.stage instanceof TlsReader;
	}

	int read(ByteBuffer target) throws IOException {
		try {
			return reader().read(target);
		}
		catch (SslHandshakeException ex) {
			throw refused(ex);
		}
	}

	int read(byte[] target, int offset, int length) throws IOException {
		try {
			return reader().read(target, offset, length);
		}
		catch (SslHandshakeException ex) {
			throw refused(ex);
		}
	}

	int peek(ByteBuffer target) throws IOException {
		try {
			return reader().peek(target);
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
			return writer().write(sources, offset, length);
		}
		catch (IOException ex) {
			throw told(ex);
		}
	}

	/** Writes, over a transport that waits. */
	void write(byte[] source, int offset, int length) throws IOException {
		try {
			writer().write(source, offset, length);
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
			return writer().sendRest();
		}
		catch (IOException ex) {
			throw told(ex);
		}
	}

	private IOException told(IOException broken) {
		IOException told = (broken instanceof SslFailure) ? broken : reader().verdictBehind(broken);
		return (told instanceof SslHandshakeException verdict) ? refused(verdict) : told;
	}

	/**
	 * Tells who listens. In TLS 1.3 the server's verdict on our certificate comes after
	 * our handshake.
	 */
	private SslHandshakeException refused(SslHandshakeException verdict) {
		if (this.wire.tellFailure()) {
			TlsConnection connection = this.wire.connection();
			connection.context().connectionListener().failed(connection, verdict);
		}
		return verdict;
	}

	int pending() {
		@Nullable TlsReader open = open();
		return (open != null) ? open.pending() : 0;
	}

	/** Whether a read would bring something, if only a fault, without more input. */
	boolean recordAtHand() {
		@Nullable TlsReader open = open();
		return open != null && open.recordAtHand();
	}

	/** Whether that would be, as far as can be told, application data. */
	boolean dataAtHand() {
		@Nullable TlsReader open = open();
		return open != null && open.dataAtHand();
	}

	/** Whether the peer may still say something. */
	boolean readable() {
		@Nullable TlsReader open = open();
		return open != null && open.open();
	}

	/** Whether bytes wait for a transport that does not. */
	boolean unsent() {
		@Nullable TlsReader open = open();
		return open != null && open.writer().unsent();
	}

	void shutdownInput() {
		reader().shut();
	}

	boolean inputShut() {
		@Nullable TlsReader open = open();
		return open != null && open.isShut();
	}

	void shutdownOutput() throws IOException {
		TlsWriter open = writer();
		this.wire.context().engineContext().require(EngineFeature.HALF_CLOSE);
		open.sendCloseNotify();
	}

	boolean notifySent() {
		@Nullable TlsReader open = open();
		return open != null && open.writer().notifySent();
	}

	/**
	 * Ends TLS in both directions and leaves TCP as it is.
	 * @return bytes that came behind the peer's close_notify; {@code null} for "not now",
	 * where the transport does not wait
	 */
	byte @Nullable [] stop(Deadline deadline) throws IOException {
		@Nullable TlsReader open = open();
		if (open == null) {
			throw new IllegalStateException("TLS was not started on this socket");
		}
		byte @Nullable [] leftover = open.writer().sendCloseNotify() ? open.awaitCloseNotify(deadline) : null;
		if (leftover != null) {
			this.wire.connection().debug().step("TLS stopped, TCP goes on in clear");
		}
		return leftover;
	}

	/**
	 * Closes.
	 * @param notify whether to send close_notify
	 * @param tcp whether TCP is ours to close
	 */
	void close(boolean notify, boolean tcp) throws IOException {
		if (this.wire.stopped() || !this.wire.close()) {
			return;
		}
		@Nullable TlsReader open = open();
		byte @Nullable [] unsent = (notify && open != null) ? open.writer().sayGoodbye() : null;
		boolean gentle = open != null && unsent != null;
		try {
			if (open != null && !tcp) {
				if (gentle) {
					open.skipToCloseNotify();
				}
			}
			else if (tcp && !(gentle && Lingering.close(this.wire.transport(), this.wire.context().timeouts().close(),
					unsent, open::mustDrain))) {
				this.wire.transport().close();
			}
		}
		finally {
			release();
		}
	}

	/** Gives back what was borrowed for this connection, which nobody will use again. */
	void release() {
		this.wire.abandon();
		@Nullable Opening due = opening();
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
		@Nullable Opening due = opening();
		@Nullable TlsEngine begun = (due != null) ? due.engine() : null;
		if (due != null && due.lock().tryLock()) {
			try {
				// Hands may have been shaken since.
				if (begun != null && !established()) {
					begun.releaseInput();
					begun.releaseOutput();
				}
			}
			finally {
				due.lock().unlock();
			}
		}
		@Nullable TlsReader open = open();
		if (open != null) {
			open.end();
			open.writer().end();
		}
	}

	private TlsReader reader() {
		TlsReader open = open();
		if (open == null) {
			throw new IllegalStateException("the handshake is still to come");
		}
		return open;
	}

	private TlsWriter writer() {
		return reader().writer();
	}

	/** The engine, also during the handshake; {@code null} before its first byte. */
	@Nullable TlsEngine engine() {
		return this.stage.engine();
	}

	/** What every use of the connection holds on to. */
	TlsWire wire() {
		return this.wire;
	}

	boolean failed() {
		return this.wire.failed();
	}

	boolean closedCleanly() {
		@Nullable TlsReader open = open();
		return open != null && this.wire.engine().inboundClosed() && !open.truncated() && !failed();
	}

	TlsState state() {
		@Nullable TlsReader open = open();
		if (this.wire.stopped()) {
			return TlsState.STOPPED;
		}
		if (this.wire.closed()) {
			return TlsState.CLOSED;
		}
		if (failed()) {
			return TlsState.FAILED;
		}
		if (open == null) {
			return TlsState.NEW;
		}
		if (open.writer().notifySent()) {
			return this.wire.engine().inboundClosed() ? TlsState.CLOSED : TlsState.WRITE_CLOSED;
		}
		return this.wire.engine().inboundClosed() ? TlsState.READ_CLOSED : TlsState.OPEN;
	}

}
