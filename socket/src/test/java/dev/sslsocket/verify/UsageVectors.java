package dev.sslsocket.verify;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.ArrayList;
import java.util.List;

import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.KeyKind;

import static dev.sslsocket.verify.Der.hex;

/**
 * What keys and certificates are for, and how strong they are.
 */
final class UsageVectors {

	private static final CertifiedKey ROOT = CertificateMaker.ca().subject("CN=Root").selfSigned();

	private static final CertificateMaker LEAF = CertificateMaker.localhost();

	private static final CertificateMaker SUB = CertificateMaker.ca().subject("CN=Sub");

	private static final int KEY_CERT_SIGN = 1 << 2;

	private static final int KEY_AGREEMENT = 1 << 3;

	private static final int KEY_ENCIPHERMENT = 1 << 5;

	private static final int DIGITAL_SIGNATURE = 1 << 7;

	private static final String EMAIL = "1.3.6.1.5.5.7.3.4";

	private static final String ANY = "2.5.29.37.0";

	private UsageVectors() {
	}

	static List<Vector> all() {
		List<Vector> all = new ArrayList<>();
		keyUsage(all);
		extendedKeyUsage(all);
		authorities(all);
		rollover(all);
		keys(all);
		signatures(all);
		return all;
	}

	private static void keyUsage(List<Vector> all) {
		all.add(leaf("no key usage", "+++", LEAF.without("2.5.29.15")));
		all.add(leaf("key usage signature", "+++", LEAF.keyUsage(DIGITAL_SIGNATURE)));
		all.add(leaf("key usage encipherment", "+++", LEAF.keyUsage(KEY_ENCIPHERMENT)));
		all.add(leaf("key usage agreement", "+++", LEAF.keyUsage(KEY_AGREEMENT)));
		all.add(leaf("key usage certificate signing", "--+", LEAF.keyUsage(KEY_CERT_SIGN)));
		all.add(leaf("key usage certificate signing too", "+++", LEAF.keyUsage(KEY_CERT_SIGN | DIGITAL_SIGNATURE)));
		all.add(leaf("client's key usage encipherment", "--+", CertificateMaker.leaf().keyUsage(KEY_ENCIPHERMENT))
			.client());
		all.add(leaf("Netscape type of a client", "--+", LEAF.extension("2.16.840.1.113730.1.1", hex("03020780"))));
		all.add(leaf("Netscape type of a server", "+++", LEAF.extension("2.16.840.1.113730.1.1", hex("03020640"))));
	}

	private static void extendedKeyUsage(List<Vector> all) {
		all.add(leaf("no extended key usage", "+++", LEAF.extendedKeyUsage()));
		all.add(leaf("client as server", "---", LEAF.clientAuth()));
		all.add(leaf("server as client", "---", LEAF.serverAuth()).client());
		all.add(leaf("client", "+++", CertificateMaker.leaf().clientAuth()).client());
		all.add(leaf("any purpose", "--+", LEAF.extendedKeyUsage(ANY)));
		all.add(leaf("any purpose too", "+++", LEAF.extendedKeyUsage(ANY, Role.SERVER.purpose())));
		CertifiedKey mail = SUB.extendedKeyUsage(EMAIL).issuedBy(ROOT);
		all.add(chain("intermediate for mail", "---", LEAF.issuedBy(mail), mail));
		CertifiedKey any = SUB.extendedKeyUsage(ANY).issuedBy(ROOT);
		all.add(chain("intermediate for any purpose", "--+", LEAF.issuedBy(any), any));
		CertifiedKey servers = SUB.extendedKeyUsage(Role.SERVER.purpose()).issuedBy(ROOT);
		all.add(chain("intermediate for servers", "+++", LEAF.issuedBy(servers), servers));
		CertifiedKey root = CertificateMaker.ca().extendedKeyUsage(EMAIL).selfSigned();
		all.add(Vector.of("root for mail", "---").trust(root).present(LEAF.issuedBy(root)));
		CertifiedKey own = LEAF.clientAuth().selfSigned();
		all.add(Vector.of("trusted client as server", "---").trust(own).present(own));
	}

