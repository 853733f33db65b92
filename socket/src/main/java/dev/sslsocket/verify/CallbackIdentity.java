package dev.sslsocket.verify;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.security.SecureRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * Numbers callbacks, so that two verifiers with the same callback object can share
 * sessions and two with different ones never do. Numbers are not used twice, as identity
 * hash codes may be. Callbacks are held weakly. Safe for use by many threads.
 */
final class CallbackIdentity {

	private static final ConcurrentMap<Key, Long> NUMBERS = new ConcurrentHashMap<>();

	private static final ReferenceQueue<VerifyCallback> GONE = new ReferenceQueue<>();

	/** Not from 1: what another process calls by the same number is another callback. */
	private static final AtomicLong NEXT = new AtomicLong(new SecureRandom().nextLong(1, Long.MAX_VALUE / 2));

	private CallbackIdentity() {
	}

	/**
	 * Returns the number of a callback.
	 * @param callback the callback, or {@code null}
	 * @return its number, the same for the same object; 0 for none
	 */
	static long of(@Nullable VerifyCallback callback) {
		if (callback == null) {
			return 0;
		}
		for (Reference<?> gone = GONE.poll(); gone != null; gone = GONE.poll()) {
			NUMBERS.remove(gone);
		}
		return NUMBERS.computeIfAbsent(new Key(callback), (key) -> NEXT.getAndIncrement());
	}

	private static final class Key extends WeakReference<VerifyCallback> {

		private final int hash;

		Key(VerifyCallback callback) {
			super(callback, GONE);
			this.hash = System.identityHashCode(callback);
		}

		@Override
		public boolean equals(@Nullable Object other) {
			if (this == other) {
				return true;
			}
			VerifyCallback callback = get();
			return callback != null && other instanceof Key key && key.get() == callback;
		}

		@Override
		public int hashCode() {
			return this.hash;
		}

	}

}
