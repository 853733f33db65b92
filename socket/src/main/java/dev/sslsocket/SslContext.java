package dev.sslsocket;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.X509ExtendedKeyManager;

import dev.sslsocket.connection.SslConnectionListener;
import dev.sslsocket.engine.EngineContext;
import dev.sslsocket.session.SslSessionCache;
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
 * Immutable but for its debug level and the keys of its session tickets; safe for use by
 * many threads.
 */
public final class SslContext extends ChannelMaker {

	private final String name;

	private final List<ServedIdentity> identities;

	private final boolean useCertificate;

	private final Duration sessionTimeout;

	private final @Nullable SslTicketKeys ticketKeys;

	private final SslTimeouts timeouts;

	private final EofPolicy eofPolicy;

	private final @Nullable Boolean keepSocketOnError;

	private final @Nullable ErrorTrap errorTrap;

	private final SslConnectionListener connectionListener;

	private final SslDebug debug;

	private final Clock clock;

	private final X509ExtendedKeyManager keyManager;

	private final ChosenEngine engine;

	private final ClientSessions clientSessions;

	private final ServerStaples staples;

	private final ServedHosts servedHosts;

	private final ContextOffer offer;

	private final SslContextBuilder settings;

	private volatile @Nullable SSLParameters supported;

	private final Supplier<SslContext> itself = () -> this;

	private final Shared<TlsOrigin> origins = new Shared<>();

	SslContext(SslContextBuilder builder) {
		this(builder, builder.debug());
	}

	private SslContext(SslContextBuilder builder, SslDebug debug) {
		this(builder, debug, builder.connectionListeners(debug));
	}

	private SslContext(SslContextBuilder builder, SslDebug debug, SslConnectionListener connectionListener) {
		super(builder.verifier(builder.name, builder.clock, connectionListener), builder.verifyName, builder.executor);
		this.name = builder.name;
		this.identities = List.copyOf(builder.identities);
		this.useCertificate = builder.useCertificate;
		this.debug = debug;
		this.connectionListener = connectionListener;
		this.sessionTimeout = builder.sessionTimeout;
		this.ticketKeys = builder.ticketKeys();
		this.timeouts = builder.timeouts;
		this.eofPolicy = builder.eofPolicy;
		this.keepSocketOnError = builder.keepSocketOnError;
		this.errorTrap = builder.errorTrap;
		this.clock = builder.clock;
		this.keyManager = builder.keyManager();
		this.engine = builder.chooseEngine();
		this.clientSessions = builder.clientSessions(this.engine, verifier());
		HostCoverage.warn(this.name, this.identities, verifier());
		UnusedKeys.warn(this.name, EngineChoice.provider(this.engine), this.identities);
		EndedLists.warn(this.name, verifier().revocationLists(), this.clock.instant());
		this.staples = builder.staples(EngineChoice.provider(this.engine), verifier(), this.clock);
		this.servedHosts = ServedHosts.of(this.name, this.identities,
				(group) -> builder.serverEngines(engineContext(), group, verifier(), this.staples));
		this.offer = builder.offer(engineContext());
		this.offer.log(this.name, engineContext());
		this.settings = builder.copy();
	}

	@Override
	SslContext self() {
		return this;
	}

	/**
	 * Begins a context.
	 * @return a builder with the secure defaults
	 */
	public static SslContextBuilder builder() {
		return new SslContextBuilder();
	}

	/**
	 * Begins a context that differs from this one in a few settings (the seed's
	 * {@code SSL_reuse_ctx} beside other options, of which none is ignored here). Nothing
	 * is read from files again but OCSP responses to be stapled. A session cache is taken
	 * along where this context was given one, and else the new context makes its own;
	 * with one cache and equal rules the two resume each other's sessions.
	 * @return a builder with everything that this context was built with
	 */
	public SslContextBuilder toBuilder() {
		return this.settings.copy();
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
	 * @param context the new default; a context that is built or named anywhere goes
	 * before it
	 * @return the one before, for putting it back
	 */
	public static SslContext setDefault(SslContext context) {
		return SslContexts.global().replace(SslContexts.DEFAULT, context);
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
	 * the JDK's with our trust and the identities that are for no host in particular,
	 * whichever engine our own sockets have. Where {@code groups} names one that the
	 * JDK's engine lacks, or JDK 19 or older runs, making an engine ends in an
	 * {@link UnsupportedOperationException}.
	 * @return a context
	 */
	public SSLContext jsse() {
		return JsseContext.over(this);
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
		return this.offer.describe(engineContext());
	}

	/**
	 * Returns whose TLS this context uses.
	 * @return the engine, and why it is that one
	 * @see SslContextBuilder#engine(String)
	 */
	public ChosenEngine engine() {
		return this.engine;
	}

	/**
	 * Returns what our servers staple at this moment.
	 * @return one for each certificate that a staple is looked for; empty where none is
	 * @see SslContextBuilder#ocspStapling(boolean)
	 */
	public List<OcspStaple> ocspStaples() {
		return this.staples.describe();
	}

	/**
	 * Returns the session cache.
	 * @return the cache
	 */
	public SslSessionCache sessionCache() {
		return this.clientSessions.cache();
	}

	/**
	 * Returns how long a session may be resumed.
	 * @return default 24 hours
	 */
	public Duration sessionTimeout() {
		return this.sessionTimeout;
	}

	/**
	 * Returns the keys of our servers' session tickets, which may be replaced there.
	 * @return the keys that were given; empty where each server makes its own
	 */
	public Optional<SslTicketKeys> ticketKeys() {
		return Optional.ofNullable(this.ticketKeys);
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

	/**
	 * Returns how much is logged of each connection; it can be changed there.
	 * @return the level, shared with the contexts that this one has replaced
	 */
	public SslDebug debug() {
		return this.debug;
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

	ClientSessions clientSessions() {
		return this.clientSessions;
	}

	/** The engines of clients. */
	EngineContext engineContext() {
		return this.clientSessions.engine();
	}

	ServedHosts servedHosts() {
		return this.servedHosts;
	}

	ContextOffer contextOffer() {
		return this.offer;
	}

	/** For whoever asks for the context anew each time: one for all of its sockets. */
	Supplier<SslContext> itself() {
		return this.itself;
	}

	TlsOrigin shared(TlsOrigin origin) {
		return this.origins.of(origin);
	}

	SSLParameters parameters() {
		return this.offer.parameters();
	}

	/**
	 * What the engine supports, not to be changed. Remembered, since JSSE makes a socket
	 * to find it out.
	 */
	SSLParameters supported() {
		@Nullable SSLParameters known = this.supported;
		if (known == null) {
			known = engineContext().supportedParameters();
			this.supported = known;
		}
		return known;
	}

	@Override
	public String toString() {
		return "SslContext '" + this.name + "'";
	}

}
