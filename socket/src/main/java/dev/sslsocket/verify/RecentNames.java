package dev.sslsocket.verify;

import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * Remembers the names of some certificates, so that the next handshake with the same
 * server does not parse them again. What the names are depends on the certificate alone,
 * which is compared byte for byte; whether they fit is decided each time. Takes no lock;
 * safe for use by many threads.
 */
final class RecentNames {

	static final int MOST_CERTIFICATES = 64;

	/** A certificate with more is parsed each time: peers must not fill the memory. */
	static final int MOST_NAMES = 100;

	private final AtomicReferenceArray<@Nullable Known> known = new AtomicReferenceArray<>(MOST_CERTIFICATES);

	private record Known(X509Certificate leaf, PresentedNames names) {
	}

	/** Returns the names of a certificate. */
	PresentedNames of(X509Certificate leaf) {
		int slot = Math.floorMod(leaf.hashCode(), MOST_CERTIFICATES);
		@Nullable Known last = this.known.get(slot);
		if (last != null && last.leaf.equals(leaf)) {
			return last.names;
		}
		PresentedNames names = PresentedNames.of(leaf);
		if (names.alternatives().size() + names.commonNames().size() <= MOST_NAMES) {
			this.known.set(slot, new Known(leaf, names));
		}
		return names;
	}

}
