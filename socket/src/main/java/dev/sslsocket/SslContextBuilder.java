package dev.sslsocket;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

import javax.net.ssl.X509ExtendedKeyManager;

import dev.sslsocket.connection.FailureLog;
import dev.sslsocket.connection.LeakLog;
import dev.sslsocket.connection.SslConnectionListener;
import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.verify.PeerVerifier;
import dev.sslsocket.x509.IdentityKeyManager;
import dev.sslsocket.x509.SslIdentity;

import org.jspecify.annotations.Nullable;

/**
 * Builds an {@link SslContext}. Not thread-safe.
 */
public final class SslContextBuilder extends SessionSettings<SslContextBuilder> {

	String name = SslContexts.DEFAULT;

	List<ServedIdentity> identities = List.of();

	boolean useCertificate = true;

	SslTimeouts timeouts = SslTimeouts.DEFAULT;

	EofPolicy eofPolicy = EofPolicy.STRICT;

	@Nullable Boolean keepSocketOnError;

	@Nullable ErrorTrap errorTrap;

	private List<SslConnectionListener> connectionListeners = List.of();

	Clock clock = Clock.systemUTC();

	Executor executor = ChannelMaker.INLINE;

	private int debug;

	SslContextBuilder() {
	}

	@Override
	SslContextBuilder self() {
		return this;
	}

	SslConnectionListener connectionListeners(SslDebug debug) {
		List<SslConnectionListener> all = new ArrayList<>(this.connectionListeners);
		all.addAll(0, List.of(new DebugLog(debug, new FailureLog()), new LeakLog()));
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
		this.identities = with(this.identities, List.of(ServedIdentity.byDefault(identity)));
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
		this.identities = with(this.identities, List.of(ServedIdentity.of(identity, hosts)));
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
		this.connectionListeners = with(this.connectionListeners, List.of(listener));
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
	 * Sets who runs what takes long in the handshakes of {@link SslSocketChannel}s:
	 * signatures, the check of the peer, questions to OCSP responders. Sockets wait by
	 * themselves and do not use it.
	 * @param executor default none: such work is done where the handshake is called for,
	 * and channels of a context with {@code revocation.ocsp: soft | hard} are refused
	 * @return this builder
	 */
	public SslContextBuilder executor(Executor executor) {
		this.executor = executor;
		return this;
	}

	/**
	 * Builds the context.
	 * @return the context
	 * @throws SslConfigurationException if anything in it cannot be used
	 */
	public SslContext build() {
		requireClientTrust();
		requireSessions();
		return new SslContext(this);
	}

	X509ExtendedKeyManager keyManager() {
		IdentityKeyManager keyManager = new IdentityKeyManager(defaultIdentities());
		return this.useCertificate ? keyManager : new ServerOnlyKeyManager(keyManager);
	}

	@Override
	List<ServedIdentity> identities() {
		return this.identities;
	}

	private List<SslIdentity> defaultIdentities() {
		return this.identities.stream().filter(ServedIdentity::isDefault).map(ServedIdentity::identity).toList();
	}

	ClientSessions clientSessions(ChosenEngine engine, PeerVerifier verifier) {
		return ClientSessions.of(EngineChoice.provider(engine), sessionCache(), verifier.partition(),
				this.useCertificate ? defaultIdentities() : List.of(), this.sessionTimeout);
	}

	/**
	 * Copies every setting, also those to come: no field holds what can change.
	 * @return a builder that has nothing more to do with this one
	 */
	SslContextBuilder copy() {
		try {
			return (SslContextBuilder) clone();
		}
		catch (CloneNotSupportedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
