package dev.sslsocket.verify;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.EllipticCurve;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.sslsocket.failure.SslReason;
import org.jspecify.annotations.Nullable;

/**
 * Are the keys and signatures of a chain strong enough, beyond what the JDK's
 * {@code jdk.certpath.disabledAlgorithms} asks for? As OpenSSL does at its security level
 * 2 (its default since 3.2, Debian's since long): 112 bits, that is RSA from 2048 bits,
 * on all certificates; no SHA-1 or MD5 signature, on all but the trust anchor, whose
 * signature proves nothing. As Go does: no DSA, no RSA above 8192 bits, which makes one
 * handshake cost thousands, no RSA exponent that is even or above 31 bits, no curve but
 * those of TLS, no SHA-224, and of RSASSA-PSS only the three forms that TLS 1.3 has. And
 * no key that the JDK cannot read. Stateless; safe for use by many threads.
 */
final class StrengthRules {

	private static final int LEAST_RSA_BITS = 2048;

	private static final int MOST_RSA_BITS = 8192;

	private static final int MOST_EXPONENT_BITS = 31;

	private static final Set<EllipticCurve> CURVES = Set.of(curve("secp256r1"), curve("secp384r1"), curve("secp521r1"));

	private static final Set<String> UNREADABLE = Set.of("RSA", "EC", "DSA", "RSASSA-PSS", "DiffieHellman", "DH");

	private static final Map<String, Integer> PSS_SALTS = Map.of("SHA-256", 32, "SHA-384", 48, "SHA-512", 64);

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
				problem = signature(certificate);
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
			return rsa(rsa);
		}
		if (key instanceof ECPublicKey ec) {
			int bits = ec.getParams().getCurve().getField().getFieldSize();
			return CURVES.contains(ec.getParams().getCurve()) ? null : "has a key on a curve of " + bits
					+ " bits that TLS does not use; P-256, P-384 and P-521 are accepted.";
		}
		if (key instanceof DSAPublicKey) {
			return "has a DSA key, which TLS no longer uses.";
		}
		// Where the JDK cannot read a key it keeps the octets, under the algorithm's
		// name.
		return UNREADABLE.contains(key.getAlgorithm())
				? "has an " + key.getAlgorithm() + " key that the JDK cannot read, or will not use." : null;
	}

	private static EllipticCurve curve(String name) {
		try {
			AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
			parameters.init(new ECGenParameterSpec(name));
			return parameters.getParameterSpec(ECParameterSpec.class).getCurve();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every JDK has the curve " + name, ex);
		}
	}

	private static @Nullable String rsa(RSAPublicKey key) {
		int bits = key.getModulus().bitLength();
		if (bits < LEAST_RSA_BITS) {
			return "has an RSA key of " + bits + " bits; at least " + LEAST_RSA_BITS + " are needed.";
		}
		if (isExcessive(key)) {
			return "has an RSA key of " + bits + " bits; at most " + MOST_RSA_BITS + " are accepted.";
		}
		boolean odd = key.getPublicExponent().testBit(0) && key.getPublicExponent().bitLength() > 1;
		return (odd && key.getPublicExponent().bitLength() <= MOST_EXPONENT_BITS) ? null
				: "has an RSA key with an unusable exponent.";
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

	private static @Nullable String signature(X509Certificate certificate) {
		String algorithm = certificate.getSigAlgName();
		String name = algorithm.toUpperCase(Locale.ROOT);
		if (isForgeable(algorithm)) {
			return "is signed with " + CertificateText.printable(algorithm) + ", which can be forged.";
		}
		if (name.startsWith("SHA224WITH") || name.equals("RSASSA-PSS") && !isCommonPss(certificate.getSigAlgParams())) {
			return "is signed with " + CertificateText.printable(algorithm)
					+ " in a form that others do not accept; use SHA-256.";
		}
		return null;
	}

	// SHA-256, 384 or 512 for both hashes, and a salt of the same length (RFC 8446
	// 4.2.3).
	private static boolean isCommonPss(byte @Nullable [] encoded) {
		try {
			AlgorithmParameters parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
			parameters.init((encoded != null) ? encoded : new byte[] { DerValue.SEQUENCE, 0 });
			PSSParameterSpec pss = parameters.getParameterSpec(PSSParameterSpec.class);
			Integer length = PSS_SALTS.get(pss.getDigestAlgorithm());
			return length != null && length == pss.getSaltLength()
					&& pss.getMGFParameters() instanceof MGF1ParameterSpec mask
					&& mask.getDigestAlgorithm().equals(pss.getDigestAlgorithm());
		}
		catch (IOException | GeneralSecurityException ex) {
			return false;
		}
	}

}
