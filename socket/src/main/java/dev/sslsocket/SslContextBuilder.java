package dev.sslsocket;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.X509ExtendedKeyManager;

import dev.sslsocket.connection.SslConnectionListener;
import dev.sslsocket.engine.EngineContext;
import dev.sslsocket.engine.EngineSettings;
import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.session.SslSessionCache;
import dev.sslsocket.verify.AsciiName;
import dev.sslsocket.verify.ClientAuth;
import dev.sslsocket.verify.HostnameScheme;
import dev.sslsocket.verify.PeerVerifier;
import dev.sslsocket.verify.PinMode;
import dev.sslsocket.verify.PinSet;
import dev.sslsocket.verify.TrustSource;
import dev.sslsocket.verify.VerifyCallback;
import dev.sslsocket.verify.VerifyMode;
import dev.sslsocket.x509.IdentityKeyManager;
import dev.sslsocket.x509.SslIdentity;

import org.jspecify.annotations.Nullable;

/**
 * Builds an {@link SslContext}. Not thread-safe.
 */
public final class SslContextBuilder {

	private static final Duration MAX_SESSION_TIMEOUT = Duration.ofDays(7);

	private static final List<String> DEFAULT_PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

	String name = SslContexts.DEFAULT;

	final List<SslIdentity> identities = new ArrayList<>();

	boolean useCertificate = true;

	private final List<TrustSource> trust = new ArrayList<>();

	private VerifyMode verifyMode = VerifyMode.PEER;

	private ClientAuth clientAuth = ClientAuth.NONE;

	private HostnameScheme hostnameVerification = HostnameScheme.RFC9525;

	@Nullable String verifyName;

	private @Nullable PinSet pins;

	private @Nullable VerifyCallback verifyCallback;

	private List<String> protocols = DEFAULT_PROTOCOLS;

	private List<String> cipherSuites = List.of();

	private List<String> alpn = List.of();

	private @Nullable SslSessionCache sessionCache;

	Duration sessionTimeout = Duration.ofHours(24);

	SslTimeouts timeouts = SslTimeouts.DEFAULT;

	EofPolicy eofPolicy = EofPolicy.STRICT;

	@Nullable Boolean keepSocketOnError;

	@Nullable ErrorTrap errorTrap;

	final List<SslConnectionListener> connectionListeners = new ArrayList<>();

	Clock clock = Clock.systemUTC();

	SslContextBuilder() {
	}

	/**
	 * Sets the name that messages and endpoints use.
	 * @param name any text; default {@code default}
	 * @return this builder
	 */
	public SslContextBuilder name(String name) {
		this.name = name;
		return this;
	}

	/**
	 * Adds an identity: who we are as a server, and as a client when a server asks.
	 * @param identity repeatable, say RSA and ECDSA; the first that fits the peer is used
	 * @return this builder
	 */
	public SslContextBuilder identity(SslIdentity identity) {
		this.identities.add(identity);
		return this;
	}

	/**
	 * Sets whether the client side presents the identity when a server asks (the seed's
	 * {@code SSL_use_cert}).
	 * @param useCertificate default true
	 * @return this builder
	 */
	public SslContextBuilder useCertificate(boolean useCertificate) {
		this.useCertificate = useCertificate;
		return this;
	}

	/**
	 * Adds CAs. Without any the JDK's are trusted.
	 * @param sources repeatable: all of them together are trusted
	 * @return this builder
	 */
	public SslContextBuilder trust(TrustSource... sources) {
		this.trust.addAll(Arrays.asList(sources));
		return this;
	}

	/**
	 * Sets how servers that we connect to are verified (the seed's
	 * {@code SSL_verify_mode} of a client).
	 * @param verifyMode default {@link VerifyMode#PEER}
	 * @return this builder
	 */
	public SslContextBuilder verifyMode(VerifyMode verifyMode) {
		this.verifyMode = verifyMode;
		return this;
	}

	/**
	 * Sets what we ask of clients that connect to us (the seed's {@code SSL_verify_mode}
	 * of a server: 0x00, 0x01, 0x03).
	 * @param clientAuth default {@link ClientAuth#NONE}; anything else needs
	 * {@link #trust}, or pins that alone decide
	 * @return this builder
	 */
	public SslContextBuilder clientAuth(ClientAuth clientAuth) {
		this.clientAuth = clientAuth;
		return this;
	}