	private static void authorities(List<Vector> all) {
		all.add(leaf("CA as server", "+++", CertificateMaker.ca().without("2.5.29.15").dns("localhost")));
		all.add(leaf("CA as server by its key usage", "--+", CertificateMaker.ca().dns("localhost")));
		CertifiedKey own = CertificateMaker.ca().without("2.5.29.15").dns("localhost").selfSigned();
		all.add(Vector.of("trusted CA as server", "+++").trust(own).present(own));
		CertifiedKey leaf = CertificateMaker.leaf().subject("CN=Leaf").issuedBy(ROOT);
		all.add(chain("leaf as issuer", "---", LEAF.issuedBy(leaf), leaf));
		all.add(Vector.of("leaf as trusted issuer", "---").trust(leaf).present(LEAF.issuedBy(leaf)));
		CertifiedKey bare = SUB.without("2.5.29.19").issuedBy(ROOT);
		all.add(chain("intermediate without basic constraints", "---", LEAF.issuedBy(bare), bare));
		CertifiedKey bareRoot = CertificateMaker.ca().without("2.5.29.19").selfSigned();
		all.add(Vector.of("root without basic constraints", "-+-").trust(bareRoot).present(LEAF.issuedBy(bareRoot)));
		CertifiedKey soft = SUB.extension("2.5.29.19", hex("30030101ff")).issuedBy(ROOT);
		all.add(chain("basic constraints not critical", "+++", LEAF.issuedBy(soft), soft));
		CertifiedKey silent = SUB.without("2.5.29.15").issuedBy(ROOT);
		all.add(chain("intermediate without key usage", "+++", LEAF.issuedBy(silent), silent));
		CertifiedKey mute = SUB.keyUsage(DIGITAL_SIGNATURE).issuedBy(ROOT);
		all.add(chain("intermediate that may not sign", "---", LEAF.issuedBy(mute), mute));
		CertifiedKey muteRoot = CertificateMaker.ca().keyUsage(DIGITAL_SIGNATURE).selfSigned();
		all.add(Vector.of("root that may not sign", "---").trust(muteRoot).present(LEAF.issuedBy(muteRoot)));
		byte[] old = Der.changed(ROOT, ROOT, (fields) -> {
			fields.remove(7);
			fields.remove(0);
		});
		all.add(Vector.of("root of version 1", "+++").trust(old).present(LEAF.issuedBy(ROOT)));
		CertifiedKey sub = SUB.issuedBy(ROOT);
		byte[] oldSub = Der.changed(sub, ROOT, (fields) -> {
			fields.remove(7);
			fields.remove(0);
		});
		all.add(Vector.of("intermediate of version 1", "---")
			.trust(ROOT)
			.present(LEAF.issuedBy(sub).certificateDer(), oldSub));
	}

	private static void rollover(List<Vector> all) {
		CertifiedKey next = CertificateMaker.ca().subject("CN=Root").issuedBy(ROOT);
		byte[] old = Der.changed(next, ROOT, (fields) -> {
			fields.remove(7);
			fields.remove(0);
		});
		all.add(Vector.of("self-issued intermediate of version 1", "---")
			.trust(ROOT)
			.present(LEAF.issuedBy(next).certificateDer(), old));
		all.add(chain("self-issued intermediate", "+++", LEAF.issuedBy(next), next));
	}

