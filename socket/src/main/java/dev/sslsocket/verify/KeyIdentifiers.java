package dev.sslsocket.verify;

import java.security.cert.X509Certificate;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Which key signed a certificate, by its own words (RFC 5280 sections 4.2.1.1 and
 * 4.2.1.2). Stateless; safe for use by many threads.
 */
final class KeyIdentifiers {

	private static final String AUTHORITY = "2.5.29.35";

	private static final String SUBJECT = "2.5.29.14";

	// [0] IMPLICIT OCTET STRING, the first and usually only field.
	private static final int KEY_IDENTIFIER = 0x80;

	/** What the identifiers of a certificate and a possible issuer say. */
	enum Relation {

		/** It was this key. */
		SAME,

		/** One of them has no identifier. */
		UNKNOWN,

		/** It was another key. */
		OTHER

	}

	private KeyIdentifiers() {
	}

	static Relation compare(X509Certificate certificate, X509Certificate issuer) {
		byte[] wanted = authority(certificate);
		byte[] found = subject(issuer);
		if (wanted == null || found == null) {
			return Relation.UNKNOWN;
		}
		return Arrays.equals(wanted, found) ? Relation.SAME : Relation.OTHER;
	}

	private static byte @Nullable [] authority(X509Certificate certificate) {
		byte[] value = DerValue.content(certificate.getExtensionValue(AUTHORITY), DerValue.OCTET_STRING);
		return DerValue.content(DerValue.content(value, DerValue.SEQUENCE), KEY_IDENTIFIER);
	}

	private static byte @Nullable [] subject(X509Certificate certificate) {
		byte[] value = DerValue.content(certificate.getExtensionValue(SUBJECT), DerValue.OCTET_STRING);
		return DerValue.content(value, DerValue.OCTET_STRING);
	}

}
