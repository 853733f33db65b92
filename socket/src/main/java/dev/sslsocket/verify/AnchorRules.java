package dev.sslsocket.verify;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.sslsocket.failure.SslReason;

/**
 * Keeps a path within what its trust anchor was made for. RFC 5280 section 6.1 takes an
 * anchor for a bare name and key, and the JDK follows it; OpenSSL and Go, and whoever
 * limits a private CA, expect its certificate to be obeyed: name constraints, path
 * length, critical extensions.
 * <p>
 * The rules are applied here and not by a second PKIX validation with the anchor as the
 * path's first certificate: that would check every signature twice, and cannot be done
 * for an anchor that is not signed by itself. Stateless; safe for use by many threads.
 */
final class AnchorRules {

	// Key usage, alternative names, basic and name constraints, CRL distribution points,
	// policies, mappings, policy constraints, extended key usage, inhibit-any-policy.
	private static final Set<String> UNDERSTOOD = Set.of("2.5.29.15", "2.5.29.17", "2.5.29.19", "2.5.29.30",
			"2.5.29.31", "2.5.29.32", "2.5.29.33", "2.5.29.36", "2.5.29.37", "2.5.29.54");

	private AnchorRules() {
	}

	/**
	 * Checks a path against its last certificate.
	 * @param path the chain, the peer's own certificate first, the anchor last
	 * @return what is wrong; empty when nothing is
	 */
	static List<Finding> check(List<X509Certificate> path) {
		int last = path.size() - 1;
		X509Certificate anchor = path.get(last);
		List<Finding> findings = new ArrayList<>();
		Set<String> critical = anchor.getCriticalExtensionOIDs();
		Set<String> unknown = new HashSet<>((critical != null) ? critical : Set.of());
		unknown.removeAll(UNDERSTOOD);
		if (!unknown.isEmpty()) {
			findings.add(finding(anchor, last,
					"has a critical extension that is not understood: " + String.join(", ", unknown) + "."));
		}
		List<X509Certificate> issuers = (last > 1) ? path.subList(1, last) : List.of();
		int below = (int) issuers.stream().filter((issuer) -> !isSelfIssued(issuer)).count();
		if (anchor.getBasicConstraints() >= 0 && below > anchor.getBasicConstraints()) {
			findings.add(finding(anchor, last, "allows " + anchor.getBasicConstraints() + " CAs below it; there are "
					+ below + " (path length constraint)."));
		}
		for (int depth = 0; depth < last && NameConstraints.has(anchor); depth++) {
			X509Certificate certificate = path.get(depth);
			boolean exempt = depth > 0 && isSelfIssued(certificate);
			if (!exempt && !NameConstraints.permits(anchor, certificate)) {
				findings.add(finding(certificate, depth, "has a name that " + CertificateText.at(anchor, last)
						+ " may not certify (name constraints)."));
			}
		}
		return findings;
	}

	static boolean isSelfIssued(X509Certificate certificate) {
		return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
	}

	private static Finding finding(X509Certificate certificate, int depth, String problem) {
		return new Finding(SslReason.BAD_CERTIFICATE, depth, certificate,
				CertificateText.at(certificate, depth) + " " + problem);
	}

}
