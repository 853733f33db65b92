package dev.sslsocket.revocation;

import java.lang.ref.WeakReference;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * One stapler for each certificate of ours, whichever contexts present it, and one HTTP
 * client for all. Nothing is kept alive from here. Safe for use by many threads.
 */
final class SharedStaplers {

	private static final ReentrantLock LOCK = new ReentrantLock();

	private static final Map<Key, WeakReference<OcspStapler>> OPEN = new HashMap<>();

	private static final OcspFetch FETCH = new OcspFetch(new OcspWarnings(Clock.systemUTC()));

	private record Key(X509Certificate certificate, X509Certificate issuer, Clock clock) {
	}

	private SharedStaplers() {
	}

	static OcspStapler of(OcspQuestion question, Clock clock) {
		Key key = new Key(question.certificate(), question.issuer(), clock);
		LOCK.lock();
		try {
			@Nullable WeakReference<OcspStapler> known = OPEN.get(key);
			@Nullable OcspStapler open = (known != null) ? known.get() : null;
			if (open != null) {
				return open;
			}
			OPEN.values().removeIf((stapler) -> stapler.get() == null);
			OcspStapler stapler = new OcspStapler(question, FETCH::ask, clock, OcspStapler.TIMER);
			OPEN.put(key, new WeakReference<>(stapler));
			stapler.start();
			return stapler;
		}
		finally {
			LOCK.unlock();
		}
	}

}
