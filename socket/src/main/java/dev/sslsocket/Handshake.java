package dev.sslsocket;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import dev.sslsocket.connection.ConnectionSide;
import dev.sslsocket.engine.ClientHello;
import dev.sslsocket.engine.NetBuffer;
import dev.sslsocket.engine.Preface;
import dev.sslsocket.engine.TlsEngine;
import dev.sslsocket.engine.TlsFacts;
import dev.sslsocket.engine.TlsFault;
import dev.sslsocket.failure.SslCertificateException;
import dev.sslsocket.failure.SslReason;

import org.jspecify.annotations.Nullable;

/**
 * Shakes hands over a transport, within one total deadline. A read that ends with
 * SO_TIMEOUT loses nothing: {@link #run()} may be called again. Guarded by the pump's
 * handshake lock.
 */
final class Handshake {

	private final TlsConnection connection;

	private final Transport transport;

	private final Duration timeout;

	private @Nullable Deadline deadline;

	private final @Nullable Socket orphan;

	/**
	 * Every byte taken from the peer, for whoever gets the plain socket if this fails.
	 */
	private final ByteArrayOutputStream taken = new ByteArrayOutputStream(0);

	private volatile @Nullable TlsEngine engine;

	private boolean tlsSeen;

	private boolean earlyRecorded;

	/** Completes when nobody waits for this handshake any more. */
	private final CompletableFuture<Void> abandoned = new CompletableFuture<>();

