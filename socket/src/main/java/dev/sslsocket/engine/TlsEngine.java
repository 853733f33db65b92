package dev.sslsocket.engine;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

import dev.sslsocket.failure.SslReason;

import org.jspecify.annotations.Nullable;

/**
 * One side of one TLS connection, without I/O: encrypted bytes are put into
 * {@link #incoming()} and taken from {@link #outgoing()} by the caller.
 * <p>
 * Records are cut here, by their header, and given to the JSSE engine whole. So the
 * engine never waits for the rest of a record, and what follows the peer's close_notify
 * stays, to the byte, in {@link #incoming()}.
 * <p>
 * Not thread-safe. One thread may use the reading side ({@link #read},
 * {@link #incoming()}) while another uses the writing side ({@link #write},
 * {@link #closeOutbound}, {@link #outgoing()}); {@link #handshake()} needs both.
 */
public final class TlsEngine {

	/** What a handshake waits for. */
	public enum Need {

		/** Nothing: the handshake is complete. */
		NOTHING,

		/** More bytes from the peer. */
		INPUT,

		/** Outgoing bytes are to be sent. */
		OUTPUT,

		/** {@link TlsEngine#runTasks()} is to be called. */
		TASK

	}

	/** Records in a row that carry nothing for the application (as Go's crypto/tls). */
	private static final int MAX_IDLE_RECORDS = 16;

	private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

	private final SSLEngine engine;

	private Runnable onRelease;

	private final RecordReader reader;

	private final RecordWriter writer;

	private FlightRecorder recorder = FlightRecorder.forNobody();

	private HandshakeObserver observer = new HandshakeObserver(this.recorder);

	private final PlainBuffer plain;

	private byte idleRecords;

	private boolean begun;

	private boolean tasksRan;

	private volatile boolean inboundClosed;

	private volatile boolean controlPending;

	TlsEngine(SSLEngine engine, BufferPool netBuffers, BufferPool plainBuffers, Runnable onRelease) {
		this.engine = engine;
		this.plain = new PlainBuffer(plainBuffers);
		this.onRelease = onRelease;
		this.reader = new RecordReader(engine, NetBuffer.incoming(netBuffers), this.observer);
		this.writer = new RecordWriter(engine, NetBuffer.outgoing(netBuffers), this.observer);
	}

	/** Encrypted bytes from the peer, put there by the caller. */
	public NetBuffer incoming() {
		return this.reader.incoming();
	}

	/** Encrypted bytes for the peer, taken from there by the caller. */
	public NetBuffer outgoing() {
		return this.writer.outgoing();
	}