	/**
	 * Sets how the names in a server's certificate are checked.
	 * @param scheme default {@link HostnameScheme#RFC9525}
	 * @return this builder
	 */
	public SslContextBuilder hostnameVerification(HostnameScheme scheme) {
		this.hostnameVerification = scheme;
		return this;
	}

	/**
	 * Sets the name every server's certificate must be for, whatever host is connected
	 * to.
	 * @param verifyName a DNS name or an IP address; default the host connected to
	 * @return this builder
	 */
	public SslContextBuilder verifyName(String verifyName) {
		this.verifyName = AsciiName.requireVerifiable(verifyName);
		return this;
	}

	/**
	 * Sets the fingerprints of peers' certificates or keys ({@code SSL_fingerprint}).
	 * @param pins default none
	 * @return this builder
	 */
	public SslContextBuilder pins(PinSet pins) {
		this.pins = pins;
		return this;
	}

	/**
	 * Sets who has the last word on each certificate (the seed's
	 * {@code SSL_verify_callback}).
	 * @param verifyCallback default none
	 * @return this builder
	 */
	public SslContextBuilder verifyCallback(VerifyCallback verifyCallback) {
		this.verifyCallback = verifyCallback;
		return this;
	}

	/**
	 * Sets the protocol versions.
	 * @param protocols JSSE's names; default TLSv1.3 and TLSv1.2
	 * @return this builder
	 */
	public SslContextBuilder protocols(String... protocols) {
		this.protocols = List.of(protocols);
		return this;
	}

	/**
	 * Sets the cipher suites.
	 * @param cipherSuites IANA names, the preferred first; default the JDK's
	 * @return this builder
	 */
	public SslContextBuilder cipherSuites(String... cipherSuites) {
		this.cipherSuites = List.of(cipherSuites);
		return this;
	}

	/**
	 * Sets the application protocols (RFC 7301).
	 * @param protocols the preferred first; default none
	 * @return this builder
	 */
	public SslContextBuilder alpn(String... protocols) {
		this.alpn = List.of(protocols);
		return this;
	}

	/**
	 * Sets the client's session cache (the seed's {@code SSL_session_cache}).
	 * @param sessionCache default a cache of its own with
	 * {@value SslSessionCache#DEFAULT_SIZE} keys
	 * @return this builder
	 */
	public SslContextBuilder sessionCache(SslSessionCache sessionCache) {
		this.sessionCache = sessionCache;
		return this;
	}

	/**
	 * Sets how long a session may be resumed.
	 * @param sessionTimeout from one second to 7 days (RFC 8446 section 4.6.1); default
	 * 24 hours
	 * @return this builder
	 */
	public SslContextBuilder sessionTimeout(Duration sessionTimeout) {
		this.sessionTimeout = sessionTimeout;
		return this;
	}

	/**
	 * Sets the deadlines all at once.
	 * @param timeouts default {@link SslTimeouts#DEFAULT}
	 * @return this builder
	 */
	public SslContextBuilder timeouts(SslTimeouts timeouts) {
		this.timeouts = timeouts;
		return this;
	}

	/**
	 * Sets the total time for connecting TCP, over all addresses of a name.
	 * @param timeout default 10 seconds; zero for no limit
	 * @return this builder
	 */
	public SslContextBuilder connectTimeout(Duration timeout) {
		return timeouts(this.timeouts.connect(timeout));
	}

	/**
	 * Sets the total time for the handshake.
	 * @param timeout default 10 seconds; zero for no limit
	 * @return this builder
	 */
	public SslContextBuilder handshakeTimeout(Duration timeout) {
		return timeouts(this.timeouts.handshake(timeout));
	}

	/**
	 * Sets how long one read waits.
	 * @param timeout default no limit, which is zero
	 * @return this builder
	 */
	public SslContextBuilder readTimeout(Duration timeout) {
		return timeouts(this.timeouts.read(timeout));
	}

	/**
	 * Sets how long one write waits for the peer to take the bytes.
	 * @param timeout default no limit, which is zero
	 * @return this builder
	 */
	public SslContextBuilder writeTimeout(Duration timeout) {
		return timeouts(this.timeouts.write(timeout));
	}

