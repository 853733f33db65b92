package dev.sslsocket.x509;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.security.spec.PSSParameterSpec;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The hash of a server's certificate that binds a login to it (RFC 5929 section 4.1).
 * Which hash is the choice of the issuer: that of its signature, but SHA-256 for MD5 and
 * SHA-1. A signature without a hash of its own (EdDSA) leaves the binding undefined.
 * OpenSSL names no hash for it and PostgreSQL refuses; some clients take SHA-512, which
 * agrees with no server.
 */
final class EndPointHash {

	private EndPointHash() {
	}

	static byte[] of(X509Certificate certificate) {
		String signature = certificate.getSigAlgName();
		try {
			@Nullable String digest = signature.equals("RSASSA-PSS") ? pssDigest(certificate) : digest(signature);
			if (digest == null) {
				throw new UnsupportedOperationException("tls-server-end-point is not defined for a certificate that is"
						+ " signed with " + signature + ", which has no hash of its own (RFC 5929 section 4.1)."
						+ " Use tls-exporter, or a certificate signed with ECDSA or RSA.");
			}
			return MessageDigest.getInstance(effective(digest)).digest(certificate.getEncoded());
		}
		catch (GeneralSecurityException ex) {
			throw new UnsupportedOperationException("tls-server-end-point cannot be had for a certificate that is"
					+ " signed with " + signature + ": " + ex.getMessage(), ex);
		}
	}

	/** The hash in a name such as {@code SHA256withECDSA}. */
	private static @Nullable String digest(String signature) {
		int with = signature.toUpperCase(Locale.ROOT).indexOf("WITH");
		return (with > 0) ? signature.substring(0, with) : null;
	}

	private static String pssDigest(X509Certificate certificate) throws GeneralSecurityException {
		AlgorithmParameters parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
		try {
			parameters.init(certificate.getSigAlgParams());
		}
		catch (IOException ex) {
			throw new GeneralSecurityException("its parameters cannot be read", ex);
		}
		return parameters.getParameterSpec(PSSParameterSpec.class).getDigestAlgorithm();
	}

	private static String effective(String digest) {
		String name = digest.toUpperCase(Locale.ROOT);
		return switch (name) {
			case "MD2", "MD5", "SHA", "SHA1", "SHA-1" -> "SHA-256";
			default -> name.matches("SHA\\d.*") && !name.startsWith("SHA3-") ? "SHA-" + name.substring(3) : name;
		};
	}

}
