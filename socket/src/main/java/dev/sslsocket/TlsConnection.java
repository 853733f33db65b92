package dev.sslsocket;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;

import dev.sslsocket.cipher.CipherNames;
import dev.sslsocket.connection.ConnectionSide;
import dev.sslsocket.connection.LiveConnection;
import dev.sslsocket.connection.SslConnection;
import dev.sslsocket.engine.FlightRecorder;
import dev.sslsocket.engine.TlsFacts;
import dev.sslsocket.verify.PeerVerifier;
import dev.sslsocket.verify.VerifyMode;
import dev.sslsocket.x509.PeerCertificate;

import org.jspecify.annotations.Nullable;

/**
 * One TLS connection: who talks to whom by which rules, and what the handshake made of
 * it. What changes is written by the thread that shakes hands, or is inside that side of
 * the pump, and read by anybody. It leads to no socket, since whoever watches connections
 * holds it.
 */
final class TlsConnection implements LiveConnection {

	private static final AtomicLong IDS = new AtomicLong();

	private static final long NANOS = 1_000_000_000;

	private static final int NO_PORT = -1;

	/**
	 * Our own addresses, and the names that clients ask us for: few, and on each again.
	 */
	private static final Shared<String> TEXTS = new Shared<>();

	private static final Shared<SNIServerName> NAMES = new Shared<>();

	private final long id = IDS.incrementAndGet();

	private final SslContext context;

	private final ConnectionSide side;

	private final String peerHost;

	private final int peerPort;

	/** The host, or the whole address where that is not TCP's. */
	private final String localHost;

	private final int localPort;

	private final long openedAt;

	private volatile FlightRecorder recorder;

	/** Of a client, once its engine is there. */
	private volatile @Nullable SessionPeer sessionPeer;

	private volatile long handshakenAt;

	private volatile @Nullable TlsFacts facts;

	private volatile @Nullable String serverName;

	/** Of a resumed session it may be {@code null}: found when somebody asks for it. */
	private volatile @Nullable List<X509Certificate> chain;

	private volatile long bytesRead;

	private volatile long bytesWritten;

	/**
	 * Begins a connection.
	 * @param local our own address
	 */
	TlsConnection(SslContext context, ConnectionSide side, PeerName peer, @Nullable SocketAddress local) {
		this.context = context;
		this.side = side;
		this.peerHost = peer.host();
		this.peerPort = peer.port();
		boolean tcp = local instanceof InetSocketAddress inet && inet.getAddress() != null;
		this.localHost = TEXTS
			.of(tcp ? ((InetSocketAddress) local).getAddress().getHostAddress() : String.valueOf(local));
		this.localPort = tcp ? ((InetSocketAddress) local).getPort() : NO_PORT;
		this.openedAt = nanos(context.clock().instant());
		this.recorder = new FlightRecorder(System::nanoTime, ConnectionDebug.of(this));
	}

	private String localAddress() {
		return (this.localPort == NO_PORT) ? this.localHost : new PeerName(this.localHost, this.localPort).toString();
	}

	/** Since 1970, which a long holds until 2262; an object would cost three of these. */
	private static long nanos(Instant moment) {
		return Math.addExact(Math.multiplyExact(moment.getEpochSecond(), NANOS), moment.getNano());
	}

	private static Instant moment(long nanos) {
		return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
	}

	/** Says whose sessions this one, a client, may resume. */
	void sharesSessions(SessionPeer shared) {
		this.sessionPeer = shared;
	}

	/** Says which server the client asks for, by SNI. */
	void asksFor(@Nullable String serverName) {
		this.serverName = (serverName != null) ? TEXTS.of(serverName) : null;
	}

	/** Says how the peer's certificate is trusted. */
	void found(List<X509Certificate> chain) {
		this.chain = verifies() ? chain : null;
	}

