package dev.sslsocket;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

import javax.net.ssl.SSLParameters;

import dev.sslsocket.engine.EngineContext;
import dev.sslsocket.engine.EngineProvider;
import dev.sslsocket.engine.EngineRequest;
import dev.sslsocket.engine.TlsEngine;
import dev.sslsocket.engine.TlsParameters;
import dev.sslsocket.session.SessionKey;
import dev.sslsocket.session.SslSessionCache;
import dev.sslsocket.x509.PeerCertificate;
import dev.sslsocket.x509.SslIdentity;

import org.jspecify.annotations.Nullable;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of a context's clients: which engine keeps them, and by which keys. A
 * cache of the user's that fails costs the resumption and not the connection. Safe for
 * use by many threads.
 */
final class ClientSessions {

	private static final Logger logger = LoggerFactory.getLogger(ClientSessions.class);

	private final SslSessionCache cache;

	private final String rules;

	private final EngineContext engine;

	private final Shared<SessionPeer> peers = new Shared<>(SessionPeer::kind, SessionPeer::alike);

	private final AtomicBoolean complained = new AtomicBoolean();

	/** The last offer met: nearly all connections of a context make the same. */
	private volatile @Nullable Offer lastOffer;

	/**
	 * What a connection offers.
	 *
	 * @param negotiable versions, suites, groups, signatures
	 * @param digest a short name for them and our rules
	 */
	private record Offer(List<@Nullable List<String>> negotiable, String digest) {
	}

	private ClientSessions(SslSessionCache cache, String rules, EngineContext engine) {
		this.cache = cache;
		this.rules = rules;
		this.engine = engine;
	}

	/**
	 * Finds the engine that contexts with this cache and these rules share.
	 * @param provider whose engines they are
	 * @param trust names everything that decides whether a server is accepted
	 * @param presented who our clients say they are
	 * @param timeout how long a session may be resumed
	 */
	static ClientSessions of(EngineProvider provider, SslSessionCache cache, String trust, List<SslIdentity> presented,
			Duration timeout) {
		String rules = SessionPeer.digest(provider.toString(), trust, identities(presented), timeout.toString());
		return new ClientSessions(cache, rules, SharedEngines.of(provider, cache, rules, presented, timeout));
	}

	/** With their whole chains: another intermediate is another identity to the peer. */
	private static String identities(List<SslIdentity> presented) {
		return presented.stream()
			.map((identity) -> identity.chain()
				.stream()
				.map((certificate) -> PeerCertificate.of(certificate).fingerprint("sha256"))
				.collect(Collectors.joining(",")))
			.collect(Collectors.joining(";"));
	}

	/**
	 * Finds whose sessions a connection may resume. What was offered counts as well: a
	 * session of TLS 1.2 goes on with the key exchange that it was made by.
	 * @param name what a person calls the peer
	 * @param host the host connected to, which counts where the JDK's endpoint
	 * identification asks for its name
	 * @param verifyName the name the certificate must be for
	 * @param serverName the name asked for, {@code null} for none
	 * @param parameters what is offered
	 */
	SessionPeer peer(String name, String host, String verifyName, @Nullable String serverName,
			SSLParameters parameters) {
		@Nullable String identification = parameters.getEndpointIdentificationAlgorithm();
		boolean identified = identification != null && !identification.isEmpty();
		return this.peers.of(new SessionPeer(new SessionPeer.Terms(name, identified ? identification + ":" + host : "",
				verifyName, serverName, offer(parameters))));
	}

	private String offer(SSLParameters parameters) {
		List<@Nullable List<String>> negotiable = TlsParameters.negotiable(parameters);
		@Nullable Offer known = this.lastOffer;
		if (known == null || !known.negotiable().equals(negotiable)) {
			known = new Offer(negotiable, SessionPeer.digest(this.rules, negotiable.toString()));
			this.lastOffer = known;
		}
		return known.digest();
	}

	/** Creates the client side of a connection, which may resume a session of a peer. */
	TlsEngine open(SessionPeer peer, EngineRequest request) {
		// The slot alone would do. A cache that gave two keys one number, say a hash,
		// would lead a session across rules.
		return this.engine.client(peer.digest(), slot(peer.key()), request);
	}

	private int slot(SessionKey key) {
		int slot = EngineContext.NO_SLOT;
		try {
			slot = this.cache.slotFor(key);
			if (slot < 1) {
				complain(new IllegalStateException("slot " + slot + " is not a positive number"));
				return EngineContext.NO_SLOT;
			}
		}
		catch (RuntimeException ex) {
			complain(ex);
		}
		return slot;
	}

	void established(SessionPeer peer, boolean resumed) {
		guarded(() -> this.cache.established(peer.key(), resumed));
	}

	void remove(SessionPeer peer) {
		guarded(() -> this.cache.remove(peer.key()));
	}

	private void guarded(Runnable call) {
		try {
			call.run();
		}
		catch (RuntimeException ex) {
			complain(ex);
		}
	}

	private void complain(RuntimeException ex) {
		if (this.complained.compareAndSet(false, true)) {
			logger.warn("The session cache {} fails; connections go on without it. Said once for each context.",
					this.cache.getClass().getName(), ex);
		}
	}

	SslSessionCache cache() {
		return this.cache;
	}

	EngineContext engine() {
		return this.engine;
	}

}
