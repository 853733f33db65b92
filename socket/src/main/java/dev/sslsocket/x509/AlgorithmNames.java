package dev.sslsocket.x509;

import java.util.Map;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.bc.BCObjectIdentifiers;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.operator.DefaultAlgorithmNameFinder;

/**
 * Names of algorithms as the openssl command spells them, because that is where people
 * chose them.
 */
final class AlgorithmNames {

	private static final Map<ASN1ObjectIdentifier, String> CIPHERS = Map.ofEntries(
			Map.entry(NISTObjectIdentifiers.id_aes128_CBC, "AES-128-CBC"),
			Map.entry(NISTObjectIdentifiers.id_aes192_CBC, "AES-192-CBC"),
			Map.entry(NISTObjectIdentifiers.id_aes256_CBC, "AES-256-CBC"),
			Map.entry(PKCSObjectIdentifiers.des_EDE3_CBC, "DES-EDE3-CBC"),
			Map.entry(PKCSObjectIdentifiers.RC2_CBC, "RC2-CBC"),
			Map.entry(PKCSObjectIdentifiers.pbeWithMD5AndDES_CBC, "PBE-MD5-DES"),
			Map.entry(PKCSObjectIdentifiers.pbeWithSHA1AndDES_CBC, "PBE-SHA1-DES"),
			Map.entry(PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC, "PBE-SHA1-3DES"),
			Map.entry(PKCSObjectIdentifiers.pbeWithSHAAnd2_KeyTripleDES_CBC, "PBE-SHA1-2DES"),
			Map.entry(PKCSObjectIdentifiers.pbeWithSHAAnd40BitRC2_CBC, "PBE-SHA1-RC2-40"),
			Map.entry(PKCSObjectIdentifiers.pbeWithSHAAnd128BitRC2_CBC, "PBE-SHA1-RC2-128"),
			Map.entry(BCObjectIdentifiers.bc_pbe_sha1_pkcs12_aes128_cbc, "PBE-SHA1-AES-128"),
			Map.entry(BCObjectIdentifiers.bc_pbe_sha1_pkcs12_aes256_cbc, "PBE-SHA1-AES-256"));

	private static final Map<ASN1ObjectIdentifier, String> UNUSABLE_KEYS = Map.of(EdECObjectIdentifiers.id_X25519,
			"X25519", EdECObjectIdentifiers.id_X448, "X448", PKCSObjectIdentifiers.dhKeyAgreement, "DH",
			X9ObjectIdentifiers.id_dsa, "DSA");

	private AlgorithmNames() {
	}

	/** Returns the cipher of a password-based encryption scheme. */
	static String cipher(AlgorithmIdentifier scheme) {
		ASN1ObjectIdentifier cipher = scheme.getAlgorithm();
		if (PKCSObjectIdentifiers.id_PBES2.equals(cipher)) {
			cipher = PBES2Parameters.getInstance(scheme.getParameters()).getEncryptionScheme().getAlgorithm();
		}
		return CIPHERS.getOrDefault(cipher, other(cipher));
	}

	/** Returns the name of a key algorithm, or its object identifier. */
	static String key(ASN1ObjectIdentifier algorithm) {
		return UNUSABLE_KEYS.getOrDefault(algorithm, other(algorithm));
	}

	/** Returns the name of a curve, or its object identifier. */
	static String curve(ASN1ObjectIdentifier curve) {
		String name = ECNamedCurveTable.getName(curve);
		return (name != null) ? name : curve.getId();
	}

	private static String other(ASN1ObjectIdentifier algorithm) {
		return new DefaultAlgorithmNameFinder().getAlgorithmName(algorithm);
	}

}
