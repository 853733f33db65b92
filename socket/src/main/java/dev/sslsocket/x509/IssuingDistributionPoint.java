package dev.sslsocket.x509;

import java.util.Set;

import javax.security.auth.x500.X500Principal;

import org.jspecify.annotations.Nullable;

/**
 * What a revocation list is about, where it is not about everything that its issuer has
 * issued (RFC 5280 section 5.2.5). Immutable; safe for use by many threads.
 *
 * @param names names of its distribution point, empty where it is for any
 * @param onlyUserCertificates whether it leaves out CAs
 * @param onlyCaCertificates whether it leaves out all but CAs
 * @param onlyAttributeCertificates whether it is about no certificates of ours
 * @param reasons the reasons it covers, bit n for bit n of {@code ReasonFlags}
 * @param indirect whether it lists certificates of other issuers too
 */
public record IssuingDistributionPoint(Set<Object> names, boolean onlyUserCertificates, boolean onlyCaCertificates,
		boolean onlyAttributeCertificates, int reasons, boolean indirect) {

	/** The scope of a list that does not say any: everything of its issuer. */
	static final IssuingDistributionPoint EVERYTHING = new IssuingDistributionPoint(Set.of(), false, false, false,
			CrlReasons.ALL, false);

	public IssuingDistributionPoint {
		names = Set.copyOf(names);
	}

	static IssuingDistributionPoint read(DerCursor extension, X500Principal issuer) throws DerFormatException {
		DerCursor point = extension.read(DerCursor.SEQUENCE);
		extension.expectEnd();
		DerCursor name = point.optional(DerCursor.CONTEXT | DerCursor.CONSTRUCTED);
		Set<Object> names = (name != null) ? GeneralNames.readPoint(name, issuer) : Set.of();
		boolean user = flag(point.optional(DerCursor.CONTEXT | 1));
		boolean ca = flag(point.optional(DerCursor.CONTEXT | 2));
		DerCursor some = point.optional(DerCursor.CONTEXT | 3);
		int reasons = (some != null) ? some.namedBits() & CrlReasons.ALL : CrlReasons.ALL;
		boolean indirect = flag(point.optional(DerCursor.CONTEXT | 4));
		boolean attribute = flag(point.optional(DerCursor.CONTEXT | 5));
		point.expectEnd();
		return new IssuingDistributionPoint(names, user, ca, attribute, reasons, indirect);
	}

	private static boolean flag(@Nullable DerCursor value) throws DerFormatException {
		return value != null && value.truth();
	}

}
