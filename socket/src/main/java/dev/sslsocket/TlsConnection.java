package dev.sslsocket;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.StandardConstants;

import dev.sslsocket.cipher.CipherNames;
import dev.sslsocket.connection.ConnectionSide;
import dev.sslsocket.connection.LiveConnection;
import dev.sslsocket.connection.SslConnection;
import dev.sslsocket.engine.ClientHello;
import dev.sslsocket.engine.EngineRequest;
import dev.sslsocket.engine.FlightRecorder;
import dev.sslsocket.engine.TlsEngine;
import dev.sslsocket.engine.TlsFacts;
import dev.sslsocket.engine.TlsFault;
import dev.sslsocket.verify.AsciiName;
import dev.sslsocket.verify.HostnameScheme;
import dev.sslsocket.verify.PeerVerdict;
import dev.sslsocket.verify.PeerVerifier;
import dev.sslsocket.verify.VerifyMode;
import dev.sslsocket.x509.PeerCertificate;

import org.jspecify.annotations.Nullable;

/**
 * One TLS connection: who talks to whom by which rules, and what the handshake made of
 * it. What changes is written by the thread that holds the pump's lock of that side, and
 * read by anybody. It leads to no socket, since whoever watches connections holds it.
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

	private final PeerName peer;

	private final SslConnectOptions options;

	/** The host, or the whole address where that is not TCP's. */
	private final String localHost;

	private final int localPort;

	private final long openedAt;

	private final FlightRecorder recorder;

	/** Of a client, once its engine is there. */
	private volatile @Nullable SessionPeer sessionPeer;

	private volatile long handshakenAt;

	private volatile @Nullable TlsFacts facts;

	private volatile @Nullable String serverName;

	/** Of a resumed session it may be {@code null}: found when somebody asks for it. */
	private volatile @Nullable List<X509Certificate> chain;

	/** {@code null} once it is concluded. */
	private volatile @Nullable PeerVerdict verdict;

	private volatile long bytesRead;

	private volatile long bytesWritten;

	/**
	 * Begins a connection.
	 * @param local our own address
	 */
	TlsConnection(SslContext context, ConnectionSide side, PeerName peer, SslConnectOptions options,
			@Nullable SocketAddress local) {
		this.context = context;
		this.side = side;
		this.peer = peer;
		this.options = options;
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

	private @Nullable String requestedServerName(SSLParameters parameters) {
		if (parameters.getServerNames() != null) {
			for (SNIServerName name : parameters.getServerNames()) {
				if (name.getType() == StandardConstants.SNI_HOST_NAME) {
					return ((SNIHostName) name).getAsciiName();
				}
			}
			return null;
		}
		@Nullable String set = (this.options.sniHost() != null) ? this.options.sniHost() : this.context.contextOffer().sniHost();
		@Nullable String host = (set != null) ? AsciiName.of(set) : this.peer.sniHost();
		return (host == null || host.isEmpty()) ? null : host;
	}

	private SessionPeer sessionPeer(SSLParameters parameters) {
		String name = (this.options.sessionKey() != null) ? this.options.sessionKey() : this.peer.toString();
		return this.context.clientSessions().peer(name, this.peer.host(), verifyName(), this.serverName, parameters);
	}

	/** The name the certificate must be for. */
	private String verifyName() {
		return (this.options.verifyName() != null) ? this.options.verifyName()
				: this.context.verifyName().orElse(this.peer.host());
	}

	/**
	 * Creates the engine, now that the first handshake byte is due.
	 * @throws TlsFault if this server is not for the host that the client asks for, or
	 * does DHE only and in another group than those that the client names
	 */
	TlsEngine openEngine(HandshakeWishes wishes, @Nullable ClientHello hello) throws TlsFault {
		TlsEngine engine = (this.side == ConnectionSide.SERVER) ? openServer(wishes, hello) : openClient(wishes);
		engine.recorder(this.recorder);
		return engine;
	}

	private TlsEngine openServer(HandshakeWishes wishes, @Nullable ClientHello hello) throws TlsFault {
		// From the hello and not from the session, which may have been made for another
		// host with the same identities.
		String asked = (hello != null) ? hello.serverName() : null;
		this.serverName = (asked != null) ? TEXTS.of(asked) : null;
		ContextOffer offer = this.context.contextOffer();
		offer.holdTo(wishes.parameters(), hello);
		@Nullable Function<List<String>, @Nullable String> selector = (wishes.protocolSelector() != null)
				? wishes.protocolSelector() : offer.protocolSelector(wishes.parameters());
		return this.context.servedHosts()
			.serving(asked)
			.server(hello, new EngineRequest(wishes.parameters(), wishes.sessionCreation(),
					(presented, stapled) -> judged(this.context.verifier().judgeClient(presented)), selector));
	}

	private TlsEngine openClient(HandshakeWishes wishes) {
		SSLParameters parameters = wishes.parameters();
		this.serverName = requestedServerName(parameters);
		if (parameters.getServerNames() == null) {
			parameters.setServerNames(sni(this.serverName));
		}
		if (!this.options.alpn().isEmpty()) {
			parameters.setApplicationProtocols(this.options.alpn().toArray(String[]::new));
		}
		SessionPeer shared = sessionPeer(parameters);
		this.sessionPeer = shared;
		return this.context.clientSessions()
			.open(shared,
					new EngineRequest(parameters, wishes.sessionCreation(),
							(presented, stapled) -> checkServer(presented, stapled,
									parameters.getEndpointIdentificationAlgorithm()),
							null));
	}

	private static List<SNIServerName> sni(@Nullable String host) {
		try {
			return (host == null) ? List.of() : List.of(NAMES.of(new SNIHostName(host)));
		}
		catch (IllegalArgumentException ex) {
			// Not a name that the JDK's SNI can carry, such as one with an underscore;
			// the check of the certificate is unaffected.
			return List.of();
		}
	}

	private void checkServer(List<X509Certificate> presented, List<byte[]> stapled, @Nullable String identification)
			throws CertificateException {
		judged(this.context.verifier().judgeServer(presented, stapled, verifyName()));
		if (identification != null && !identification.isEmpty()
				&& this.context.hostnameVerification() == HostnameScheme.NONE) {
			this.context.verifier().verifyName(presented.get(0), this.peer.host());
		}
	}

	private void judged(PeerVerdict found) {
		this.verdict = found;
		this.chain = verifies() ? found.found() : null;
	}

	/**
	 * Ends the check of the peer, now that TLS is set up and before a byte of the
	 * application passes: asks whoever could not be asked while the engine was locked,
	 * and looks once more at the peer of a resumed session. No session of a peer that is
	 * refused here is resumed by us again.
	 * @param patience how long it may take, zero for no limit
	 * @param abandoned ends the waiting when it completes
	 * @throws CertificateException if the peer is refused
	 */
	void conclude(TlsFacts facts, Duration patience, CompletableFuture<?> abandoned) throws CertificateException {
		try {
			if (facts.resumed()) {
				judged(recheck(facts.peerCertificates()));
			}
			PeerVerdict found = this.verdict;
			if (found != null) {
				found.settle(patience, abandoned);
			}
			this.verdict = null;
		}
		catch (CertificateException ex) {
			facts.session().invalidate();
			dropSessions();
			throw ex;
		}
	}

	/** Whether {@link #conclude} can neither wait nor take long. */
	boolean concludesAtOnce(TlsFacts facts) {
		PeerVerdict found = this.verdict;
		return !facts.resumed() && (found == null || !found.held());
	}

	private PeerVerdict recheck(List<X509Certificate> presented) throws CertificateException {
		PeerVerifier verifier = this.context.verifier();
		return (this.side == ConnectionSide.SERVER) ? verifier.recheckClient(presented)
				: verifier.recheckServer(presented, verifyName());
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
			this.recorder.forget();
		}
	}

	void countRead(int bytes) {
		if (this.bytesRead == 0) {
			// A TLS 1.3 server says what it thinks of our certificate before any data.
			this.recorder.forget();
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
		return this.peer;
	}

	@Nullable TlsFacts facts() {
		return this.facts;
	}

	@Nullable String serverName() {
		return this.serverName;
	}

	List<SNIServerName> requestedServerNames() {
		return sni(this.serverName);
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
		return (this.side == ConnectionSide.SERVER) ? verifier.clientChain(presented)
				: verifier.serverChain(presented, verifyName());
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
			return new SslConnection(this.id, this.context.name(), this.side, this.peer.toString(), localAddress(),
					engine, moment(this.openedAt), Optional.empty(), "", "", "", "", "", name, false, false, List.of(),
					0, 0);
		}
		return new SslConnection(this.id, this.context.name(), this.side, this.peer.toString(), localAddress(), engine,
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
