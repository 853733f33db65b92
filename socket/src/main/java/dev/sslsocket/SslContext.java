package dev.sslsocket;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

import dev.sslsocket.connection.SslConnectionListener;
import dev.sslsocket.engine.EngineContext;
import dev.sslsocket.session.SslSessionCache;
import dev.sslsocket.verify.ClientAuth;
import dev.sslsocket.verify.HostnameScheme;
import dev.sslsocket.verify.PeerVerifier;
import dev.sslsocket.verify.PinSet;
import dev.sslsocket.verify.Revocation;
import dev.sslsocket.verify.VerifierTrustManager;
import dev.sslsocket.verify.VerifyMode;
import dev.sslsocket.x509.SslIdentity;

import org.jspecify.annotations.Nullable;

/**
 * Everything that connections to one kind of peer have in common: who we are, whom we
 * trust, how long we wait. Everything that can be wrong is refused when it is built.
 *
 * <pre>{@code
 * SslContext context = SslContext.builder()
 *     .name("orders")
 *     .trust(TrustSource.file(Path.of("certs/my-ca.pem")))
 *     .build();
 * try (SslSocket socket = context.socketFactory().connect("orders.example", 9443)) {
 *     ...
 * }
 * }</pre>
 *
 * Immutable; safe for use by many threads.
 */
public final class SslContext {

	private final String name;

	private final List<ServedIdentity> identities;

	private final boolean useCertificate;

	private final PeerVerifier verifier;

	private final @Nullable String verifyName;

	private final SslSessionCache sessionCache;

	private final Duration sessionTimeout;

	private final SslTimeouts timeouts;

	private final EofPolicy eofPolicy;

	private final @Nullable Boolean keepSocketOnError;

	private final @Nullable ErrorTrap errorTrap;

	private final SslConnectionListener connectionListener;

	private final Clock clock;

	private final X509ExtendedKeyManager keyManager;

	private final EngineContext engineContext;

	private final ServedHosts servedHosts;

	private final ContextOffer offer;

	SslContext(SslContextBuilder builder) {
		this.name = builder.name;
		this.identities = List.copyOf(builder.identities);
		this.useCertificate = builder.useCertificate;
		this.verifier = builder.verifier(builder.name, builder.clock);
		this.verifyName = builder.verifyName;
		this.sessionCache = builder.sessionCache();
		this.sessionTimeout = builder.sessionTimeout;
		this.timeouts = builder.timeouts;
		this.eofPolicy = builder.eofPolicy;
		this.keepSocketOnError = builder.keepSocketOnError;
		this.errorTrap = builder.errorTrap;
		this.connectionListener = builder.connectionListeners();
		this.clock = builder.clock;
		this.keyManager = builder.keyManager();
		this.engineContext = builder.openEngine(this.keyManager, this.verifier);
		HostCoverage.warn(this.name, this.identities, this.verifier);
		this.servedHosts = ServedHosts.of(this.name, this.identities, this.engineContext);
		this.offer = builder.offer(this.engineContext);
	}

	/**
	 * Begins a context.
	 * @return a builder with the secure defaults
	 */
	public static SslContextBuilder builder() {
		return new SslContextBuilder();
	}

	/**
	 * Returns the context of the factories that are made without one. Until somebody sets
	 * another it trusts the JDK's CAs and checks names.
	 * @return the default context of {@link SslContexts#global()}
	 */
	public static SslContext getDefault() {
		return SslContexts.global().getDefault();
	}

	/**
	 * Sets the context of the factories that are made without one (the seed's
	 * {@code set_default_context}).
	 * @param context the new default
	 */
	public static void setDefault(SslContext context) {
		SslContexts.global().replace(SslContexts.DEFAULT, context);
	}

	/**
	 * Makes sockets that connect.
	 * @return a factory that keeps to this very context
	 */
	public SslSocketFactory socketFactory() {
		return new SslSocketFactory(() -> this);
	}

	/**
	 * Makes sockets that listen.
	 * @return a factory that keeps to this very context
	 */
	public SslServerSocketFactory serverSocketFactory() {
		return new SslServerSocketFactory(() -> this);
	}

	/**
	 * Returns this context in the JDK's form: its socket factories are ours, its engines
	 * the JDK's with our trust and the identities that are for no host in particular.
	 * @return a context
	 */
	public SSLContext jsse() {
		return JsseContext.over(this);
	}

	/**
	 * Returns the trust of this context, for clients that want it beside the factory.
	 * @return a trust manager that checks chain and name
	 */
	public X509ExtendedTrustManager trustManager() {
		return new VerifierTrustManager(this.verifier);
	}

	/**
	 * Returns the identities of this context that are for no host in particular, for
	 * clients that want them beside the factory.
	 * @return a key manager
	 */
	public X509ExtendedKeyManager keyManager() {
		return this.keyManager;
	}

