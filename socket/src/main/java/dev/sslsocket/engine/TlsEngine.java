package dev.sslsocket.engine;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

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

	private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

	private final SSLEngine engine;

	private static final int INPUT = 1;

	private static final int OUTPUT = 2;

	private static final int TASK = 4;

	private static final int RELEASED = INPUT | OUTPUT;

	private final EngineSession session;

	/** The sides that nobody will use any more, and whether a task runs. */
	private final AtomicInteger uses = new AtomicInteger();

	private final RecordReader reader;

	private final RecordWriter writer;

	private final HandshakeObserver observer = new HandshakeObserver(FlightRecorder.forNobody());

	private final PlainBuffer plain;

	private final Negotiation negotiation;

	private final IdleRecords idle = new IdleRecords();

	private volatile boolean established;

	private volatile boolean inboundClosed;

	private volatile boolean controlPending;

	TlsEngine(EngineSession session, EngineBuffers buffers) {
		this.session = session;
		this.engine = session.engine();
		this.plain = new PlainBuffer(buffers.plain());
		this.reader = new RecordReader(this.engine, NetBuffer.incoming(buffers.net()), this.observer);
		this.writer = new RecordWriter(this.engine, NetBuffer.outgoing(buffers.net()), this.observer);
		this.negotiation = new Negotiation(this.engine, this.reader, this.writer, this.plain);
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
			Need need = this.negotiation.advance();
			if (!this.established && this.negotiation.complete()) {
				this.established = true;
				this.reader.established();
				this.writer.established();
			}
			return need;
		}
		catch (SSLException ex) {
			throw this.observer.fault(ex, this.session.faults());
		}
	}

	/**
	 * Runs what the handshake asks for; the trust check is part of it. Another thread may
	 * give both sides back meanwhile: the engine goes with whoever is last.
	 */
	public void runTasks() {
		if (this.uses.accumulateAndGet(TASK,
				(before, task) -> (before == RELEASED) ? before : before | task) == RELEASED) {
			return;
		}
		try {
			this.negotiation.runTasks();
		}
		finally {
			releaseIf(this.uses.accumulateAndGet(TASK, (before, task) -> before & ~task));
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
				if (lacksRoom(result)) {
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
			throw this.observer.faultAfterHandshake(ex, this.session.faults());
		}
	}

	/**
	 * Whether the target was too small. Once our own direction is closed BoringSSL says
	 * CLOSED, of every record and whatever became of it.
	 */
	private boolean lacksRoom(SSLEngineResult result) {
		return result.getStatus() == Status.BUFFER_OVERFLOW
				|| result.getStatus() == Status.CLOSED && result.bytesConsumed() == 0 && !this.engine.isInboundDone();
	}

	private void afterUnwrap(SSLEngineResult result) throws SSLException {
		if (result.getStatus() == Status.CLOSED) {
			this.inboundClosed = this.engine.isInboundDone();
		}
		else if (result.getStatus() != Status.OK) {
			throw new TlsFault(SslReason.PROTOCOL_ERROR, "a record could not be read: " + result);
		}
		if (result.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
			Negotiation.runTasks(this.engine);
		}
		if (result.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
			if (this.session.failsByWrap() && result.getStatus() == Status.OK) {
				this.writer.lastWords();
			}
			this.controlPending = true;
		}
		if (result.bytesProduced() > 0) {
			this.idle.reset();
		}
		else {
			this.idle.count();
		}
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
			throw this.session.faults().translate(ex);
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
			throw this.session.faults().translate(ex);
		}
	}

	/**
	 * Puts close_notify, or after a fault the engine's alert, into {@link #outgoing()}.
	 */
	public void closeOutbound() {
		this.writer.close();
	}

	/**
	 * Ends a handshake because of a fault, and puts the best alert for it into
	 * {@link #outgoing()}: ours as long as alerts are in clear, then the engine's.
	 * @return the fault, with the reason that only the engine's alert names (JDK 17)
	 */
	public TlsFault abort(TlsFault fault) {
		return fault.named(AlertReasons.ofOurs(this.writer.abort(fault.alertInClear())));
	}

	/** Whether the handshake is complete. */
	public boolean established() {
		return this.established;
	}

	/** Whether the peer's close_notify was read. */
	public boolean inboundClosed() {
		return this.inboundClosed;
	}

	/** Sets who remembers the records of the handshake, before it begins. */
	public void recorder(FlightRecorder recorder) {
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

	/**
	 * Returns what the handshake agreed on.
	 * @return the facts; to be asked once, when {@link #handshake()} needs nothing more
	 */
	public TlsFacts facts() {
		return TlsFacts.of(this.engine, this.observer);
	}

	/** Gives the reading side's buffers back; nothing can be read afterwards. */
	public void releaseInput() {
		this.plain.release();
		this.reader.incoming().shrink();
		released(INPUT);
	}

	/** Gives the writing side's buffer back; nothing can be written afterwards. */
	public void releaseOutput() {
		this.writer.outgoing().shrink();
		released(OUTPUT);
	}

	/** Whoever is last gives the engine back: another may still be inside it. */
	private void released(int side) {
		releaseIf(this.uses.accumulateAndGet(side, (before, now) -> before | now));
	}

	private void releaseIf(int uses) {
		if (uses == RELEASED) {
			this.session.release();
		}
	}

	/** Ends what the context keeps for this engine's handshake; may be called again. */
	public void handshakeOver() {
		this.session.handshakeOver();
	}

}
