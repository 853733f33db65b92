package dev.sslsocket.actuate;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

import dev.sslsocket.SslContexts;
import dev.sslsocket.session.SslSessionCache;

/**
 * The endpoint {@code sslsessions}: whose sessions our clients may resume, and how often
 * they do. Sessions can be dropped where its access was raised to {@code unrestricted}.
 * Safe for use by many threads.
 */
@Endpoint(id = "sslsessions", defaultAccess = Access.READ_ONLY)
public final class SslSessionsEndpoint {

	private final SslContexts contexts;

	/**
	 * Creates the endpoint.
	 * @param contexts the contexts whose caches are shown
	 */
	public SslSessionsEndpoint(SslContexts contexts) {
		this.contexts = contexts;
	}

	/**
	 * Returns all caches.
	 * @return the caches, that of the default context first
	 */
	@ReadOperation
	public SessionsDescriptor sessions() {
		Map<SslSessionCache, List<String>> users = new IdentityHashMap<>();
		List<SslSessionCache> caches = new ArrayList<>();
		for (String name : this.contexts.names()) {
			SslSessionCache cache = cache(name);
			users.computeIfAbsent(cache, (found) -> {
				caches.add(found);
				return new ArrayList<>();
			}).add(name);
		}
		return new SessionsDescriptor(
				caches.stream().map((cache) -> SessionCacheDescriptor.of(cache, users.get(cache))).toList());
	}

	/**
	 * Returns the cache of one context.
	 * @param context the context's name
	 * @return the cache, {@code null} when there is no context of that name
	 */
	@ReadOperation
	public @Nullable SessionCacheDescriptor cacheOf(@Selector String context) {
		return sessions().caches()
			.stream()
			.filter((cache) -> cache.contexts().contains(context))
			.findFirst()
			.orElse(null);
	}

	/**
	 * Drops sessions, so that the next connection shakes hands in full. The contexts that
	 * share the cache lose them too; live connections go on.
	 * @param context the name of a context
	 * @param key whose sessions, as {@link SessionCacheDescriptor#keys()} shows it;
	 * {@code null} for all
	 * @return what was dropped
	 * @throws InvalidEndpointRequestException if there is no context of that name
	 */
	@DeleteOperation
	public DroppedSessionsDescriptor drop(@Selector String context, @Nullable String key) {
		if (!this.contexts.names().contains(context)) {
			throw new InvalidEndpointRequestException("There is no SSL context of that name",
					"There is no SSL context of that name. There are: " + String.join(", ", this.contexts.names()));
		}
		SslSessionCache cache = cache(context);
		if (key != null) {
			return new DroppedSessionsDescriptor(cache.remove(key));
		}
		int held = cache.size();
		cache.clear();
		return new DroppedSessionsDescriptor(held);
	}

	private SslSessionCache cache(String context) {
		return this.contexts.get(context).sessionCache();
	}

}
