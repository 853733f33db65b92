package dev.sslsocket.verify;

import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;

import javax.security.auth.x500.X500Principal;

import org.jspecify.annotations.Nullable;

/**
 * Which key signed a certificate, by its own words (RFC 5280 sections 4.2.1.1 and
 * 4.2.1.2). Stateless; safe for use by many threads.
 */
final class KeyIdentifiers {

	private static final String AUTHORITY = "2.5.29.35";

	private static final String SUBJECT = "2.5.29.14";

	// [0] IMPLICIT OCTET STRING, usually the only field.
	private static final int KEY_IDENTIFIER = 0x80;

	private static final int ISSUER = 0xa1;

	private static final int SERIAL = 0x82;

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

	/**
	 * Compares as OpenSSL does ({@code X509_check_akid}): where a certificate names its
	 * issuer's certificate by issuer and serial number, these count too.
	 */
	static Relation compare(X509Certificate certificate, X509Certificate issuer) {
		byte[] value = DerValue.content(certificate.getExtensionValue(AUTHORITY), DerValue.OCTET_STRING);
		List<DerValue> parts = DerValue.sequence(value);
		if (parts == null) {
			return Relation.UNKNOWN;
		}
		byte[] found = subject(issuer);
		Relation relation = Relation.UNKNOWN;
		for (DerValue part : parts) {
			if (part.tag() == KEY_IDENTIFIER && found != null) {
				relation = Arrays.equals(part.content(), found) ? Relation.SAME : Relation.OTHER;
			}
			if (relation == Relation.OTHER || part.tag() == SERIAL && !isSerial(part, issuer)
					|| part.tag() == ISSUER && !isIssuer(part, issuer)) {
				return Relation.OTHER;
			}
		}
		return relation;
	}

	private static boolean isSerial(DerValue part, X509Certificate issuer) {
		return part.content().length > 0 && new BigInteger(part.content()).equals(issuer.getSerialNumber());
	}

	// The first directory name of the list is the one that counts.
	private static boolean isIssuer(DerValue part, X509Certificate issuer) {
		List<GeneralName> names = GeneralName.all(part.children());
		for (GeneralName name : (names != null) ? names : List.<GeneralName>of()) {
			if (name.kind() == GeneralName.DIRECTORY) {
				return new X500Principal(name.content()).equals(issuer.getIssuerX500Principal());
			}
		}
		return true;
	}

	private static byte @Nullable [] subject(X509Certificate certificate) {
		byte[] value = DerValue.content(certificate.getExtensionValue(SUBJECT), DerValue.OCTET_STRING);
		return DerValue.content(value, DerValue.OCTET_STRING);
	}

}
