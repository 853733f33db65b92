package dev.sslsocket;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

import dev.sslsocket.engine.EngineContext;
import dev.sslsocket.engine.EngineProvider;
import dev.sslsocket.engine.EngineSettings;
import dev.sslsocket.session.SslSessionCache;
import dev.sslsocket.x509.IdentityKeyManager;
import dev.sslsocket.x509.SslIdentity;

import org.jspecify.annotations.Nullable;

/**
 * The engines of clients. Sessions can be taken neither out of a JSSE context nor into
 * one, so that contexts share a cache by sharing the engine: the same cache object and
 * equal rules. Nothing is kept alive from here: an engine goes with the last context that
 * has it. Safe for use by many threads.
 */
final class SharedEngines {

	private static final ReentrantLock LOCK = new ReentrantLock();

	private static final Map<Key, Entry> OPEN = new HashMap<>();

	private static final ReferenceQueue<EngineContext> GONE = new ReferenceQueue<>();

	private SharedEngines() {
	}

	/**
	 * Finds an engine, or opens one.
	 * @param provider whose it is
	 * @param cache the directory of its sessions
	 * @param rules names everything else that has to be equal
	 * @param presented who we say we are
	 * @param timeout how long a session may be resumed
	 */
	static EngineContext of(EngineProvider provider, SslSessionCache cache, String rules, List<SslIdentity> presented,
			Duration timeout) {
		LOCK.lock();
		try {
			for (Reference<?> gone = GONE.poll(); gone != null; gone = GONE.poll()) {
				OPEN.remove(((Entry) gone).key, gone);
			}
			Key key = new Key(cache, rules);
			@Nullable Entry entry = OPEN.get(key);
			@Nullable EngineContext engine = (entry != null) ? entry.get() : null;
			if (engine == null) {
				engine = provider
					.open(new EngineSettings(new IdentityKeyManager(presented), List.of(), timeout, room(cache)));
				OPEN.put(key, new Entry(key, engine));
			}
			return engine;
		}
		finally {
			LOCK.unlock();
		}
	}

	/** In an engine, each ticket of a TLS 1.3 server counts. */
	private static int room(SslSessionCache cache) {
		return (int) Math.min(Math.max(cache.capacity(), 1) * 4L, Integer.MAX_VALUE);
	}

	/** How many engines there are, as far as is known; for tests. */
	static int size() {
		LOCK.lock();
		try {
			return OPEN.size();
		}
		finally {
			LOCK.unlock();
		}
	}

	private static final class Entry extends WeakReference<EngineContext> {

		private final Key key;

		Entry(Key key, EngineContext engine) {
			super(engine, GONE);
			this.key = key;
		}

	}

	/** The cache as an object: a user's may be equal to another. */
	private static final class Key {

		private final WeakReference<SslSessionCache> cache;

		private final String rules;

		private final int hash;

		Key(SslSessionCache cache, String rules) {
			this.cache = new WeakReference<>(cache);
			this.rules = rules;
			this.hash = System.identityHashCode(cache) * 31 + rules.hashCode();
		}

		@Override
		public boolean equals(@Nullable Object other) {
			if (this == other) {
				return true;
			}
			@Nullable SslSessionCache own = this.cache.get();
			return own != null && other instanceof Key key && key.cache.get() == own && key.rules.equals(this.rules);
		}

		@Override
		public int hashCode() {
			return this.hash;
		}

	}

}
