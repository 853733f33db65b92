package dev.sslsocket.revocation;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator of a responder that gives no answers: once in ten minutes each,
 * however many connections it concerns. Safe for use by many threads.
 */
final class OcspWarnings {

	private static final Logger LOGGER = LoggerFactory.getLogger(OcspWarnings.class);

	private static final Duration INTERVAL = Duration.ofMinutes(10);

	private static final int MOST_RESPONDERS = 64;

	private final Clock clock;

	private final ReentrantLock lock = new ReentrantLock();

	private final Map<String, Instant> next = new LinkedHashMap<>();

	OcspWarnings(Clock clock) {
		this.clock = clock;
	}

	void noAnswer(URI responder, X509Certificate certificate, String why) {
		if (due(responder.getAuthority())) {
			LOGGER.warn(
					"OCSP responder {} {} (asked about the serial number {}). Further failures of it are not logged for {} minutes",
					responder.toASCIIString(), why, certificate.getSerialNumber().toString(16), INTERVAL.toMinutes());
		}
	}

	private boolean due(String responder) {
		this.lock.lock();
		try {
			Instant now = this.clock.instant();
			Instant due = this.next.get(responder);
			if (due != null && now.isBefore(due)) {
				return false;
			}
			this.next.remove(responder);
			this.next.put(responder, now.plus(INTERVAL));
			if (this.next.size() > MOST_RESPONDERS) {
				this.next.remove(this.next.keySet().iterator().next());
			}
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

}
