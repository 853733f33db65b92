package dev.sslsocket.autoconfigure;

import java.time.Duration;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.sslsocket.SslContextBuilder;
import dev.sslsocket.SslTicketKeys;
import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.session.SslSessionCache;

/**
 * The keys that say whose sessions are resumed. Each is inherited alone.
 *
 * @param levels the properties of a context
 * @param shared the cache of all contexts that have not switched it off, {@code null} to
 * give each its own
 */
record SessionProperties(ContextLevels levels, @Nullable SslSessionCache shared) {

	void applyTo(SslContextBuilder builder, TicketKeyFiles ticketKeys) {
		@Nullable Duration timeout = cacheValue(SslContextProperties.SessionCache::timeout);
		if (timeout != null) {
			builder.sessionTimeout(timeout);
		}
		@Nullable SslSessionCache cache = cache();
		if (cache != null) {
			builder.sessionCache(cache);
		}
		@Nullable Boolean tickets = this.levels.value(SessionProperties::tickets);
		if (tickets != null) {
			builder.sessionTickets(tickets);
		}
		@Nullable SslTicketKeys keys = ticketKeys.of(this.levels);
		if (keys != null) {
			builder.ticketKeys(keys);
		}
	}

	/** Where nothing is said the builder decides. */
	private @Nullable SslSessionCache cache() {
		if (Boolean.FALSE.equals(cacheValue(SslContextProperties.SessionCache::enabled))) {
			return SslSessionCache.disabled();
		}
		if (this.shared != null) {
			return this.shared;
		}
		@Nullable Integer size = cacheValue(SslContextProperties.SessionCache::size);
		if (size == null) {
			return null;
		}
		if (size < 1) {
			throw new SslConfigurationException("session-cache.size",
					"is " + size + ". Use at least 1, or session-cache.enabled: false.");
		}
		return SslSessionCache.ofSize(size);
	}

	private <T> @Nullable T cacheValue(Function<SslContextProperties.SessionCache, @Nullable T> key) {
		return this.levels
			.value((properties) -> (properties.sessionCache() != null) ? key.apply(properties.sessionCache()) : null);
	}

	private static @Nullable Boolean tickets(SslContextProperties properties) {
		return (properties.sessionTickets() != null) ? properties.sessionTickets().enabled() : null;
	}

}
