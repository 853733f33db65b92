package dev.sslsocket.actuate;

import java.util.List;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import dev.sslsocket.session.SessionKey;
import dev.sslsocket.session.SessionStatistics;
import dev.sslsocket.session.SslSessionCache;

/**
 * A session cache. Immutable; safe for use by many threads.
 *
 * @param contexts the contexts that have it
 * @param size keys held
 * @param capacity most keys held; 0 where nothing is resumed
 * @param handshakes handshakes reported
 * @param resumed how many of them resumed a session
 * @param evictions keys dropped because the cache was full
 * @param keys whose sessions are kept, {@code host:port} or what the application calls
 * it: the {@value #MOST_KEYS} that were used last, each name once
 */
public record SessionCacheDescriptor(List<String> contexts, int size, int capacity, long handshakes, long resumed,
		long evictions, List<String> keys) implements OperationResponseBody {

	static final int MOST_KEYS = 1000;

	public SessionCacheDescriptor {
		contexts = List.copyOf(contexts);
		keys = List.copyOf(keys);
	}

	static SessionCacheDescriptor of(SslSessionCache cache, List<String> contexts) {
		SessionStatistics statistics = cache.statistics();
		return new SessionCacheDescriptor(contexts, cache.size(), cache.capacity(), statistics.handshakes(),
				statistics.resumed(), statistics.evictions(),
				cache.keys().stream().map(SessionKey::name).distinct().limit(MOST_KEYS).toList());
	}

}
