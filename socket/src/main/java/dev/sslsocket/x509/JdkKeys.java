package dev.sslsocket.x509;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

import dev.sslsocket.failure.SslConfigurationException;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * Turns decoded keys into the JDK's own key objects. An RSA-PSS key stays one (RFC 4055):
 * it must never sign any other way.
 */
final class JdkKeys {

	private static final Map<ASN1ObjectIdentifier, String> ALGORITHMS = Map.of(PKCSObjectIdentifiers.rsaEncryption,
			"RSA", PKCSObjectIdentifiers.id_RSASSA_PSS, "RSASSA-PSS", X9ObjectIdentifiers.id_ecPublicKey, "EC",
			EdECObjectIdentifiers.id_Ed25519, "EdDSA", EdECObjectIdentifiers.id_Ed448, "EdDSA");

	private static final Set<ASN1Encodable> CURVES = Set.of(SECObjectIdentifiers.secp256r1,
			SECObjectIdentifiers.secp384r1, SECObjectIdentifiers.secp521r1);

	private JdkKeys() {
	}

	static PrivateKey of(PrivateKeyInfo info, Material material) {
		ASN1ObjectIdentifier oid = info.getPrivateKeyAlgorithm().getAlgorithm();
		String algorithm = ALGORITHMS.get(oid);
		if (algorithm == null) {
			throw new SslConfigurationException("",
					"the private key of " + material.quoted() + " is of an unknown algorithm: "
							+ AlgorithmNames.key(oid)
							+ ". TLS servers and clients can use RSA, RSA-PSS, EC, Ed25519 and Ed448.");
		}
		if ("EC".equals(algorithm)) {
			refuseUnknownCurve(info, material);
		}
		byte[] encoded = new byte[0];
		try {
			// Attributes and the public key of RFC 5958 are left out: old JDKs stumble
			// over them.
			encoded = new PrivateKeyInfo(info.getPrivateKeyAlgorithm(), info.parsePrivateKey())
				.getEncoded(ASN1Encoding.DER);
			return JdkFactories.keys(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new SslConfigurationException("",
					"the private key of " + material.quoted() + " is " + algorithm + ", which this JVM does not offer.",
					ex);
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new SslConfigurationException("",
					"the private key of " + material.quoted() + " (" + algorithm + ") is damaged.", ex);
		}
		finally {
			Arrays.fill(encoded, (byte) 0);
		}
	}

	// The JDK decodes keys of other curves, but can neither sign nor verify with them:
	// they
	// would seem not to fit their certificate.
	private static void refuseUnknownCurve(PrivateKeyInfo info, Material material) {
		ASN1Encodable parameters = info.getPrivateKeyAlgorithm().getParameters();
		if (!CURVES.contains(parameters)) {
			String curve = (parameters instanceof ASN1ObjectIdentifier named) ? AlgorithmNames.curve(named)
					: "given by explicit parameters";
			throw new SslConfigurationException("", "the private key of " + material.quoted()
					+ " cannot be used: EC, curve " + curve + ". The JDK knows P-256, P-384 and P-521 by name.");
		}
	}

}
