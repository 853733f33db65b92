package dev.sslsocket.session;

/**
 * The client's session cache: which keys may resume, least recently used out first. The
 * seed's {@code SSL_session_cache_size} and {@code SSL_session_cache}. Implementations
 * must be safe for use by many threads.
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
	 * Returns the number under which the engine keeps the sessions of a key.
	 * @param key the key
	 * @return the slot: the same as long as the key is held, and never one that another
	 * key has or had
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

	/** Drops every key. */
	void clear();

	/**
	 * Returns how many keys are held.
	 * @return the number of keys
	 */
	int size();

	/**
	 * Returns what the cache has done so far.
	 * @return a snapshot
	 */
	SessionStatistics statistics();

}
