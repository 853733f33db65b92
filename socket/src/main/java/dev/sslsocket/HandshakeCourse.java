package dev.sslsocket;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import dev.sslsocket.connection.ConnectionSide;
import dev.sslsocket.engine.ClientHello;
import dev.sslsocket.engine.NetBuffer;
import dev.sslsocket.engine.Preface;
import dev.sslsocket.engine.TlsEngine;
import dev.sslsocket.engine.TlsFacts;
import dev.sslsocket.engine.TlsFault;
import dev.sslsocket.failure.NotTlsException;
import dev.sslsocket.failure.SslCertificateException;
import dev.sslsocket.failure.SslReason;

import org.jspecify.annotations.Nullable;

/**
 * The course of one handshake: what it waits for, what the peer's first bytes make of it,
 * and what is said when it fails. Neither waits nor sends, so that it serves whoever
 * waits ({@link SocketHandshake}) and whoever must not ({@link ChannelHandshake}).
 * Guarded by the pump's handshake lock; nothing but {@link #abandon()} may be called
 * while tasks run.
 */
final class HandshakeCourse {

	/** What comes next. */
	enum Step {

		/** {@link HandshakeCourse#receive} is to be called. */
		INPUT,

		/** {@link HandshakeCourse#outgoing()} is to be sent. */
		OUTPUT,

		/** {@link HandshakeCourse#runTasks()} is to be called. */
		TASK,

		/** TLS is set up, and {@link HandshakeCourse#conclude} is to be called. */
		COMPLETE

	}

	/** Where the peer's bytes come from; 0 for "not now". */
	@FunctionalInterface
	interface Source {

		int read(ByteBuffer target) throws IOException;

	}

	/** Where an alert goes. */
	@FunctionalInterface
	interface Sink {

		void write(byte[] alert) throws IOException;

	}

	private static final int CHUNK = 512;

	private final ConnectionOpening opening;

	private final TlsConnection connection;

	private final Supplier<HandshakeWishes> wishesNow;

	private final @Nullable Socket orphan;

	/**
	 * Every byte taken from the peer, for whoever gets the plain connection if this
	 * fails.
	 */
	private ByteArrayOutputStream taken = new ByteArrayOutputStream(0);

	/** Completes when nobody waits for this handshake any more. */
	private final CompletableFuture<Void> abandoned = new CompletableFuture<>();

	private volatile @Nullable TlsEngine engine;

	private @Nullable TlsFacts facts;

	private @Nullable ByteBuffer chunk;

	private boolean tlsSeen;

	private boolean earlyRecorded;

	/** How many bytes it takes until the ClientHello can be told. */
	private int enough;

	/**
	 * Prepares a handshake.
	 * @param wishesNow asked for when the engine is created: until then the user may
	 * change them
	 * @param alreadyRead bytes that somebody took from the peer before
	 * @param orphan the plain socket to hand out if this fails; {@code null} if it is to
	 * be closed then, or is none
	 */
	HandshakeCourse(ConnectionOpening opening, Supplier<HandshakeWishes> wishesNow, byte[] alreadyRead,
			@Nullable Socket orphan) {
		this.opening = opening;
		this.connection = opening.connection();
		this.wishesNow = wishesNow;
		this.orphan = orphan;
		this.taken.writeBytes(alreadyRead);
	}

	@Nullable TlsEngine engine() {
		return this.engine;
	}

	/** Lets go of whoever waits for an answer about the peer. */
	void abandon() {
		this.abandoned.complete(null);
	}

	/**
	 * Goes as far as the bytes at hand allow.
	 * @return what comes next
	 * @throws TlsFault for {@link #refuse}
	 * @throws IOException why not, in words for the caller
	 */
	Step advance() throws IOException {
		this.connection.recorder().begin();
		TlsEngine begun = this.engine;
		if (begun == null) {
			boolean server = this.connection.side() == ConnectionSide.SERVER;
			@Nullable ClientHello hello = server ? clientHello() : null;
			if (server && hello == null) {
				return Step.INPUT;
			}
			begun = open(hello);
		}
		return switch (begun.handshake()) {
			case TASK -> Step.TASK;
			case OUTPUT -> Step.OUTPUT;
			case INPUT -> Step.INPUT;
			case NOTHING -> {
				if (this.facts == null) {
					this.facts = begun.facts();
				}
				yield Step.COMPLETE;
			}
		};
	}

	private @Nullable ClientHello clientHello() throws IOException {
		if (this.taken.size() < this.enough) {
			return null;
		}
		byte[] early = this.taken.toByteArray();
		Preface preface = Preface.ofClient(early, 0, early.length);
		if (preface instanceof Preface.Hello hello) {
			return hello.hello();
		}
		if (preface instanceof Preface.NotTls notTls) {
			throw diagnosis().notTls(notTls.firstLine());
		}
		if (preface instanceof Preface.Refused refused) {
			throw refused.fault();
		}
		this.enough = early.length + ((preface instanceof Preface.NeedMore more) ? more.atLeast() : 1);
		return null;
	}

	private TlsEngine open(@Nullable ClientHello hello) throws TlsFault {
		TlsEngine begun = this.opening.openEngine(this.wishesNow.get(), hello);
		byte[] early = this.taken.toByteArray();
		byte[] records = (hello != null) ? Preface.joined(early) : early;
		begun.incoming().add(records, 0, records.length);
		this.tlsSeen = hello != null;
		this.chunk = null;
		this.engine = begun;
		return begun;
	}

