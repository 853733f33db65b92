package dev.sslsocket.x509;

import java.security.cert.CRLReason;

/**
 * Why certificates are taken back, as a set of bits: bit n is bit n of RFC 5280's
 * {@code ReasonFlags}. Stateless; safe for use by many threads.
 */
final class CrlReasons {

	/** Key compromise (1) to AA compromise (8). */
	static final int ALL = 0x1fe;

	private CrlReasons() {
	}

	/** What an entry's reason code means; RFC 5280 section 5.3.1 leaves 7 out. */
	static CRLReason of(int code) {
		CRLReason[] reasons = CRLReason.values();
		return (code >= 0 && code < reasons.length) ? reasons[code] : CRLReason.UNSPECIFIED;
	}

}
