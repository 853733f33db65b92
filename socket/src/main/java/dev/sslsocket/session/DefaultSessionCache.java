package dev.sslsocket.session;

import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * The cache of contexts that name none: an interface has no private state.
 */
final class DefaultSessionCache {

	private static final AtomicReference<@Nullable SslSessionCache> CACHE = new AtomicReference<>();

	private DefaultSessionCache() {
	}

	static @Nullable SslSessionCache get() {
		return CACHE.get();
	}

	static @Nullable SslSessionCache set(@Nullable SslSessionCache cache) {
		return CACHE.getAndSet(cache);
	}

}