	private static void keys(List<Vector> all) {
		for (KeyKind kind : List.of(KeyKind.RSA_2048, KeyKind.EC_P384, KeyKind.EC_P521, KeyKind.ED25519)) {
			CertifiedKey root = CertificateMaker.ca().key(kind).selfSigned();
			all.add(Vector.of("root with " + kind, "+++").trust(root).present(LEAF.key(kind).issuedBy(root)));
		}
		CertifiedKey pss = CertificateMaker.ca().key(KeyKind.RSA_PSS_2048).selfSigned();
		all.add(Vector.of("root with a PSS key", "++-")
			.because("TLS 1.3 has such keys (rsa_pss_pss_sha256), Go has them not")
			.trust(pss)
			.present(LEAF.issuedBy(pss)));
		all.add(leaf("leaf of 1024 bits", "--+", LEAF.key(KeyKind.RSA_1024)));
		CertifiedKey weak = CertificateMaker.ca().key(KeyKind.RSA_1024).selfSigned();
		all.add(Vector.of("root of 1024 bits", "--+").trust(weak).present(LEAF.issuedBy(weak)));
		all.add(leaf("leaf with DSA", "-++", LEAF.keyPair(generated("DSA", 2048)))
			.because("no TLS 1.3 has it, and the JDK's 1.2 does not offer it"));
		all.add(key("leaf with an unused curve", "-+-", unknownCurve()));
		all.add(key("exponent 1", "-++", rsa(BigInteger.ONE)).because("the JDK cannot read it"));
		all.add(key("exponent even", "-++", rsa(BigInteger.valueOf(65536)))
			.because("no key pair has it; Go refuses it from 1.24 on"));
		all.add(key("exponent 3", "+++", rsa(BigInteger.valueOf(3))));
	}

	private static void signatures(List<Vector> all) {
		CertifiedKey root = CertificateMaker.ca().key(KeyKind.RSA_2048).selfSigned();
		CertifiedKey leaf = LEAF.issuedBy(root);
		all.add(signed("signed with SHA-1", "---", root, leaf, hex("300d06092a864886f70d0101050500"), "SHA1withRSA",
				0));
		all.add(signed("signed with SHA-224", "-+-", root, leaf, hex("300d06092a864886f70d01010e0500"), "SHA224withRSA",
				0));
		all.add(signed("signed with SHA-512", "+++", root, leaf, hex("300d06092a864886f70d01010d0500"), "SHA512withRSA",
				0));
		all.add(signed("signed with PSS", "+++", root, leaf, pss("20"), "RSASSA-PSS", 32));
		all.add(signed("signed with PSS and a short salt", "-+-", root, leaf, pss("14"), "RSASSA-PSS", 20));
	}

	// RSASSA-PSS with SHA-256, MGF1 with SHA-256, and a salt length (RFC 4055 section
	// 3.1).
	private static byte[] pss(String salt) {
		String sha256 = "300d06096086480165030402010500";
		return hex("304106092a864886f70d01010a" + "3034a00f" + sha256 + "a11c301a06092a864886f70d010108" + sha256
				+ "a2030201" + salt);
	}

	private static Vector signed(String name, String verdicts, CertifiedKey root, CertifiedKey leaf, byte[] algorithm,
			String jca, int salt) {
		try {
			Signature signature = Signature.getInstance(jca);
			if (salt > 0) {
				signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, salt,
						PSSParameterSpec.TRAILER_FIELD_BC));
			}
			return Vector.of(name, verdicts).trust(root).present(Der.signed(leaf, root, algorithm, signature));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static byte[] rsa(BigInteger exponent) {
		BigInteger modulus = ((RSAPublicKey) KeyKind.RSA_2048.newKeyPair().getPublic()).getModulus();
		byte[] key = Der.tlv(0x30, Der.tlv(0x02, modulus.toByteArray()), Der.tlv(0x02, exponent.toByteArray()));
		return Der.tlv(0x30, hex("300d06092a864886f70d0101010500"), Der.tlv(0x03, new byte[1], key));
	}

	// secp256k1, and its generator as the key.
	private static byte[] unknownCurve() {
		byte[] point = hex("0479be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
				+ "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8");
		return Der.tlv(0x30, hex("301006072a8648ce3d020106052b8104000a"), Der.tlv(0x03, new byte[1], point));
	}

	private static KeyPair generated(String algorithm, int bits) {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
			generator.initialize(bits);
			return generator.generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Vector leaf(String name, String verdicts, CertificateMaker maker) {
		return Vector.of(name, verdicts).trust(ROOT).present(maker.issuedBy(ROOT));
	}

	private static Vector chain(String name, String verdicts, CertifiedKey... chain) {
		return Vector.of(name, verdicts).trust(ROOT).present(chain);
	}

	private static Vector key(String name, String verdicts, byte[] key) {
		return Vector.of(name, verdicts)
			.trust(ROOT)
			.present(Der.changed(LEAF.issuedBy(ROOT), ROOT, (fields) -> fields.set(6, key)));
	}

}