	/**
	 * Prepares a handshake.
	 * @param alreadyRead bytes that somebody took from the peer before
	 * @param orphan the plain socket to hand out if this fails; {@code null} if it is to
	 * be closed then
	 */
	Handshake(TlsConnection connection, Transport transport, byte[] alreadyRead, @Nullable Socket orphan) {
		this.connection = connection;
		this.transport = transport;
		this.orphan = orphan;
		this.timeout = connection.context().timeouts().handshake();
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
	 * Shakes hands, and makes sure that the peer is who it has to be.
	 * @return the engine, ready for data
	 * @throws IOException why not, in words for the caller
	 */
	TlsEngine run() throws IOException {
		int soTimeout = this.transport.timeout();
		if (this.deadline == null) {
			this.deadline = Deadline.in(this.timeout);
			this.connection.recorder().begin();
		}
		try {
			TlsEngine engine = advance(soTimeout);
			conclude(engine.facts());
			return engine;
		}
		catch (TlsFault fault) {
			throw sendAlert(fault);
		}
		catch (SocketTimeoutException ex) {
			if (soTimeout == 0 || deadline().expired()) {
				throw diagnosis().handshakeTimeout(this.timeout, this.taken.size() == 0);
			}
			throw diagnosis().readTimeout(soTimeout, ex);
		}
		finally {
			restore(soTimeout);
		}
	}

	/**
	 * No alert: an engine whose handshake is over has no other than close_notify, which
	 * would tell the peer that all is well.
	 */
	private void conclude(TlsFacts facts) throws IOException {
		try {
			this.connection.conclude(facts, left(), this.abandoned);
		}
		catch (CertificateException ex) {
			SslReason reason = (ex instanceof SslCertificateException refused) ? refused.reason()
					: SslReason.BAD_CERTIFICATE;
			throw diagnosis().handshake(new TlsFault(reason, String.valueOf(ex.getMessage()), ex));
		}
		this.connection.handshaken(facts);
	}

	private TlsEngine advance(int soTimeout) throws IOException {
		TlsEngine engine = (this.engine != null) ? this.engine : open(soTimeout);
		this.engine = engine;
		while (true) {
			switch (engine.handshake()) {
				case TASK -> engine.runTasks();
				case OUTPUT -> flush(engine);
				case INPUT -> {
					fill(engine, soTimeout);
					if (!this.tlsSeen) {
						lookAtAnswer(engine);
					}
				}
				case NOTHING -> {
					return engine;
				}
			}
		}
	}

	private TlsEngine open(int soTimeout) throws IOException {
		@Nullable ClientHello hello = null;
		if (this.connection.side() == ConnectionSide.SERVER) {
			hello = readClientHello(soTimeout);
			this.tlsSeen = true;
		}
		TlsEngine engine = this.connection.openEngine(hello);
		byte[] early = this.taken.toByteArray();
		byte[] records = (hello != null) ? Preface.joined(early) : early;
		engine.incoming().add(records, 0, records.length);
		return engine;
	}

	private ClientHello readClientHello(int soTimeout) throws IOException {
		byte[] chunk = new byte[512];
		while (true) {
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
			int enough = early.length + ((preface instanceof Preface.NeedMore more) ? more.atLeast() : 1);
			while (this.taken.size() < enough) {
				this.transport.timeout(deadline().soonerMillis(soTimeout));
				this.taken.write(chunk, 0, received(read(chunk, 0, chunk.length)));
			}
		}
	}

	private void lookAtAnswer(TlsEngine engine) throws IOException {
		NetBuffer in = engine.incoming();
		Preface preface = Preface.ofServer(in.array(), in.position(), in.remaining());
		if (preface instanceof Preface.NotTls notTls) {
			throw diagnosis().notTls(notTls.firstLine());
		}
		this.tlsSeen = preface instanceof Preface.ServerRecord;
	}

	private void fill(TlsEngine engine, int soTimeout) throws IOException {
		engine.prepareInput(false);
		NetBuffer in = engine.incoming();
		this.transport.timeout(deadline().soonerMillis(soTimeout));
		int count = received(read(in.array(), in.limit(), in.space()));
		this.taken.write(in.array(), in.limit(), count);
		in.added(count);
	}

	private int read(byte[] target, int offset, int length) throws IOException {
		try {
			return this.transport.read(target, offset, length);
		}
		catch (SocketTimeoutException ex) {
			throw ex;
		}
		catch (IOException ex) {
			throw diagnosis().closedInHandshake(ex);
		}
	}

	private int received(int count) throws IOException {
		if (count < 0) {
			throw diagnosis().closedInHandshake(null);
		}
		return count;
	}

	private void flush(TlsEngine engine) throws IOException {
		NetBuffer out = engine.outgoing();
		try (Watchdog.Alarm alarm = Watchdog.watch(this.transport, left())) {
			try {
				this.transport.write(out.array(), out.position(), out.remaining());
			}
			catch (IOException ex) {
				throw alarm.rang() ? diagnosis().handshakeTimeout(this.timeout, false) : alertBehind(engine, ex);
			}
			out.consumed(out.remaining());
		}
	}

	/** Tells a peer for whom there is no engine yet. */
	private void write(byte[] alert) throws IOException {
		try (Watchdog.Alarm alarm = Watchdog.watch(this.transport, left())) {
			try {
				this.transport.write(alert, 0, alert.length);
			}
			catch (IOException ex) {
				throw alarm.rang() ? diagnosis().handshakeTimeout(this.timeout, false) : ex;
			}
		}
	}

	/** When a write fails the peer may have said why (RFC 8446 section 6.2). */
	private IOException alertBehind(TlsEngine engine, IOException broken) {
		try {
			fill(engine, 250);
			engine.handshake();
		}
		catch (TlsFault fault) {
			return diagnosis().handshake(fault);
		}
		catch (IOException ex) {
			return diagnosis().closedInHandshake(broken);
		}
		return diagnosis().closedInHandshake(broken);
	}

	/**
	 * Counted from the first call of {@link #run()}: an accepted socket may have queued.
	 */
	private Deadline deadline() {
		Deadline begun = this.deadline;
		if (begun == null) {
			throw new IllegalStateException("the handshake has not begun");
		}
		return begun;
	}

	private Duration left() throws SocketTimeoutException {
		return Duration.ofMillis(deadline().remainingMillis());
	}

	private IOException sendAlert(TlsFault fault) {
		TlsEngine engine = this.engine;
		TlsFault named = (engine != null) ? engine.abort(fault) : fault;
		try {
			if (engine != null) {
				flush(engine);
			}
			else {
				recordEarly();
				write(named.alertInClear());
				this.connection.recorder().sent(named.alertInClear());
			}
		}
		catch (IOException ex) {
			// The fault says more than the failure to tell the peer of it.
			named.addSuppressed(ex);
		}
		return diagnosis().handshake(named);
	}

	private void restore(int soTimeout) {
		try {
			this.transport.timeout(soTimeout);
		}
		catch (IOException ex) {
			// Closed meanwhile; there is nothing left to wait for.
			return;
		}
	}

	/** Shows the recorder what no engine has seen: the little there is to go by. */
	private void recordEarly() {
		if (this.engine == null && !this.earlyRecorded) {
			this.earlyRecorded = true;
			this.connection.recorder().received(this.taken.toByteArray());
		}
	}

	private Diagnosis diagnosis() {
		recordEarly();
		return new Diagnosis(this.connection)
			.plainSocket((this.orphan != null) ? ReplaySocket.over(this.orphan, this.taken.toByteArray()) : null);
	}

}