	/**
	 * Advances the handshake as far as the bytes at hand allow.
	 * @return what it waits for now
	 * @throws TlsFault if it failed; {@link #abort} then yields the alert
	 */
	public Need handshake() throws TlsFault {
		try {
			if (!this.begun) {
				this.begun = true;
				this.engine.beginHandshake();
			}
			while (true) {
				switch (this.engine.getHandshakeStatus()) {
					case NEED_TASK -> {
						return Need.TASK;
					}
					case NEED_WRAP -> wrapHandshake();
					case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
						surfaceTaskFailure();
						if (!this.reader.complete()) {
							return (this.writer.outgoing().remaining() > 0) ? Need.OUTPUT : Need.INPUT;
						}
						unwrapHandshake();
					}
					default -> {
						this.reader.established();
						this.writer.established();
						return (this.writer.outgoing().remaining() > 0) ? Need.OUTPUT : Need.NOTHING;
					}
				}
			}
		}
		catch (SSLException ex) {
			throw this.observer.fault(ex);
		}
	}

	/** Runs what the handshake asks for; the trust check is part of it. */
	public void runTasks() {
		for (Runnable task = this.engine.getDelegatedTask(); task != null; task = this.engine.getDelegatedTask()) {
			task.run();
		}
		this.tasksRan = true;
	}

	/**
	 * JSSE keeps what a task threw for the next wrap or unwrap; where that was no alert
	 * of its own making (a malformed ClientHello), it asks for more input as if nothing
	 * had happened.
	 */
	private void surfaceTaskFailure() throws SSLException {
		if (this.tasksRan) {
			this.tasksRan = false;
			this.engine.unwrap(NOTHING.duplicate(), NOTHING.duplicate());
		}
	}

	private void wrapHandshake() throws SSLException {
		SSLEngineResult result = this.writer.wrap(NOTHING);
		if (result.getStatus() == Status.CLOSED && result.bytesProduced() == 0) {
			throw new TlsFault(SslReason.CLOSED, "the engine was closed during the handshake");
		}
	}

	private void unwrapHandshake() throws SSLException {
		if (!this.reader.carriesHandshake() && ++this.idleRecords > MAX_IDLE_RECORDS) {
			throw tooManyIdleRecords();
		}
		SSLEngineResult result = this.reader.unwrap(this.plain.target());
		this.plain.added(result.bytesProduced());
		if (result.getStatus() == Status.CLOSED) {
			throw new TlsFault(SslReason.CLOSED, "the peer closed TLS during the handshake");
		}
		if (result.getStatus() != Status.OK) {
			throw new TlsFault(SslReason.PROTOCOL_ERROR, "a handshake record could not be read: " + result);
		}
	}

	/**
	 * Decrypts at most one record, or takes what is left of the one before.
	 * @return how many bytes were put into {@code target}; 0 if more input is needed; -1
	 * after the peer's close_notify
	 * @throws TlsFault if the record is damaged or not allowed
	 */
	public int read(ByteBuffer target) throws TlsFault {
		if (!target.hasRemaining()) {
			return 0;
		}
		if (pending() == 0) {
			int direct = decrypt(target);
			if (direct != 0 || pending() == 0) {
				return direct;
			}
		}
		return this.plain.take(target);
	}

	/**
	 * Makes sure that {@link #pending()} is not 0, if the bytes at hand suffice.
	 * @return whether the peer's close_notify was reached
	 */
	public boolean decryptAhead() throws TlsFault {
		return pending() == 0 && decrypt(NOTHING.duplicate()) < 0;
	}

	/** Copies from the current record without consuming. */
	public int peek(ByteBuffer target) {
		return this.plain.peek(target);
	}

	/** Bytes left of the record that was decrypted last. */
	public int pending() {
		return this.plain.remaining();
	}

	/** Whether reading has something to go on without more input, if only a fault. */
	public boolean recordAtHand() {
		return pending() > 0 || this.reader.decided();
	}

	/** Whether that is, as far as can be told, application data. */
	public boolean dataAtHand() {
		return pending() > 0 || this.reader.decided() && this.reader.carriesData();
	}

	/**
	 * Decrypts the next record that carries something, straight into the target if it has
	 * room, else into our own buffer.
	 */
	private int decrypt(ByteBuffer target) throws TlsFault {
		try {
			while (!this.inboundClosed) {
				if (!this.reader.complete()) {
					return 0;
				}
				SSLEngineResult result = this.reader.unwrap(target);
				int produced = result.bytesProduced();
				if (result.getStatus() == Status.BUFFER_OVERFLOW) {
					result = this.reader.unwrap(this.plain.target());
					this.plain.added(result.bytesProduced());
				}
				afterUnwrap(result);
				if (produced > 0) {
					return produced;
				}
				if (pending() > 0) {
					return 0;
				}
			}
			return -1;
		}
		catch (SSLException ex) {
			throw HandshakeObserver.faultAfterHandshake(ex, this.recorder);
		}
	}

	private void afterUnwrap(SSLEngineResult result) throws TlsFault {
		if (result.getStatus() == Status.CLOSED) {
			this.inboundClosed = true;
		}
		else if (result.getStatus() != Status.OK) {
			throw new TlsFault(SslReason.PROTOCOL_ERROR, "a record could not be read: " + result);
		}
		if (result.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
			runTasks();
		}
		if (result.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
			this.controlPending = true;
		}
		if (result.bytesProduced() > 0) {
			this.idleRecords = 0;
		}
		else if (++this.idleRecords > MAX_IDLE_RECORDS) {
			throw tooManyIdleRecords();
		}
	}

	private static TlsFault tooManyIdleRecords() {
		return new TlsFault(SslReason.PROTOCOL_ERROR,
				"the peer sent more than " + MAX_IDLE_RECORDS + " records in a row that carry nothing");
	}

	/**
	 * Makes room for the rest of the current record, or for whatever comes next.
	 * @param bulk whether much is known to wait
	 */
	public void prepareInput(boolean bulk) {
		this.reader.prepare(bulk ? NetBuffer.SMALL + 1 : 1);
	}

	/**
	 * Encrypts as many bytes as there is room for, those of several sources as one.
	 * @return how many were taken; not all if outgoing bytes are to be sent first
	 * @throws TlsFault if TLS is closed for writing
	 */
	public long write(ByteBuffer... sources) throws TlsFault {
		try {
			return this.writer.write(sources);
		}
		catch (SSLException ex) {
			throw FaultTranslator.translate(ex);
		}
	}

	/** Whether the engine has something to say that is not application data. */
	public boolean controlPending() {
		return this.controlPending;
	}

	/** Encrypts what {@link #controlPending()} announced: a KeyUpdate, an answer. */
	public void wrapControl() throws TlsFault {
		this.controlPending = false;
		try {
			this.writer.writeControl();
		}
		catch (SSLException ex) {
			throw FaultTranslator.translate(ex);
		}
	}

	/** Puts close_notify, or after a fault the engine's alert, into outgoing(). */
	public void closeOutbound() {
		this.writer.close();
	}

	/**
	 * Ends a handshake because of a fault, and puts the best alert for it into
	 * {@link #outgoing()}: ours as long as alerts are in clear, then the engine's.
	 * @return the fault, with the reason that only the engine's alert names (JDK 17)
	 */
	public TlsFault abort(TlsFault fault) {
		return fault.named(FaultTranslator.reason(this.writer.abort(fault.alertInClear())));
	}

	/**
	 * Sets who chooses the application protocol on a server.
	 * @param selector is given what the client offers; {@code null} refuses
	 */
	public void applicationProtocolSelector(Function<List<String>, @Nullable String> selector) {
		this.engine.setHandshakeApplicationProtocolSelector((ignored, offered) -> selector.apply(offered));
	}

	/** Whether new sessions may be made. */
	public void sessionCreation(boolean enabled) {
		this.engine.setEnableSessionCreation(enabled);
	}

	/** Whether the handshake is complete. */
	public boolean established() {
		return this.reader.isEstablished();
	}

	/** Whether the peer's close_notify was read. */
	public boolean inboundClosed() {
		return this.inboundClosed;
	}

	/** Sets who remembers the records of the handshake, before it begins. */
	public void recorder(FlightRecorder recorder) {
		this.recorder = recorder;
		this.observer.recordInto(recorder);
	}

	/** The session being agreed on, while a handshake runs. */
	public @Nullable SSLSession handshakeSession() {
		return this.engine.getHandshakeSession();
	}

	/** The application protocol, as far as agreed on. */
	public @Nullable String handshakeApplicationProtocol() {
		return this.engine.getHandshakeApplicationProtocol();
	}

	/** What was agreed on, once {@link #handshake()} needs nothing more. */
	public TlsFacts facts() {
		return TlsFacts.of(this.engine, this.observer);
	}

	/** Gives the reading side's buffers back; nothing can be read afterwards. */
	public void releaseInput() {
		this.plain.release();
		this.reader.incoming().shrink();
	}

	/** Gives the writing side's buffer back. */
	public void releaseOutput() {
		this.writer.outgoing().shrink();
	}

	/** Lets go of what only the handshake needs, which is over and good. */
	public void settle() {
		release();
		this.onRelease = () -> {
		};
		this.observer = HandshakeObserver.DONE;
		this.reader.settle();
		this.writer.settle();
	}

	/** Ends what the context keeps for this engine's handshake; may be called again. */
	public void release() {
		this.onRelease.run();
	}

}
