package dev.sslsocket.testing;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;

/**
 * The kinds of key a {@link CertificateMaker} makes by itself; other keys are handed in
 * with {@link CertificateMaker#keyPair(KeyPair)}. An enum, so that a parameterised test
 * can run over all of them. Immutable; safe for use by many threads.
 */
public enum KeyKind {

	/** ECDSA on the curve secp256r1: the default, the fastest to make. */
	EC_P256("EC", "secp256r1", 256),

	/** ECDSA on the curve secp384r1. */
	EC_P384("EC", "secp384r1", 384),

	/** ECDSA on the curve secp521r1. */
	EC_P521("EC", "secp521r1", 521),

	/** RSA with a 2048-bit modulus. */
	RSA_2048("RSA", "", 2048),

	/** RSA with a 3072-bit modulus. */
	RSA_3072("RSA", "", 3072),

	/** RSA with a 4096-bit modulus: takes seconds to make. */
	RSA_4096("RSA", "", 4096),

	/** RSA with a 1024-bit modulus: too weak, for tests that expect a refusal. */
	RSA_1024("RSA", "", 1024),

	/** A 2048-bit RSA key that may sign by RSASSA-PSS only (RFC 4055 section 1.2). */
	RSA_PSS_2048("RSASSA-PSS", "", 2048),

	/** Ed25519 (RFC 8410): it has no traditional PEM form, only PKCS#8. */
	ED25519("Ed25519", "", 255);

	private final String algorithm;

	private final String curve;

	private final int bits;

	KeyKind(String algorithm, String curve, int bits) {
		this.algorithm = algorithm;
		this.curve = curve;
		this.bits = bits;
	}

	/**
	 * Makes a new key pair of this kind.
	 * @return the key pair, different at each call
	 * @throws IllegalStateException when the JDK does not know the algorithm
	 */
	public KeyPair newKeyPair() {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance(this.algorithm);
			switch (this.algorithm) {
				case "EC" -> generator.initialize(new ECGenParameterSpec(this.curve));
				case "RSA", "RSASSA-PSS" ->
					generator.initialize(new RSAKeyGenParameterSpec(this.bits, RSAKeyGenParameterSpec.F4));
				default -> generator.initialize(this.bits);
			}
			return generator.generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Unable to make a key of kind " + this, ex);
		}
	}

}
