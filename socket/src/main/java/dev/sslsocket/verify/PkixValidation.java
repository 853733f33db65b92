package dev.sslsocket.verify;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;

import dev.sslsocket.failure.SslReason;
import org.jspecify.annotations.Nullable;

/**
 * Validates one certificate under one issuer by the JDK: the signature, and the JDK's
 * disabled algorithms ({@code jdk.certpath.disabledAlgorithms}). Nothing here depends on
 * the path that both stand on, so it is done once for all paths. Stateless; safe for use
 * by many threads.
 */
final class PkixValidation {

	private PkixValidation() {
	}

	/**
	 * What the JDK says.
	 *
	 * @param signed whether the issuer's key made the signature
	 * @param reason why the certificate is refused although it did, or {@code null}
	 * @param problem the same in words, the end of a sentence; empty for {@code null}
	 * @param cause what the JDK threw, if it did
	 */
	record Verdict(boolean signed, @Nullable SslReason reason, String problem, @Nullable Exception cause) {

		static final Verdict GOOD = new Verdict(true, null, "", null);

	}

	/**
	 * Validates a certificate.
	 * @param certificate the certificate
	 * @param issuer who is said to have issued it
	 * @param now the time by the context's clock; a certificate that is not valid now is
	 * validated for a time when it was, so that its other faults are seen
	 * @return the verdict
	 */
	static Verdict validate(X509Certificate certificate, X509Certificate issuer, Instant now) {
		// First, and by itself: a forged certificate must not hide behind a lesser fault,
		// and
		// costs no more than this. The JDK's certificates remember that a signature
		// holds.
		Exception forged = forgery(certificate, issuer);
		if (forged != null) {
			return new Verdict(false, null, "", forged);
		}
		try {
			TrustAnchor anchor = new TrustAnchor(issuer.getSubjectX500Principal(), issuer.getPublicKey(), null);
			PKIXParameters parameters = new PKIXParameters(Set.of(anchor));
			Instant date = Validity.common(List.of(certificate), now);
			parameters.setDate(Date.from((date != null) ? date : now));
			parameters.setRevocationEnabled(false);
			// Qualifiers are advice to people (RFC 5280 section 4.2.1.4).
			parameters.setPolicyQualifiersRejected(false);
			Provider jdk = Security.getProvider("SUN");
			CertPathValidator validator = (jdk != null) ? CertPathValidator.getInstance("PKIX", jdk)
					: CertPathValidator.getInstance("PKIX");
			validator.validate(CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate)),
					parameters);
			return Verdict.GOOD;
		}
		catch (GeneralSecurityException | RuntimeException ex) {
			return refused(ex);
		}
	}

	private static @Nullable Exception forgery(X509Certificate certificate, X509Certificate issuer) {
		try {
			certificate.verify(issuer.getPublicKey());
			return null;
		}
		catch (GeneralSecurityException | RuntimeException ex) {
			return ex;
		}
	}

	private static Verdict refused(Exception ex) {
		String message = CertificateText.printable(String.valueOf(ex.getMessage()));
		if (ex instanceof CertPathValidatorException fault && fault.getReason() == BasicReason.ALGORITHM_CONSTRAINED) {
			return new Verdict(true, SslReason.WEAK_ALGORITHM,
					"is refused by the JDK's disabled algorithms: " + message, ex);
		}
		return new Verdict(true, SslReason.BAD_CERTIFICATE, "breaks a rule of RFC 5280: " + message, ex);
	}

}
