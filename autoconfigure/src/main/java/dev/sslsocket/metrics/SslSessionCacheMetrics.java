package dev.sslsocket.metrics;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;

import dev.sslsocket.SslContexts;
import dev.sslsocket.session.SessionStatistics;
import dev.sslsocket.session.SslSessionCache;

/**
 * Shows the session caches of clients, each with the tag {@code context}. A cache that
 * several contexts share appears once, as that of the first of them, so that sums are
 * right.
 * <ul>
 * <li>{@code ssl.session.cache.size}, a gauge of the keys held.</li>
 * <li>{@code ssl.session.cache.requests}, a counter of handshakes, with the tag
 * {@code result}: {@code hit} where a session was resumed, else {@code miss}.</li>
 * <li>{@code ssl.session.cache.evictions}, a counter of keys dropped because the cache
 * was full.</li>
 * </ul>
 * Safe for use by many threads.
 */
public final class SslSessionCacheMetrics implements MeterBinder {

	private final SslContexts contexts;

	/**
	 * Creates the binder.
	 * @param contexts the contexts whose caches are shown
	 */
	public SslSessionCacheMetrics(SslContexts contexts) {
		this.contexts = contexts;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Set<SslSessionCache> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		for (String name : this.contexts.names()) {
			if (seen.add(cache(name))) {
				bind(registry, name);
			}
		}
	}

	private void bind(MeterRegistry registry, String name) {
		Tags tags = Tags.of("context", name);
		Gauge.builder("ssl.session.cache.size", () -> cache(name).size())
			.description("Peers whose sessions may be resumed")
			.tags(tags)
			.register(registry);
		counter(registry, "requests", tags.and("result", "hit"), name, SessionStatistics::resumed);
		counter(registry, "requests", tags.and("result", "miss"), name,
				(statistics) -> statistics.handshakes() - statistics.resumed());
		counter(registry, "evictions", tags, name, SessionStatistics::evictions);
	}

	private void counter(MeterRegistry registry, String what, Tags tags, String name,
			ToDoubleFunction<SessionStatistics> count) {
		FunctionCounter
			.builder("ssl.session.cache." + what, this,
					(metrics) -> count.applyAsDouble(metrics.cache(name).statistics()))
			.description(what.equals("requests") ? "Handshakes of clients by whether they resumed a session"
					: "Peers whose sessions were dropped because the cache was full")
			.tags(tags)
			.register(registry);
	}

	/** As it is now: a context that is replaced may have another. */
	private SslSessionCache cache(String name) {
		return this.contexts.get(name).sessionCache();
	}

}