	/**
	 * Returns the name that messages and endpoints use.
	 * @return the name; default {@code default}
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Returns who we are.
	 * @return the identities, empty where there is none
	 */
	public List<SslIdentity> identities() {
		return this.identities.stream().map(ServedIdentity::identity).toList();
	}

	/**
	 * Returns who we are as a server, by host.
	 * @return the identities with their hosts, empty where there is none
	 */
	public List<ServedIdentity> servedIdentities() {
		return this.identities;
	}

	/** Whether our clients have something to present. */
	boolean hasDefaultIdentity() {
		return this.identities.stream().anyMatch(ServedIdentity::isDefault);
	}

	/**
	 * Returns whether the client side presents the identity when a server asks.
	 * @return default true
	 */
	public boolean useCertificate() {
		return this.useCertificate;
	}

	/**
	 * Returns how servers that we connect to are verified.
	 * @return default {@link VerifyMode#PEER}
	 */
	public VerifyMode verifyMode() {
		return this.verifier.verifyMode();
	}

	/**
	 * Returns what we ask of clients that connect to us.
	 * @return default {@link ClientAuth#NONE}
	 */
	public ClientAuth clientAuth() {
		return this.verifier.clientAuth();
	}

	/**
	 * Returns the CAs that are named to clients, once they are asked for a certificate.
	 * @return their names in RFC 2253 form, in the order in which they are sent
	 */
	public List<String> clientCaNames() {
		return this.verifier.clientCaNames()
			.stream()
			.map((certificate) -> certificate.getSubjectX500Principal().getName())
			.toList();
	}

	/**
	 * Returns how names are checked.
	 * @return default {@link HostnameScheme#RFC9525}
	 */
	public HostnameScheme hostnameVerification() {
		return this.verifier.hostnameScheme();
	}

	/**
	 * Returns the name every server's certificate must be for.
	 * @return the name, or empty where it is the host connected to
	 */
	public Optional<String> verifyName() {
		return Optional.ofNullable(this.verifyName);
	}

	/**
	 * Returns the fingerprints that the certificates of peers may or must have.
	 * @return the pins, or empty where there are none
	 */
	public Optional<PinSet> pins() {
		return this.verifier.pins();
	}

	/**
	 * Returns how revoked certificates are found out.
	 * @return the settings
	 */
	public Revocation revocation() {
		return this.verifier.revocation();
	}

	/**
	 * Says whom this context trusts.
	 * @return text such as {@code 1 CA (CN=Demo CA)}
	 */
	public String trustDescription() {
		return this.verifier.trustDescription();
	}

	/**
	 * Returns the protocol versions.
	 * @return such as TLSv1.3, TLSv1.2
	 */
	public List<String> protocols() {
		return List.of(parameters().getProtocols());
	}

	/**
	 * Returns what connections may agree on: versions, groups, application protocols. It
	 * is asked of the engine each time.
	 * @return what is in force
	 */
	public TlsOffer offer() {
		return this.offer.describe(this.engineContext.probe());
	}

	/**
	 * Returns the session cache.
	 * @return the cache
	 */
	public SslSessionCache sessionCache() {
		return this.sessionCache;
	}

	/**
	 * Returns how long a session may be resumed.
	 * @return default 24 hours
	 */
	public Duration sessionTimeout() {
		return this.sessionTimeout;
	}

	/**
	 * Returns the deadlines.
	 * @return default {@link SslTimeouts#DEFAULT}
	 */
	public SslTimeouts timeouts() {
		return this.timeouts;
	}

	/**
	 * Returns what an end of TCP without close_notify means.
	 * @return default {@link EofPolicy#STRICT}
	 */
	public EofPolicy eofPolicy() {
		return this.eofPolicy;
	}

	/**
	 * Returns whether TCP stays open when a handshake fails.
	 * @return the choice, or empty for the default: closed after connect and accept, open
	 * after start-TLS
	 */
	public Optional<Boolean> keepSocketOnError() {
		return Optional.ofNullable(this.keepSocketOnError);
	}

	Optional<ErrorTrap> errorTrap() {
		return Optional.ofNullable(this.errorTrap);
	}

	SslConnectionListener connectionListener() {
		return this.connectionListener;
	}

	Clock clock() {
		return this.clock;
	}

	PeerVerifier verifier() {
		return this.verifier;
	}

	/** The engines of clients, and of a server's default identities. */
	EngineContext engineContext() {
		return this.engineContext;
	}

	ServedHosts servedHosts() {
		return this.servedHosts;
	}

	ContextOffer contextOffer() {
		return this.offer;
	}

	SSLParameters parameters() {
		return this.offer.parameters();
	}

	@Override
	public String toString() {
		return "SslContext '" + this.name + "'";
	}

}
