package dev.sslsocket.x509;

import java.security.cert.X509Certificate;
import java.util.Locale;

/**
 * What an engine asks a key manager for. Newer engines name the key's algorithm
 * ({@code EC}, {@code RSASSA-PSS}, {@code EdDSA}); older ones, and native ones today, the
 * key exchange of TLS 1.2: {@code ECDHE_ECDSA} and {@code DHE_RSA} sign with the key
 * behind the line, while {@code EC_RSA} is an EC key in a certificate that RSA has
 * signed.
 *
 * @param algorithm the key's algorithm
 * @param signedBy the algorithm of the issuer's key, or an empty string for any
 */
record KeyType(String algorithm, String signedBy) {

	static KeyType parse(String name) {
		int line = name.indexOf('_');
		if (line < 0) {
			return new KeyType(name, "");
		}
		String before = name.substring(0, line);
		String behind = name.substring(line + 1);
		return switch (before) {
			case "EC", "ECDH" -> new KeyType("EC", "ECDSA".equals(behind) ? "EC" : behind);
			case "DHE", "ECDHE" -> new KeyType("ECDSA".equals(behind) ? "EC" : behind, "");
			case "RSA" -> new KeyType("RSA", behind);
			// Static Diffie-Hellman and the like: no such key can be loaded.
			default -> new KeyType(name, "");
		};
	}

	boolean fits(X509Certificate certificate) {
		return this.algorithm.equalsIgnoreCase(certificate.getPublicKey().getAlgorithm())
				&& (this.signedBy.isEmpty() || isSignedBy(certificate.getSigAlgName().toUpperCase(Locale.ROOT)));
	}

	// "SHA256WITHECDSA" is by an EC key, "RSASSA-PSS" and "SHA256WITHRSA" by an RSA key.
	private boolean isSignedBy(String signature) {
		return signature.contains("EC".equals(this.signedBy) ? "ECDSA" : this.signedBy);
	}

}
