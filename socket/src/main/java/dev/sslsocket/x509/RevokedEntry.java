package dev.sslsocket.x509;

import java.security.cert.CRLReason;
import java.time.Instant;

/**
 * What a revocation list says of one certificate. Immutable; safe for use by many
 * threads.
 *
 * @param date since when it is revoked
 * @param reason why; {@code UNSPECIFIED} where nothing is said, {@code REMOVE_FROM_CRL}
 * where it no longer is
 */
public record RevokedEntry(Instant date, CRLReason reason) {

	/**
	 * Returns whether this takes an earlier entry back (a delta list only may).
	 * @return true for {@code REMOVE_FROM_CRL}
	 */
	public boolean isRemoval() {
		return this.reason == CRLReason.REMOVE_FROM_CRL;
	}

}
