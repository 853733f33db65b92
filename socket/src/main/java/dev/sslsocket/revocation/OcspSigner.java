package dev.sslsocket.revocation;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import dev.sslsocket.x509.OcspResponse;
import org.jspecify.annotations.Nullable;

/**
 * Did somebody sign an answer who may: the issuer of the certificate, or a responder that
 * this very issuer has certified for it (RFC 6960 section 4.2.2.2)? Whether the
 * responder's own certificate was revoked is not asked, as OpenSSL does not: with
 * id-pkix-ocsp-nocheck the issuer says so, and without it the question would go to the
 * same responder. Stateless; safe for use by many threads.
 */
final class OcspSigner {

	private static final String OCSP_SIGNING = "1.3.6.1.5.5.7.3.9";

	private static final int DIGITAL_SIGNATURE = 0;

	private static final int NON_REPUDIATION = 1;

	private OcspSigner() {
	}

	/**
	 * Looks for the signer.
	 * @param response the answer
	 * @param issuer who issued the certificate that it is about
	 * @param now the time by the context's clock
	 * @return what is wrong, {@code null} when nothing is
	 */
	static @Nullable String problem(OcspResponse response, X509Certificate issuer, Instant now) {
		if (isWeak(response.signature().digest())) {
			return "is signed with " + response.signature().digest() + ", which can be forged";
		}
		if (response.claimsToBeBy(issuer) && response.signature().isBy(issuer.getPublicKey())) {
			return null;
		}
		for (X509Certificate responder : response.certificates()) {
			if (response.claimsToBeBy(responder) && isDelegate(responder, issuer, now)) {
				return response.signature().isBy(responder.getPublicKey()) ? null
						: "has a signature that does not hold";
			}
		}
		return response.claimsToBeBy(issuer) ? "has a signature that does not hold"
				: "is signed neither by the issuer nor by a responder that it has certified";
	}

	private static boolean isDelegate(X509Certificate responder, X509Certificate issuer, Instant now) {
		try {
			List<String> purposes = responder.getExtendedKeyUsage();
			return purposes != null && purposes.contains(OCSP_SIGNING) && maySign(responder)
					&& !isWeak(digestOf(responder)) && isIssuedBy(responder, issuer, now);
		}
		catch (GeneralSecurityException | RuntimeException ex) {
			// Invalid, in whatever way: then it speaks for nobody.
			return false;
		}
	}

	// The key usages that go with the purpose (RFC 5280 section 4.2.1.12).
	private static boolean maySign(X509Certificate responder) {
		boolean[] usage = responder.getKeyUsage();
		return usage == null || usage[DIGITAL_SIGNATURE] || usage[NON_REPUDIATION];
	}

	private static boolean isIssuedBy(X509Certificate responder, X509Certificate issuer, Instant now)
			throws GeneralSecurityException {
		// By name and key: PKIX refuses an anchor that carries name constraints.
		PKIXParameters parameters = new PKIXParameters(
				Set.of(new TrustAnchor(issuer.getSubjectX500Principal(), issuer.getPublicKey(), null)));
		parameters.setDate(Date.from(now));
		parameters.setRevocationEnabled(false);
		parameters.setPolicyQualifiersRejected(false);
		Provider jdk = Security.getProvider("SUN");
		CertPathValidator validator = (jdk != null) ? CertPathValidator.getInstance("PKIX", jdk)
				: CertPathValidator.getInstance("PKIX");
		validator.validate(CertificateFactory.getInstance("X.509").generateCertPath(List.of(responder)), parameters);
		return true;
	}

	private static String digestOf(X509Certificate certificate) {
		return certificate.getSigAlgName().toUpperCase(Locale.ROOT).split("WITH")[0].replace("-", "");
	}

	/**
	 * Whether a digest can be forged, or is among what this JVM's administrator has
	 * disabled without condition. Conditions are on keys and uses, and keys are checked
	 * with the chain.
	 */
	private static boolean isWeak(String digest) {
		return digest.isEmpty() || digest.startsWith("MD") || digest.equals("SHA1") || disabled(digest);
	}

	private static boolean disabled(String digest) {
		String algorithms = Security.getProperty("jdk.certpath.disabledAlgorithms");
		return algorithms != null && Arrays.stream(algorithms.split(","))
			.anyMatch((entry) -> entry.trim().replace("-", "").equalsIgnoreCase(digest));
	}

}
