package dev.sslsocket.testing;

import java.io.IOException;
import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptor;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfoBuilder;
import org.bouncycastle.util.io.pem.PemHeader;

/**
 * The PEM forms of one private key. Immutable; safe for use by many threads.
 */
final class PrivateKeyText {

	private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

	// As many as OpenSSL 3 uses; a demo key needs no more.
	private static final int ITERATIONS = 2048;

	private final PrivateKey privateKey;

	private final PublicKey publicKey;

	PrivateKeyText(PrivateKey privateKey, PublicKey publicKey) {
		this.privateKey = privateKey;
		this.publicKey = publicKey;
	}

	String pkcs8() {
		return Pem.of("PRIVATE KEY", this.privateKey.getEncoded());
	}

	String traditional() {
		return Pem.of(traditionalType(), traditionalDer());
	}

	String encrypted(KeyEncryption encryption, String passphrase) {
		return switch (encryption) {
			case PBES2_AES_256_CBC -> pkcs8(JceOpenSSLPKCS8EncryptorBuilder.AES_256_CBC, passphrase);
			case PBES1_SHA1_3DES -> pkcs8(JceOpenSSLPKCS8EncryptorBuilder.PBE_SHA1_3DES, passphrase);
			case TRADITIONAL_DES_EDE3_CBC -> traditional("DES-EDE3-CBC", passphrase);
			case TRADITIONAL_AES_256_CBC -> traditional("AES-256-CBC", passphrase);
		};
	}

	private String pkcs8(String scheme, String passphrase) {
		JceOpenSSLPKCS8EncryptorBuilder encryptor = new JceOpenSSLPKCS8EncryptorBuilder(
				new ASN1ObjectIdentifier(scheme))
			.setProvider(BOUNCY_CASTLE)
			.setPRF(new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE))
			.setIterationCount(ITERATIONS)
			.setPassword(passphrase.toCharArray());
		try {
			PKCS8EncryptedPrivateKeyInfo encrypted = new PKCS8EncryptedPrivateKeyInfoBuilder(info())
				.build(encryptor.build());
			return Pem.of("ENCRYPTED PRIVATE KEY", encrypted.getEncoded());
		}
		catch (OperatorCreationException | IOException ex) {
			throw new IllegalStateException("Unable to encrypt a private key under " + scheme, ex);
		}
	}

	private String traditional(String cipher, String passphrase) {
		PEMEncryptor encryptor = new JcePEMEncryptorBuilder(cipher).setProvider(BOUNCY_CASTLE)
			.build(passphrase.toCharArray());
		String type = traditionalType();
		try {
			byte[] content = encryptor.encrypt(traditionalDer());
			String iv = HexFormat.of().formatHex(encryptor.getIV()).toUpperCase(Locale.ROOT);
			return Pem.of(type, List.of(new PemHeader("Proc-Type", "4,ENCRYPTED"),
					new PemHeader("DEK-Info", encryptor.getAlgorithm() + "," + iv)), content);
		}
		catch (IOException ex) {
			throw new IllegalStateException("Unable to encrypt a private key under " + cipher, ex);
		}
	}

	private String traditionalType() {
		return switch (this.privateKey.getAlgorithm()) {
			case "RSA" -> "RSA PRIVATE KEY";
			case "EC" -> "EC PRIVATE KEY";
			default -> throw new IllegalStateException(
					this.privateKey.getAlgorithm() + " keys have no traditional PEM form, only PKCS#8");
		};
	}

	private byte[] traditionalDer() {
		try {
			if (this.privateKey instanceof ECPrivateKey ec) {
				return sec1(ec);
			}
			return info().getPrivateKey().getOctets();
		}
		catch (IOException ex) {
			throw new IllegalStateException("Unable to write a private key in its traditional form", ex);
		}
	}

	// The curve and the public key stand outside the SEC1 part in PKCS#8; alone, OpenSSL
	// needs the curve inside (RFC 5915 section 3).
	private byte[] sec1(ECPrivateKey key) throws IOException {
		int bits = key.getParams().getOrder().bitLength();
		BigInteger secret = key.getS();
		SubjectPublicKeyInfo point = SubjectPublicKeyInfo.getInstance(this.publicKey.getEncoded());
		return new org.bouncycastle.asn1.sec.ECPrivateKey(bits, secret, point.getPublicKeyData(),
				info().getPrivateKeyAlgorithm().getParameters())
			.getEncoded("DER");
	}

	private PrivateKeyInfo info() {
		return PrivateKeyInfo.getInstance(this.privateKey.getEncoded());
	}

}
