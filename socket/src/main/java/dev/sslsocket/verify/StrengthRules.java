package dev.sslsocket.verify;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.sslsocket.failure.SslReason;
import org.jspecify.annotations.Nullable;

/**
 * Are the keys and signatures of a chain strong enough, beyond what the JDK's
 * {@code jdk.certpath.disabledAlgorithms} asks for? As OpenSSL does at its security level
 * 2 (its default since 3.2, Debian's since long): 112 bits, that is RSA from 2048 bits
 * and curves from 224, on all certificates; no SHA-1 or MD5 signature, on all but the
 * trust anchor, whose signature proves nothing. As Go does: no DSA, no RSA above 8192
 * bits, which makes one handshake cost thousands. Stateless; safe for use by many
 * threads.
 */
final class StrengthRules {

	private static final int LEAST_RSA_BITS = 2048;

	private static final int MOST_RSA_BITS = 8192;

	private static final int LEAST_CURVE_BITS = 224;

	private StrengthRules() {
	}

	/**
	 * Checks the certificates one by one.
	 * @param path the chain, the peer's own certificate first
	 * @param anchored whether the last certificate is a trust anchor
	 * @return what is wrong, in the order of the chain; empty when nothing is
	 */
	static List<Finding> check(List<X509Certificate> path, boolean anchored) {
		List<Finding> findings = new ArrayList<>();
		for (int depth = 0; depth < path.size(); depth++) {
			X509Certificate certificate = path.get(depth);
			String problem = key(certificate.getPublicKey());
			if (problem == null && !(anchored && depth == path.size() - 1)) {
				problem = signature(certificate.getSigAlgName());
			}
			if (problem != null) {
				findings.add(new Finding(SslReason.WEAK_ALGORITHM, depth, certificate,
						CertificateText.at(certificate, depth) + " " + problem));
			}
		}
		return findings;
	}

	private static @Nullable String key(PublicKey key) {
		if (key instanceof RSAPublicKey rsa) {
			int bits = rsa.getModulus().bitLength();
			if (bits < LEAST_RSA_BITS) {
				return "has an RSA key of " + bits + " bits; at least " + LEAST_RSA_BITS + " are needed.";
			}
			if (isExcessive(key)) {
				return "has an RSA key of " + bits + " bits; at most " + MOST_RSA_BITS + " are accepted.";
			}
		}
		if (key instanceof ECPublicKey ec) {
			int bits = ec.getParams().getCurve().getField().getFieldSize();
			if (bits < LEAST_CURVE_BITS) {
				return "has a key on a curve of " + bits + " bits; at least " + LEAST_CURVE_BITS + " are needed.";
			}
		}
		return (key instanceof DSAPublicKey) ? "has a DSA key, which TLS no longer uses." : null;
	}

	/** Whether checking one signature of this key is too much work to do for a peer. */
	static boolean isExcessive(PublicKey key) {
		return key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() > MOST_RSA_BITS;
	}

	/** Whether another text can be found that a signature by this algorithm fits. */
	static boolean isForgeable(String algorithm) {
		String name = algorithm.toUpperCase(Locale.ROOT);
		return name.startsWith("MD") || name.startsWith("SHA1WITH") || name.startsWith("SHA-1WITH");
	}

	private static @Nullable String signature(String algorithm) {
		return isForgeable(algorithm)
				? "is signed with " + CertificateText.printable(algorithm) + ", which can be forged." : null;
	}

}