	/**
	 * Takes what the peer sent.
	 * @param source read from once
	 * @return how many bytes; 0 for "not now"
	 * @throws IOException if it has ended or does not speak TLS
	 */
	int receive(Source source) throws IOException {
		TlsEngine begun = this.engine;
		if (begun == null) {
			ByteBuffer room = (this.chunk != null) ? this.chunk.clear() : ByteBuffer.allocate(CHUNK);
			this.chunk = room;
			int count = read(source, room);
			this.taken.write(room.array(), 0, count);
			return count;
		}
		begun.prepareInput(false);
		NetBuffer in = begun.incoming();
		int before = in.remaining();
		int count = read(source, in.room());
		this.taken.writeBytes(in.copy(before));
		if (!this.tlsSeen) {
			lookAtAnswer(in);
		}
		return count;
	}

	private int read(Source source, ByteBuffer target) throws IOException {
		int count;
		try {
			count = source.read(target);
		}
		catch (SocketTimeoutException ex) {
			throw ex;
		}
		catch (IOException ex) {
			throw diagnosis().closedInHandshake(ex);
		}
		if (count < 0) {
			throw diagnosis().closedInHandshake(null);
		}
		return count;
	}

	private void lookAtAnswer(NetBuffer in) throws IOException {
		byte[] answer = in.copy(0);
		Preface preface = Preface.ofServer(answer, 0, answer.length);
		if (preface instanceof Preface.NotTls notTls) {
			throw diagnosis().notTls(notTls.firstLine());
		}
		this.tlsSeen = preface instanceof Preface.ServerRecord;
	}

	/**
	 * Refuses bytes in clear that wait where a TLS server would be silent: an attacker
	 * may have put them there to be taken for what the server says inside TLS.
	 */
	void refuseInjected(Source source) throws IOException {
		int waiting = receive(source);
		if (waiting > 0) {
			throw diagnosis().plaintextInjected(waiting);
		}
	}

	NetBuffer outgoing() {
		return begun().outgoing();
	}

	/** Runs what the handshake asks for; the trust check is part of it. */
	void runTasks() {
		begun().runTasks();
	}

	/** Whether {@link #conclude} can neither wait nor take long. */
	boolean concludesAtOnce() {
		return this.opening.concludesAtOnce(agreed());
	}

	/**
	 * Makes sure that the peer is who it has to be. No alert if it is not: an engine
	 * whose handshake is over has no other than close_notify, which would tell the peer
	 * that all is well.
	 * @param patience how long it may take, zero for no limit
	 */
	void conclude(Duration patience) throws IOException {
		try {
			this.opening.conclude(agreed(), patience, this.abandoned);
		}
		catch (CertificateException ex) {
			SslReason reason = (ex instanceof SslCertificateException refused) ? refused.reason()
					: SslReason.BAD_CERTIFICATE;
			throw diagnosis().handshake(new TlsFault(reason, String.valueOf(ex.getMessage()), ex));
		}
	}

	/**
	 * Says that the handshake is over and good.
	 * @return the engine, ready for data
	 */
	TlsEngine handshaken() {
		this.connection.handshaken(agreed());
		this.taken = new ByteArrayOutputStream(0);
		return begun();
	}

	/**
	 * Ends the handshake because of a fault.
	 * @param sink where the alert goes that the fault calls for
	 * @return what to throw
	 */
	IOException refuse(TlsFault fault, Sink sink) {
		TlsEngine begun = this.engine;
		TlsFault named = (begun != null) ? begun.abort(fault) : fault;
		byte[] alert = (begun != null) ? begun.outgoing().drain() : named.alertInClear();
		if (begun == null) {
			recordEarly();
			this.connection.recorder().sent(alert);
		}
		IOException why = diagnosis().handshake(named);
		try {
			if (alert.length > 0) {
				sink.write(alert);
			}
		}
		catch (IOException ex) {
			// The fault says more than the failure to tell the peer of it.
			why.addSuppressed(ex);
		}
		return why;
	}

	/**
	 * When a write fails the peer may have said why (RFC 8446 section 6.2).
	 * @return what to throw
	 */
	IOException alertBehind(Source source, IOException broken) {
		try {
			receive(source);
			begun().handshake();
		}
		catch (TlsFault fault) {
			return diagnosis().handshake(fault);
		}
		catch (NotTlsException ex) {
			return ex;
		}
		catch (IOException ex) {
			return diagnosis().closedInHandshake(broken);
		}
		return diagnosis().closedInHandshake(broken);
	}

	IOException timedOut() {
		return diagnosis().handshakeTimeout(this.connection.context().timeouts().handshake(), this.taken.size() == 0);
	}

	/** Every byte that was taken from the peer. */
	byte[] taken() {
		return this.taken.toByteArray();
	}

	/** Shows the recorder what no engine has seen: the little there is to go by. */
	private void recordEarly() {
		if (this.engine == null && !this.earlyRecorded) {
			this.earlyRecorded = true;
			this.connection.recorder().received(this.taken.toByteArray());
		}
	}

	Diagnosis diagnosis() {
		recordEarly();
		return new Diagnosis(this.connection)
			.plainSocket((this.orphan != null) ? ReplaySocket.over(this.orphan, this.taken.toByteArray()) : null);
	}

	private TlsEngine begun() {
		TlsEngine begun = this.engine;
		if (begun == null) {
			throw new IllegalStateException("the handshake has not begun");
		}
		return begun;
	}

	private TlsFacts agreed() {
		TlsFacts agreed = this.facts;
		if (agreed == null) {
			throw new IllegalStateException("the handshake is not complete");
		}
		return agreed;
	}

}
