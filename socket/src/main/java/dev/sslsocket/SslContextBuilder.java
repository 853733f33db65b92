package dev.sslsocket;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.X509ExtendedKeyManager;

import dev.sslsocket.connection.FailureLog;
import dev.sslsocket.connection.SslConnectionListener;
import dev.sslsocket.engine.EngineContext;
import dev.sslsocket.engine.EngineSettings;
import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.session.SslSessionCache;
import dev.sslsocket.verify.PeerVerifier;
import dev.sslsocket.x509.IdentityKeyManager;
import dev.sslsocket.x509.SslIdentity;

import org.jspecify.annotations.Nullable;

/**
 * Builds an {@link SslContext}. Not thread-safe.
 */
public final class SslContextBuilder extends OfferSettings<SslContextBuilder> {

	private static final Duration MAX_SESSION_TIMEOUT = Duration.ofDays(7);

	String name = SslContexts.DEFAULT;

	final List<ServedIdentity> identities = new ArrayList<>();

	boolean useCertificate = true;

	private @Nullable SslSessionCache sessionCache;

	Duration sessionTimeout = Duration.ofHours(24);

	SslTimeouts timeouts = SslTimeouts.DEFAULT;

	EofPolicy eofPolicy = EofPolicy.STRICT;

	@Nullable Boolean keepSocketOnError;

	@Nullable ErrorTrap errorTrap;

	private final List<SslConnectionListener> connectionListeners = new ArrayList<>();

	Clock clock = Clock.systemUTC();

	private int debug;

	SslContextBuilder() {
	}

	@Override
	SslContextBuilder self() {
		return this;
	}

	SslConnectionListener connectionListeners(SslDebug debug) {
		List<SslConnectionListener> all = new ArrayList<>(this.connectionListeners);
		all.add(0, new DebugLog(debug, new FailureLog()));
		return SslConnectionListener.all(all);
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
	 * Adds an identity: who we are as a client when a server asks, and as a server for
	 * every host that no other identity names, and for clients that name none.
	 * @param identity repeatable, say RSA and ECDSA; the first that fits the peer is used
	 * @return this builder
	 */
	public SslContextBuilder identity(SslIdentity identity) {
		this.identities.add(ServedIdentity.byDefault(identity));
		return this;
	}

	/**
	 * Adds an identity for the hosts that clients ask for by name (SNI, RFC 6066 section
	 * 3; the keys of the seed's {@code SSL_cert_file} hash). The exact name goes before a
	 * wildcard, and that before the identities without hosts. Where there are none of
	 * these, clients that ask for another host, or for none, are refused with the alert
	 * {@code unrecognized_name}. Our clients do not present it.
	 * @param identity repeatable for the same hosts, say RSA and ECDSA; the first that
	 * fits the client is used
	 * @param hosts one or more names in any case, international ones in either form;
	 * {@code *.example.com} stands for every name one label below {@code example.com}
	 * @return this builder
	 * @throws SslConfigurationException if there are no hosts, or one is no host name
	 */
	public SslContextBuilder identity(SslIdentity identity, String... hosts) {
		this.identities.add(ServedIdentity.of(identity, hosts));
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
	 * Sets how much is logged of each connection (the seed's {@code qw(debug2)}). It may
	 * be changed later, by {@link SslContext#debug()}.
	 * @param level 0 nothing, 1 failed handshakes, 2 also ciphers, 3 also every step, 4
	 * also the data itself in clear, which can be had here only; default 0
	 * @return this builder
	 * @see SslDebug
	 */
	public SslContextBuilder debug(int level) {
		this.debug = level;
		return this;
	}

	SslDebug debug() {
		return new SslDebug(this.name, this.debug);
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
		requireClientTrust();
		if (this.sessionTimeout.compareTo(Duration.ofSeconds(1)) < 0
				|| this.sessionTimeout.compareTo(MAX_SESSION_TIMEOUT) > 0) {
			throw new SslConfigurationException("session-cache.timeout",
					"is " + this.sessionTimeout + ". Use one second to 7 days, the most RFC 8446 allows");
		}
		return new SslContext(this);
	}

	SslSessionCache sessionCache() {
		return (this.sessionCache != null) ? this.sessionCache : SslSessionCache.ofSize(SslSessionCache.DEFAULT_SIZE);
	}

	X509ExtendedKeyManager keyManager() {
		IdentityKeyManager keyManager = new IdentityKeyManager(
				this.identities.stream().filter(ServedIdentity::isDefault).map(ServedIdentity::identity).toList());
		return this.useCertificate ? keyManager : new ServerOnlyKeyManager(keyManager);
	}

	EngineContext openEngine(X509ExtendedKeyManager keyManager, PeerVerifier verifier) {
		return EngineContext.open(new EngineSettings(keyManager, verifier.clientCaNames(), this.sessionTimeout,
				SslSessionCache.DEFAULT_SIZE * 4));
	}

}
