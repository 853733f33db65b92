package dev.sslsocket;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.sslsocket.engine.EngineContext;
import dev.sslsocket.engine.EngineFeature;
import dev.sslsocket.engine.EngineSettings;
import dev.sslsocket.engine.SessionRules;
import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.session.SslSessionCache;
import dev.sslsocket.verify.PeerVerifier;
import dev.sslsocket.x509.IdentityKeyManager;
import dev.sslsocket.x509.SslIdentity;

import org.jspecify.annotations.Nullable;

/**
 * The part of {@link SslContextBuilder} that says which sessions are resumed. Not
 * thread-safe.
 *
 * @param <B> the builder itself
 */
abstract sealed class SessionSettings<B extends SessionSettings<B>> extends OfferSettings<B> permits SslContextBuilder {

	private static final Duration MAX_SESSION_TIMEOUT = Duration.ofDays(7);

	/** Those of TLS 1.2 clients that take no ticket; all others keep theirs. */
	private static final int SERVER_SESSIONS = 4096;

	private @Nullable SslSessionCache sessionCache;

	Duration sessionTimeout = Duration.ofHours(24);

	private boolean sessionTickets = true;

	private @Nullable SslTicketKeys ticketKeys;

	/**
	 * Sets the client's session cache (the seed's {@code SSL_session_cache}). Contexts
	 * with one cache object resume each other's sessions where nothing that decides about
	 * a server differs.
	 * @param sessionCache default {@link SslSessionCache#getDefault()}, and where there
	 * is none a cache of its own with {@value SslSessionCache#DEFAULT_SIZE} keys
	 * @return this builder
	 */
	public B sessionCache(SslSessionCache sessionCache) {
		this.sessionCache = sessionCache;
		return self();
	}

	/**
	 * Sets how long a session may be resumed. Our clients keep to it. A server's sessions
	 * are in tickets, and end with the keys of these: the JDK's engine may take a ticket
	 * that is older, until it has changed its key
	 * ({@code jdk.tls.server.statelessKeyTimeout}, an hour). The native one changes the
	 * keys that it makes itself in time, so that a ticket is good for at least half of
	 * this and never longer, and one of TLS 1.3 for two days at most; keys that
	 * {@link #ticketKeys(SslTicketKeys) are given to it} are for whoever gives them to
	 * change.
	 * @param sessionTimeout from one second to 7 days (RFC 8446 section 4.6.1); default
	 * 24 hours
	 * @return this builder
	 */
	public B sessionTimeout(Duration sessionTimeout) {
		this.sessionTimeout = sessionTimeout;
		return self();
	}

	/**
	 * Sets whether our servers resume sessions, whose keys are then kept by clients, in
	 * tickets encrypted by a key of the server's (RFC 8446 section 4.6.1, RFC 5077).
	 * Without, every handshake is a full one: whoever learns the keys of this JVM learns
	 * nothing of connections that have ended. A TLS 1.2 client that asks for a ticket
	 * gets one all the same, whose key is forgotten with the connection.
	 * @param sessionTickets default true
	 * @return this builder
	 */
	public B sessionTickets(boolean sessionTickets) {
		this.sessionTickets = sessionTickets;
		return self();
	}

	/**
	 * Sets the keys that our servers' tickets are encrypted with (the seed family's
	 * {@code SSL_ticket_keycb}; nginx's {@code ssl_session_ticket_key}). Servers with
	 * equal keys, certificates and rules about clients resume each other's sessions, so
	 * that clients may be sent to any of them. Needs the native engine, see
	 * {@link #engine(String)}. A context without an identity has no use for them.
	 * @param ticketKeys may be given to several contexts, and replaced at any time;
	 * default keys that no other process has
	 * @return this builder
	 * @throws SslConfigurationException when built, if the engine takes no keys, or no
	 * sessions are resumed
	 */
	public B ticketKeys(SslTicketKeys ticketKeys) {
		this.ticketKeys = ticketKeys;
		return self();
	}

	/**
	 * Sets the keys of tickets by files, as {@link #ticketKeys(SslTicketKeys)} does. They
	 * are read once; who follows the files replaces the keys of the context.
	 * @param files one key in each, of 48 bytes, as {@code openssl rand 48} makes it; the
	 * first encrypts, all decrypt
	 * @return this builder
	 * @throws SslConfigurationException if one cannot be read, or is no key
	 * @see SslContext#ticketKeys()
	 */
	public B ticketKeyFiles(Path... files) {
		return ticketKeys(SslTicketKeys.load(files));
	}

	@Nullable SslTicketKeys ticketKeys() {
		return this.ticketKeys;
	}

	@Override
	Map<EngineFeature, String> wanted() {
		Map<EngineFeature, String> wanted = super.wanted();
		if (this.ticketKeys != null && !identities().isEmpty()) {
			wanted.put(EngineFeature.TICKET_KEYS, SslTicketKeys.SETTING);
		}
		return wanted;
	}

	void requireSessions() {
		if (this.sessionTimeout.compareTo(Duration.ofSeconds(1)) < 0
				|| this.sessionTimeout.compareTo(MAX_SESSION_TIMEOUT) > 0) {
			throw new SslConfigurationException("session-cache.timeout",
					"is " + this.sessionTimeout + ". Use one second to 7 days, the most RFC 8446 allows");
		}
		if (this.ticketKeys != null && !this.sessionTickets) {
			throw new SslConfigurationException(SslTicketKeys.SETTING,
					"are for tickets, and session-tickets.enabled is false. Leave out one of the two");
		}
	}

	SslSessionCache sessionCache() {
		return (this.sessionCache != null) ? this.sessionCache
				: SslSessionCache.getDefault().orElseGet(() -> SslSessionCache.ofSize(SslSessionCache.DEFAULT_SIZE));
	}

	EngineContext serverEngines(EngineContext buffers, List<SslIdentity> identities, PeerVerifier verifier,
			ServerStaples staples) {
		SessionRules sessions = new SessionRules(
				identities.stream().map(SslIdentity::fingerprint).collect(Collectors.joining(",")),
				verifier.partition(), (this.ticketKeys != null) ? this.ticketKeys.keys() : null);
		return buffers.sibling(new EngineSettings(new IdentityKeyManager(identities), verifier.clientCaNames(),
				this.sessionTimeout, SERVER_SESSIONS, this.sessionTickets, sessions, staples));
	}

}
