package dev.sslsocket.engine;

import java.lang.ref.Reference;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

import dev.sslsocket.failure.SslConfigurationException;

import org.jspecify.annotations.Nullable;

/**
 * The native contexts of one side. BoringSSL sets application protocols and groups on a
 * context, so there is one for each choice. Their memory is given back with the last of
 * what uses them. Safe for use by many threads.
 */
final class OpenSslContexts {

	/**
	 * More choices than any application makes; beyond, a context lives for one engine.
	 */
	private static final int KEPT = 32;

	/**
	 * What is set on a context.
	 *
	 * @param asking how strictly clients are asked for a certificate: sessions that were
	 * made by asking less are not there, and BoringSSL would not look
	 */
	record Choice(List<String> alpn, List<String> groups, String asking) {
	}

	/** Makes the contexts of one side. */
	@FunctionalInterface
	interface Maker {

		OpenSslContext make(Choice choice) throws SSLException;

	}

	private final Maker maker;

	private final Map<Choice, OpenSslContext> open = new ConcurrentHashMap<>();

	OpenSslContexts(Maker maker) {
		this.maker = maker;
		Map<Choice, OpenSslContext> contexts = this.open;
		OpenSslSession.CLEANER.register(this, () -> contexts.values().forEach(OpenSslContext::release));
	}

	/** Creates an engine, which keeps its context alive. */
	SSLEngine engine(Choice choice, @Nullable String peer, int slot) {
		try {
			return create(choice, peer, slot);
		}
		finally {
			// Else the cleaner might release a context before its engine retains it.
			Reference.reachabilityFence(this);
		}
	}

	private SSLEngine create(Choice choice, @Nullable String peer, int slot) {
		if (this.open.size() < KEPT || this.open.containsKey(choice)) {
			return this.open.computeIfAbsent(choice, this::make).engine(peer, slot);
		}
		OpenSslContext once = make(choice);
		try {
			return once.engine(peer, slot);
		}
		finally {
			once.release();
		}
	}

	private OpenSslContext make(Choice choice) {
		try {
			return this.maker.make(choice);
		}
		catch (SSLException ex) {
			throw new SslConfigurationException("engine", "openssl cannot open a context: " + ex.getMessage(), ex);
		}
	}

}
