package dev.sslsocket;

import java.time.Instant;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.sslsocket.verify.CrlPeriod;

/**
 * Notices revocation lists that do not count when a context is built. It is said and not
 * refused: an application must be able to start before its lists are renewed, and until
 * then it refuses whom it cannot look up.
 */
final class EndedLists {

	private static final Logger logger = LoggerFactory.getLogger(EndedLists.class);

	private EndedLists() {
	}

	static void warn(String contextName, List<CrlPeriod> lists, Instant now) {
		for (CrlPeriod list : lists) {
			if (!list.counts(now)) {
				logger.warn(
						"SSL context '{}' has a revocation list that does not count: {} (this machine's clock: {}). Every certificate that it is about is refused until there is a current one.",
						contextName, list.describe(now), now);
			}
		}
	}

}