	void handshaken(TlsFacts facts) {
		// First, since who sees the facts looks for it.
		this.handshakenAt = nanos(this.context.clock().instant());
		this.facts = facts;
		SessionPeer shared = this.sessionPeer;
		if (shared != null) {
			this.context.clientSessions().established(shared, facts.resumed());
		}
		if (this.side == ConnectionSide.SERVER || !facts.protocol().equals("TLSv1.3")) {
			forgetHandshake();
		}
	}

	private void forgetHandshake() {
		this.recorder.forget();
		this.recorder = FlightRecorder.forNobody();
	}

	void countRead(int bytes) {
		if (this.bytesRead == 0) {
			// A TLS 1.3 server says what it thinks of our certificate before any data.
			forgetHandshake();
		}
		this.bytesRead += bytes;
	}

	void countWritten(long bytes) {
		this.bytesWritten += bytes;
	}

	SslContext context() {
		return this.context;
	}

	ConnectionSide side() {
		return this.side;
	}

	/** What passes while hands are shaken. */
	FlightRecorder recorder() {
		return this.recorder;
	}

	ConnectionDebug debug() {
		return ConnectionDebug.now(this);
	}

	PeerName peer() {
		return new PeerName(this.peerHost, this.peerPort);
	}

	@Nullable TlsFacts facts() {
		return this.facts;
	}

	@Nullable String serverName() {
		return this.serverName;
	}

	/** What {@link #serverName()} is in SNI. */
	List<SNIServerName> requestedServerNames() {
		try {
			String host = this.serverName;
			return (host == null) ? List.of() : List.of(NAMES.of(new SNIHostName(host)));
		}
		catch (IllegalArgumentException ex) {
			// Not a name that the JDK's SNI can carry, such as one with an underscore;
			// the check of the certificate is unaffected.
			return List.of();
		}
	}

	List<X509Certificate> verifiedChain() {
		List<X509Certificate> found = this.chain;
		TlsFacts agreed = this.facts;
		if (!verifies() || found == null && (agreed == null || !agreed.resumed())) {
			return List.of();
		}
		return (found != null) ? found : chainAgain(agreed.peerCertificates());
	}

	private List<X509Certificate> chainAgain(List<X509Certificate> presented) {
		PeerVerifier verifier = this.context.verifier();
		SessionPeer shared = this.sessionPeer;
		return (shared == null) ? verifier.clientChain(presented)
				: verifier.serverChain(presented, shared.verifyName());
	}

	void dropSessions() {
		SessionPeer shared = this.sessionPeer;
		if (shared != null) {
			this.context.clientSessions().remove(shared);
		}
	}

	@Override
	public long id() {
		return this.id;
	}

	@Override
	public SslConnection snapshot() {
		@Nullable TlsFacts agreed = this.facts;
		String name = (this.serverName != null) ? this.serverName : "";
		String engine = this.context.engine().name();
		if (agreed == null) {
			return new SslConnection(this.id, this.context.name(), this.side, peer().toString(), localAddress(), engine,
					moment(this.openedAt), Optional.empty(), "", "", "", "", "", name, false, false, List.of(), 0, 0);
		}
		return new SslConnection(this.id, this.context.name(), this.side, peer().toString(), localAddress(), engine,
				moment(this.openedAt), Optional.of(moment(this.handshakenAt)), agreed.protocol(),
				CipherNames.openSsl(agreed.cipherSuite()), agreed.cipherSuite(),
				(agreed.group() != null) ? agreed.group() : "", agreed.alpn(), name, agreed.resumed(), verified(agreed),
				agreed.peerCertificates().stream().map(PeerCertificate::of).toList(), this.bytesRead,
				this.bytesWritten);
	}

	private boolean verified(TlsFacts agreed) {
		// A resumed session was verified when it was made: sessions never cross a
		// partition.
		return verifies() && !agreed.peerCertificates().isEmpty();
	}

	private boolean verifies() {
		return this.side == ConnectionSide.SERVER || this.context.verifyMode() == VerifyMode.PEER;
	}

}
