package dev.sslsocket.x509;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

import dev.sslsocket.failure.SslConfigurationException;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;

/**
 * Opens encrypted private keys: PKCS#8 by PBES2 or PBES1 (RFC 8018, RFC 7292), and the
 * traditional {@code Proc-Type: 4,ENCRYPTED} form of OpenSSL.
 */
final class EncryptedKeys {

	private static final String HEADER = "DEK-Info";

	private EncryptedKeys() {
	}

	/** Opens an EncryptedPrivateKeyInfo. */
	static PrivateKeyInfo openPkcs8(byte[] der, Material material, AskedPassphrase passphrase) {
		PKCS8EncryptedPrivateKeyInfo encrypted;
		String what;
		try {
			encrypted = new PKCS8EncryptedPrivateKeyInfo(der);
			what = material.quoted() + " (PKCS#8, "
					+ AlgorithmNames.cipher(encrypted.toASN1Structure().getEncryptionAlgorithm()) + ")";
		}
		catch (IOException | IllegalArgumentException ex) {
			throw new SslConfigurationException("",
					"the encrypted private key of " + material.quoted() + " is damaged.", ex);
		}
		char[] characters = passphrase.open(what);
		try {
			return encrypted.decryptPrivateKeyInfo(
					new JcePKCSPBEInputDecryptorProviderBuilder().setProvider(BouncyCastle.PROVIDER).build(characters));
		}
		catch (PKCSException | IllegalArgumentException ex) {
			// A wrong pass phrase shows as bad padding, or as bytes that are no key.
			throw AskedPassphrase.refused(what, ex);
		}
	}

	/** Opens a traditional block; returns a PKCS#1 or SEC1 key. */
	static byte[] openTraditional(PemBlock block, Material material, AskedPassphrase passphrase) {
		String[] info = block.headers().getOrDefault(HEADER, "").split(",");
		if (info.length != 2) {
			throw new SslConfigurationException("", "the encrypted private key of " + material.quoted()
					+ " has no usable DEK-Info header: it is damaged.");
		}
		String container = block.label().startsWith("RSA") ? "PKCS#1"
				: block.label().startsWith("EC") ? "SEC1" : "traditional";
		String what = material.quoted() + " (" + container + ", " + info[0].strip() + ")";
		char[] bytesAsCharacters = utf8AsCharacters(passphrase.open(what));
		try {
			byte[] key = new JcePEMDecryptorProviderBuilder().setProvider(BouncyCastle.PROVIDER)
				.build(bytesAsCharacters)
				.get(info[0].strip())
				.decrypt(block.content(), HexFormat.of().parseHex(info[1].strip()));
			if (!DerValues.beginsWithOne(key)) {
				throw AskedPassphrase.refused(what, null);
			}
			return key;
		}
		catch (PEMException | OperatorCreationException ex) {
			throw AskedPassphrase.refused(what, ex);
		}
		catch (SslConfigurationException ex) {
			throw ex;
		}
		catch (IllegalArgumentException ex) {
			throw AskedPassphrase.refused(what, ex);
		}
		finally {
			Arrays.fill(bytesAsCharacters, '\0');
		}
	}

	/**
	 * OpenSSL takes the bytes of the pass phrase as typed, which is UTF-8 today; Bouncy
	 * Castle takes the lower half of each character. One character per byte suits both.
	 */
	private static char[] utf8AsCharacters(char[] passphrase) {
		java.nio.ByteBuffer bytes = StandardCharsets.UTF_8.encode(java.nio.CharBuffer.wrap(passphrase));
		char[] characters = new char[bytes.remaining()];
		for (int i = 0; i < characters.length; i++) {
			characters[i] = (char) (bytes.get(i) & 0xff);
		}
		Arrays.fill(bytes.array(), (byte) 0);
		return characters;
	}

}
