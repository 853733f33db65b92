package dev.sslsocket.verify;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import dev.sslsocket.failure.SslReason;

/**
 * Are there no more CAs below each issuer than it allows (RFC 5280 section 4.2.1.9)? The
 * trust anchor's word counts as well, which the JDK does not heed. A CA certificate
 * issued under its own name is not counted: that is how a CA changes its key. Stateless;
 * safe for use by many threads.
 */
final class PathLength {

	private PathLength() {
	}

	/**
	 * Checks the issuers one by one.
	 * @param path the chain, the peer's own certificate first
	 * @return what is wrong, in the order of the chain; empty when nothing is
	 */
	static List<Finding> check(List<X509Certificate> path) {
		List<Finding> findings = new ArrayList<>();
		int below = 0;
		for (int depth = 1; depth < path.size(); depth++) {
			X509Certificate issuer = path.get(depth);
			int allowed = issuer.getBasicConstraints();
			if (allowed >= 0 && below > allowed) {
				findings.add(new Finding(SslReason.BAD_CERTIFICATE, depth, issuer, CertificateText.at(issuer, depth)
						+ " allows " + allowed + " CAs below it; there are " + below + " (path length constraint)."));
			}
			if (!isSelfIssued(issuer)) {
				below++;
			}
		}
		return findings;
	}

	static boolean isSelfIssued(X509Certificate certificate) {
		return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
	}

}
