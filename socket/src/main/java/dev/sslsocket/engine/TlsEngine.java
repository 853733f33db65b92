package dev.sslsocket.engine;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

import org.jspecify.annotations.Nullable;

/**
 * One side of one TLS connection, without I/O: encrypted bytes are put into
 * {@link #incoming()} and taken from {@link #outgoing()} by the caller.
 * <p>
 * Records are cut here, by their header, and given to the engine beneath whole. So the
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

	/** What the engine has to say of its own, between the application's data. */
	public enum Control {

		/** Nothing. */
		NOTHING,

		/** Something that the next write takes along, or {@link #wrapControl()}. */
		LATER,

		/**
		 * Something without which nothing more is read; it may be the alert of a fault,
		 * which {@link #wrapControl()} then throws, or a write that is under way.
		 */
		FIRST

	}

	/**
	 * Bytes that are copied to where they are encrypted: of so few a copy costs less than
	 * an object that leads to the caller's array.
	 */
	public static final int COPIED = 4096;

	private static final AtomicIntegerFieldUpdater<TlsEngine> USES = AtomicIntegerFieldUpdater
		.newUpdater(TlsEngine.class, "uses");

	private static final int INPUT = 1;

	private static final int OUTPUT = 2;

	private static final int TASK = 4;

	private static final int RELEASED = INPUT | OUTPUT;

	private final FaultTranslator faults;

	/** {@code null} once nothing is left of it that has to be released. */
	private volatile @Nullable EngineSession session;

	/** The sides that nobody will use any more, and whether a task runs. */
	private volatile int uses;

	private final RecordReader reader;

	private final RecordWriter writer;

	private final Inflow inflow;

	/** {@code null} once hands are shaken. */
	private @Nullable Negotiation negotiation;

	TlsEngine(EngineSession session, Buffers buffers) {
		SSLEngine engine = session.engine();
		HandshakeObserver observer = new HandshakeObserver(FlightRecorder.forNobody());
		this.faults = session.faults();
		this.session = session;
		this.reader = new RecordReader(engine, NetBuffer.incoming(buffers), observer);
		this.writer = new RecordWriter(engine, NetBuffer.outgoing(buffers), observer);
		this.inflow = new Inflow(this.reader, new PlainBuffer(buffers.plain()), session.control());
		this.negotiation = new Negotiation(engine, observer, this.reader, this.writer, this.inflow);
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
		Negotiation going = negotiation();
		try {
			Need need = going.advance();
			if (going.complete() && !established()) {
				this.reader.established();
				this.writer.established();
			}
			return need;
		}
		catch (SSLException ex) {
			throw going.observer().fault(ex, this.faults);
		}
	}

	private Negotiation negotiation() {
		Negotiation going = this.negotiation;
		if (going == null) {
			throw new IllegalStateException("hands are shaken");
		}
		return going;
	}

	/**
	 * Runs what the handshake asks for; the trust check is part of it. Another thread may
	 * give both sides back meanwhile: the engine goes with whoever is last.
	 */
	public void runTasks() {
		if (USES.accumulateAndGet(this, TASK,
				(before, task) -> (before == RELEASED) ? before : before | task) == RELEASED) {
			return;
		}
		try {
			negotiation().runTasks();
		}
		finally {
			releaseIf(USES.accumulateAndGet(this, TASK, (before, task) -> before & ~task));
		}
	}

	/**
	 * Takes what is left of the record before, or decrypts the next one and those behind
	 * it that fit whole.
	 * @return how many bytes were put into {@code target}; 0 if more input is needed, or
	 * {@link #control()} comes first; -1 after the peer's close_notify
	 * @throws TlsFault if the record is damaged or not allowed
	 */
	public int read(ByteBuffer target) throws TlsFault {
		try {
			return this.inflow.read(target);
		}
		catch (SSLException ex) {
			throw this.faults.translate(ex);
		}
	}

	/** Does the same with an array as the target. */
	public int read(byte[] target, int offset, int length) throws TlsFault {
		try {
			return this.inflow.read(target, offset, length);
		}
		catch (SSLException ex) {
			throw this.faults.translate(ex);
		}
	}

	/**
	 * Makes sure that {@link #pending()} is not 0, if the bytes at hand suffice and no
	 * {@link #control()} comes first.
	 * @return whether the peer's close_notify was reached
	 */
	public boolean decryptAhead() throws TlsFault {
		try {
			return this.inflow.ahead();
		}
		catch (SSLException ex) {
			throw this.faults.translate(ex);
		}
	}

	/** Copies from the current record without consuming. */
	public int peek(ByteBuffer target) {
		return this.inflow.peek(target);
	}

	/** Bytes left of the record that was decrypted last. */
	public int pending() {
		return this.inflow.pending();
	}

	/** Whether reading has something to go on without more input, if only a fault. */
	public boolean recordAtHand() {
		return pending() > 0 || this.inflow.untold() || control() == Control.FIRST || this.reader.decided();
	}

	/** Whether that is, as far as can be told, application data. */
	public boolean dataAtHand() {
		return pending() > 0 || this.reader.decided() && this.reader.carriesData();
	}

	/** Bytes that the current record lacks, or its header where that is not complete. */
	public int missing() {
		return this.reader.missing();
	}

	/**
	 * Makes room for the rest of the current record, or for whatever comes next.
	 * @param bulk whether much is known to wait
	 */
	public void prepareInput(boolean bulk) {
		this.reader.prepare(bulk ? Buffers.RECORD + 1 : 1);
	}

	/**
	 * Encrypts as many bytes as there is room for, those of several sources as one.
	 * @return how many were taken; not all if outgoing bytes are to be sent first
	 * @throws TlsFault if TLS is closed for writing
	 */
	public long write(ByteBuffer[] sources, int offset, int length) throws TlsFault {
		try {
			return this.writer.write(sources, offset, length);
		}
		catch (SSLException ex) {
			throw this.faults.translate(ex);
		}
	}

	/**
	 * Encrypts a few bytes, at most {@link #COPIED}, for which there is always room if no
	 * outgoing bytes are to be sent first.
	 * @throws TlsFault if TLS is closed for writing
	 */
	public void write(byte[] source, int offset, int length) throws TlsFault {
		try {
			this.writer.writeCopy(source, offset, length);
		}
		catch (SSLException ex) {
			throw this.faults.translate(ex);
		}
	}

	/** What the engine has to say that is not application data. */
	public Control control() {
		return this.inflow.control();
	}

	/**
	 * Encrypts what {@link #control()} announced: a KeyUpdate, an answer, an alert.
	 * @throws TlsFault what the engine had found wrong with a record, for which the alert
	 * is in {@link #outgoing()}
	 */
	public void wrapControl() throws TlsFault {
		try {
			if (control() == Control.FIRST) {
				// After a fault it stays, and nobody reads on.
				this.writer.writeFirst();
				this.inflow.controlTaken();
				return;
			}
			// What is announced meanwhile is not lost.
			this.inflow.controlTaken();
			this.writer.writeControl();
		}
		catch (SSLException ex) {
			throw this.faults.translate(ex);
		}
	}

	/** Puts close_notify, or after a fault the engine's alert, into outgoing(). */
	public void closeOutbound() {
		if (control() == Control.FIRST) {
			try {
				wrapControl();
			}
			catch (TlsFault fault) {
				// The alert is all that can be said.
				return;
			}
		}
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
	boolean established() {
		return this.reader.isEstablished();
	}

	/** Whether the peer's close_notify was read. */
	public boolean inboundClosed() {
		return this.inflow.closed();
	}

	/** Sets by which schemes the handshake may be signed, before it begins. */
	void holdTo(SignaturePolicy signatures) {
		negotiation().observer().holdTo(signatures);
	}

	/** Sets who remembers the records of the handshake, before it begins. */
	public void recorder(FlightRecorder recorder) {
		negotiation().observer().recordInto(recorder);
	}

	/** The session being agreed on, while a handshake runs. */
	public @Nullable SSLSession handshakeSession() {
		Negotiation going = this.negotiation;
		return (going != null) ? going.session() : null;
	}

	/** The application protocol, as far as agreed on. */
	public @Nullable String handshakeApplicationProtocol() {
		Negotiation going = this.negotiation;
		return (going != null) ? going.applicationProtocol() : null;
	}

	/** What was agreed on, once {@link #handshake()} needs nothing more. */
	public TlsFacts facts() {
		return negotiation().facts();
	}

	/** Gives the reading side's buffers back; nothing can be read afterwards. */
	public void releaseInput() {
		this.inflow.release();
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
		releaseIf(USES.accumulateAndGet(this, side, (before, now) -> before | now));
	}

	private void releaseIf(int uses) {
		EngineSession left = this.session;
		if (uses == RELEASED && left != null) {
			left.release();
		}
	}

	/** Lets go of what only the handshake needs, which is over and good. */
	public void settle() {
		handshakeOver();
		this.negotiation = null;
	}

	/** Ends what the context keeps for this engine's handshake; may be called again. */
	public void handshakeOver() {
		EngineSession left = this.session;
		if (left != null) {
			this.session = left.handshakeOver();
		}
	}

}
