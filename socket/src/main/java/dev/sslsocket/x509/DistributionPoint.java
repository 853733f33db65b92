package dev.sslsocket.x509;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import javax.security.auth.x500.X500Principal;

import org.jspecify.annotations.Nullable;

/**
 * Where a certificate says that its revocation list is (RFC 5280 section 4.2.1.13). Only
 * compared, never fetched. Immutable; safe for use by many threads.
 *
 * @param names names of the point; empty where the list is named by its issuer alone
 * @param reasons the reasons its list covers, bit n for bit n of {@code ReasonFlags}
 * @param crlIssuers who issues its list, empty where that is who issued the certificate
 */
public record DistributionPoint(Set<Object> names, int reasons, Set<Object> crlIssuers) {

	/** All reasons there are, as {@link #reasons} has them. */
	public static final int ALL_REASONS = CrlReasons.ALL;

	private static final String EXTENSION = "2.5.29.31";

	private static final int CONSTRUCTED_CONTEXT = DerCursor.CONTEXT | DerCursor.CONSTRUCTED;

	private static final int MOST = 64;

	public DistributionPoint {
		names = Set.copyOf(names);
		crlIssuers = Set.copyOf(crlIssuers);
	}

	/**
	 * The point that every certificate has without saying so: lists of its issuer, named
	 * by that.
	 * @param issuer who issued the certificate
	 * @return the point
	 */
	public static DistributionPoint implied(X500Principal issuer) {
		return new DistributionPoint(Set.of(issuer), ALL_REASONS, Set.of());
	}

	/**
	 * Reads the points of a certificate.
	 * @param certificate the certificate, of a peer perhaps
	 * @return its points, and the {@linkplain #implied implied} one last; that one alone
	 * where it names none, or what it says cannot be read or is too long to be meant
	 */
	public static List<DistributionPoint> of(X509Certificate certificate) {
		List<DistributionPoint> points = new ArrayList<>();
		X500Principal issuer = certificate.getIssuerX500Principal();
		byte[] extension = certificate.getExtensionValue(EXTENSION);
		try {
			if (extension != null) {
				read(DerCursor.over(extension).read(DerCursor.OCTET_STRING).read(DerCursor.SEQUENCE), issuer, points);
			}
		}
		catch (DerFormatException ex) {
			points.clear();
		}
		points.add(implied(issuer));
		return List.copyOf(points);
	}

	private static void read(DerCursor all, X500Principal issuer, List<DistributionPoint> points)
			throws DerFormatException {
		while (!all.atEnd() && points.size() < MOST) {
			DerCursor point = all.read(DerCursor.SEQUENCE);
			DerCursor name = point.optional(CONSTRUCTED_CONTEXT);
			DerCursor some = point.optional(DerCursor.CONTEXT | 1);
			int reasons = (some != null) ? some.namedBits() & ALL_REASONS : ALL_REASONS;
			DerCursor issuers = point.optional(CONSTRUCTED_CONTEXT | 2);
			point.expectEnd();
			Set<Object> crlIssuers = (issuers != null) ? GeneralNames.read(issuers) : Set.of();
			Set<Object> names = (name != null) ? GeneralNames.readPoint(name, base(crlIssuers, issuer)) : Set.of();
			points.add(new DistributionPoint(names, reasons, crlIssuers));
		}
	}

	private static X500Principal base(Set<Object> crlIssuers, X500Principal issuer) {
		@Nullable Object named = crlIssuers.stream().findFirst().orElse(null);
		return (named instanceof X500Principal principal) ? principal : issuer;
	}

}
