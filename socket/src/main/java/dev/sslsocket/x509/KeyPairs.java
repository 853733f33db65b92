package dev.sslsocket.x509;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/**
 * Tells whether two keys are one pair: what the one signs, the other must verify. That
 * also holds for keys whose numbers are out of reach, in a hardware module.
 */
final class KeyPairs {

	private static final byte[] PROBE = "Are you the key of this certificate?".getBytes(StandardCharsets.US_ASCII);

	private KeyPairs() {
	}

	static boolean match(PrivateKey privateKey, PublicKey publicKey) {
		if (!privateKey.getAlgorithm().equals(publicKey.getAlgorithm())) {
			return false;
		}
		// Spares a signature for each foreign certificate of a long chain file.
		if (privateKey instanceof RSAKey mine && publicKey instanceof RSAKey other
				&& !mine.getModulus().equals(other.getModulus())) {
			return false;
		}
		try {
			Signature signer = signature(privateKey);
			signer.initSign(privateKey);
			signer.update(PROBE);
			byte[] signature = signer.sign();
			Signature verifier = signature(privateKey);
			verifier.initVerify(publicKey);
			verifier.update(PROBE);
			return verifier.verify(signature);
		}
		catch (GeneralSecurityException ex) {
			return false;
		}
	}

	private static Signature signature(PrivateKey key) throws GeneralSecurityException {
		switch (key.getAlgorithm()) {
			case "RSA":
				return Signature.getInstance("SHA256withRSA");
			case "EC":
				return Signature.getInstance("SHA256withECDSA");
			case "EdDSA":
				return Signature.getInstance("EdDSA");
			case "RSASSA-PSS":
				Signature pss = Signature.getInstance("RSASSA-PSS");
				AlgorithmParameterSpec bound = (key instanceof RSAKey rsa) ? rsa.getParams() : null;
				pss.setParameter((bound != null) ? bound
						: new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
				return pss;
			default:
				throw new InvalidKeyException(key.getAlgorithm());
		}
	}

}