	/**
	 * Sets how long closing and stopping TLS wait for the peer.
	 * @param timeout default 5 seconds; zero for no limit
	 * @return this builder
	 */
	public SslContextBuilder closeTimeout(Duration timeout) {
		return timeouts(this.timeouts.close(timeout));
	}

	/**
	 * Sets what an end of TCP without close_notify means.
	 * @param eofPolicy default {@link EofPolicy#STRICT}
	 * @return this builder
	 */
	public SslContextBuilder eofPolicy(EofPolicy eofPolicy) {
		this.eofPolicy = eofPolicy;
		return this;
	}

	/**
	 * Sets whether TCP stays open when a handshake fails.
	 * @param keepSocketOnError default false after connect and accept, true after
	 * start-TLS
	 * @return this builder
	 */
	public SslContextBuilder keepSocketOnError(boolean keepSocketOnError) {
		this.keepSocketOnError = keepSocketOnError;
		return this;
	}

	/**
	 * Sets who takes over the plain socket when a handshake fails.
	 * @param errorTrap default none
	 * @return this builder
	 */
	public SslContextBuilder errorTrap(ErrorTrap errorTrap) {
		this.errorTrap = errorTrap;
		return this;
	}

	/**
	 * Adds somebody who is told what happens to connections.
	 * @param listener repeatable
	 * @return this builder
	 */
	public SslContextBuilder connectionListener(SslConnectionListener listener) {
		this.connectionListeners.add(listener);
		return this;
	}

	/**
	 * Sets the clock that certificates' validity is judged by.
	 * @param clock default the system's
	 * @return this builder
	 */
	public SslContextBuilder clock(Clock clock) {
		this.clock = clock;
		return this;
	}

	/**
	 * Builds the context.
	 * @return the context
	 * @throws SslConfigurationException if anything in it cannot be used
	 */
	public SslContext build() {
		boolean pinned = this.pins != null && this.pins.mode() == PinMode.ENFORCE;
		if (this.clientAuth != ClientAuth.NONE && this.trust.isEmpty() && !pinned) {
			throw new SslConfigurationException("client-auth", "is " + this.clientAuth.name().toLowerCase(Locale.ROOT)
					+ ", but no CA says whose clients are welcome. Name one with ca-file or ca-path; to welcome every client with a certificate of a public CA write ca: jdk");
		}
		if (this.sessionTimeout.compareTo(Duration.ofSeconds(1)) < 0
				|| this.sessionTimeout.compareTo(MAX_SESSION_TIMEOUT) > 0) {
			throw new SslConfigurationException("session-cache.timeout",
					"is " + this.sessionTimeout + ". Use one second to 7 days, the most RFC 8446 allows");
		}
		return new SslContext(this);
	}

	PeerVerifier verifier() {
		return PeerVerifier.builder()
			.contextName(this.name)
			.trust(this.trust.isEmpty() ? List.of(TrustSource.jdk()) : this.trust)
			.verifyServers(this.verifyMode)
			.clientAuth(this.clientAuth)
			.hostnameScheme(this.hostnameVerification)
			.pins(this.pins)
			.callback(this.verifyCallback)
			.clock(this.clock)
			.build();
	}

	SslSessionCache sessionCache() {
		return (this.sessionCache != null) ? this.sessionCache : SslSessionCache.ofSize(SslSessionCache.DEFAULT_SIZE);
	}

	X509ExtendedKeyManager keyManager() {
		IdentityKeyManager keyManager = new IdentityKeyManager(this.identities);
		return this.useCertificate ? keyManager : new ServerOnlyKeyManager(keyManager);
	}

	EngineContext openEngine(X509ExtendedKeyManager keyManager, PeerVerifier verifier) {
		return EngineContext.open(new EngineSettings(keyManager, List.of(verifier.acceptedIssuers()),
				this.sessionTimeout, SslSessionCache.DEFAULT_SIZE * 4));
	}

	SSLParameters parameters(EngineContext engine) {
		return new OfferedParameters(this.protocols, this.cipherSuites, this.alpn, this.clientAuth).resolve(engine);
	}

}
