package dev.sslsocket.session;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The client's session cache: which keys may resume, least recently used out first. The
 * seed's {@code SSL_session_cache_size} and {@code SSL_session_cache}.
 * <p>
 * Contexts with one cache resume each other's sessions where everything that decides
 * about a peer is equal: trust, verify mode, names, pins, revocation, callback, our own
 * identity, what is offered, and how long a session may be resumed. Where anything
 * differs they never do.
 * <p>
 * An implementation of one's own counts, and keeps, the numbers of keys; the six methods
 * without a default are enough:
 *
 * <pre class="code">
 * final class Keys implements SslSessionCache {
 *
 * 	private final Map&lt;SessionKey, Integer&gt; slots = new ConcurrentHashMap&lt;&gt;();
 *
 * 	private final AtomicInteger last = new AtomicInteger();
 *
 * 	public int slotFor(SessionKey key) {
 * 		return this.slots.computeIfAbsent(key, (absent) -&gt; this.last.incrementAndGet());
 * 	}
 *
 * 	public boolean remove(SessionKey key) {
 * 		return this.slots.remove(key) != null;
 * 	}
 * 	…
 * </pre>
 *
 * It is asked in every handshake of a client, before the first byte: what it throws fails
 * that handshake. Implementations must be safe for use by many threads.
 */
public interface SslSessionCache {

	/** Keys held where nothing else is said. */
	int DEFAULT_SIZE = 1024;

	/**
	 * Makes a cache.
	 * @param size most keys held, at least 1; a key holds the sessions of one peer
	 * @return the cache
	 * @throws IllegalArgumentException if the size is less than 1
	 */
	static SslSessionCache ofSize(int size) {
		return new LruSessionCache(size);
	}

	/**
	 * Makes a cache that lets nothing be resumed.
	 * @return the cache
	 */
	static SslSessionCache disabled() {
		return new DisabledSessionCache();
	}

	/**
	 * Returns the cache of contexts that name none.
	 * @return the cache that was set, empty where each context makes one of its own
	 */
	static Optional<SslSessionCache> getDefault() {
		return Optional.ofNullable(DefaultSessionCache.get());
	}

	/**
	 * Sets the cache of the contexts that are built from now on and name none (the seed's
	 * {@code set_default_session_cache}). It is JVM-wide, hence for the application and
	 * not for a library; a cache that a context names goes before it.
	 * @param cache the new default, {@code null} to have each context make its own
	 * @return the one before, for putting it back; {@code null} where there was none
	 */
	static @Nullable SslSessionCache setDefault(@Nullable SslSessionCache cache) {
		return DefaultSessionCache.set(cache);
	}

	/**
	 * Returns the number under which the engine keeps the sessions of a key. Those that
	 * this class makes hold the key from its first completed handshake on: a peer that
	 * refuses everybody drives nobody out.
	 * @param key the key
	 * @return a positive number: the same as long as the key is held, and once it was
	 * removed another than any before it
	 */
	int slotFor(SessionKey key);

	/**
	 * Takes note of a completed handshake.
	 * @param key its key
	 * @param resumed whether a session was resumed
	 */
	void established(SessionKey key, boolean resumed);

	/**
	 * Drops a key, so that its sessions are never resumed again.
	 * @param key the key
	 * @return whether it was held
	 */
	boolean remove(SessionKey key);

	/**
	 * Drops every key of a name (the seed family's {@code del_session}).
	 * @param name {@code host:port}, or the key the user chose
	 * @return how many there were: one for each set of rules by which the peer was met
	 */
	default int remove(String name) {
		return (int) keys().stream().filter((key) -> key.name().equals(name)).filter(this::remove).count();
	}

	/** Drops every key. */
	void clear();

	/**
	 * Returns whether there may be a session for a name (the seed family's
	 * {@code get_session}). Nothing is made or moved by asking.
	 * @param name {@code host:port}, or the key the user chose
	 * @return whether a key of that name is held
	 */
	default boolean contains(String name) {
		return keys().stream().anyMatch((key) -> key.name().equals(name));
	}

	/**
	 * Returns the keys that are held.
	 * @return a copy, the most recently used first; the default is for implementations
	 * that cannot list theirs: none
	 */
	default List<SessionKey> keys() {
		return List.of();
	}

	/**
	 * Returns how many keys are held.
	 * @return the number of keys
	 */
	int size();

	/**
	 * Returns how many keys may be held, for which the engine makes room.
	 * @return the number of keys; {@value #DEFAULT_SIZE} where an implementation does not
	 * say
	 */
	default int capacity() {
		return DEFAULT_SIZE;
	}

	/**
	 * Returns what the cache has done so far.
	 * @return a snapshot
	 */
	SessionStatistics statistics();

}
