package dev.sslsocket.verify;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXReason;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;

import dev.sslsocket.failure.SslReason;
import org.jspecify.annotations.Nullable;

/**
 * Validates one path as RFC 5280 section 6.1 says, by the JDK: signatures, names,
 * constraints, policies, and the JDK's disabled algorithms. Stateless; safe for use by
 * many threads.
 */
final class PkixValidation {

	private PkixValidation() {
	}

	/**
	 * Validates a path of at least two certificates.
	 * @param path the chain, the peer's own certificate first, the anchor last
	 * @param date the time at which it has to be valid
	 * @param rules which policies will do
	 * @return the first fault found, or {@code null} when there is none
	 */
	static @Nullable Finding validate(List<X509Certificate> path, Instant date, PathRules rules) {
		int last = path.size() - 1;
		try {
			PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(path.get(last), null)));
			parameters.setDate(Date.from(date));
			parameters.setRevocationEnabled(false);
			// Qualifiers are advice to people (RFC 5280 section 4.2.1.4).
			parameters.setPolicyQualifiersRejected(false);
			parameters.setInitialPolicies(rules.policies());
			parameters.setExplicitPolicyRequired(rules.explicitPolicy());
			parameters.setPolicyMappingInhibited(rules.noPolicyMapping());
			parameters.setAnyPolicyInhibited(rules.noAnyPolicy());
			Provider jdk = Security.getProvider("SUN");
			CertPathValidator validator = (jdk != null) ? CertPathValidator.getInstance("PKIX", jdk)
					: CertPathValidator.getInstance("PKIX");
			validator.validate(CertificateFactory.getInstance("X.509").generateCertPath(path.subList(0, last)),
					parameters);
			return null;
		}
		catch (CertPathValidatorException ex) {
			return failed(path, ex);
		}
		catch (GeneralSecurityException | RuntimeException ex) {
			// The JDK throws unchecked at constraints it does not support.
			return finding(SslReason.BAD_CERTIFICATE, path, 0, " cannot be validated", ex);
		}
	}

	private static Finding failed(List<X509Certificate> path, CertPathValidatorException ex) {
		int depth = Math.max(ex.getIndex(), 0);
		if (ex.getReason() == BasicReason.ALGORITHM_CONSTRAINED) {
			return finding(SslReason.WEAK_ALGORITHM, path, depth, " is refused by the JDK's disabled algorithms", ex);
		}
		if (ex.getReason() == PKIXReason.NOT_CA_CERT || ex.getReason() == PKIXReason.INVALID_KEY_USAGE) {
			return finding(SslReason.UNSUITABLE_CERTIFICATE, path, depth, " is not meant for its place in the chain",
					ex);
		}
		return finding(SslReason.BAD_CERTIFICATE, path, depth, " breaks a rule of RFC 5280", ex);
	}

	private static Finding finding(SslReason reason, List<X509Certificate> path, int depth, String problem,
			Exception ex) {
		X509Certificate certificate = path.get(depth);
		return new Finding(reason, depth, certificate, CertificateText.at(certificate, depth) + problem + ": "
				+ CertificateText.printable(String.valueOf(ex.getMessage())), ex);
	}

	/**
	 * Looks for a signature that does not hold.
	 * @param path the chain
	 * @return depth of the first certificate that is not signed by the next one, or -1
	 */
	static int brokenSignature(List<X509Certificate> path) {
		for (int depth = 0; depth < path.size() - 1; depth++) {
			try {
				path.get(depth).verify(path.get(depth + 1).getPublicKey());
			}
			catch (GeneralSecurityException | RuntimeException ex) {
				return depth;
			}
		}
		return -1;
	}

	/**
	 * Says that a signature does not hold.
	 * @param path the chain
	 * @param depth depth of the certificate that is not signed by the next one
	 * @return the fault
	 */
	static Finding signatureFault(List<X509Certificate> path, int depth) {
		X509Certificate certificate = path.get(depth);
		return new Finding(SslReason.BAD_CERTIFICATE, depth, certificate, CertificateText.at(certificate, depth)
				+ " is not signed by the key of " + CertificateText.at(path.get(depth + 1), depth + 1) + ".");
	}

}
