package dev.sslsocket.x509;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.sslsocket.failure.SslConfigurationException;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
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

	// RFC 1421 section 4.6.1.3: the cipher and, in hex, its initialisation vector.
	private static final Pattern DEK_INFO = Pattern.compile("([A-Z0-9-]+)\\s*,\\s*((?:[0-9A-Fa-f]{2})+)");

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
		catch (IOException | IllegalArgumentException | IllegalStateException ex) {
			throw new SslConfigurationException("",
					"the encrypted private key of " + material.quoted() + " is damaged.", ex);
		}
		AlgorithmIdentifier scheme = encrypted.toASN1Structure().getEncryptionAlgorithm();
		char[] asked = passphrase.open(what);
		char[] characters = isPkcs5Scheme1(scheme) ? utf8AsCharacters(asked) : asked.clone();
		try {
			return encrypted.decryptPrivateKeyInfo(
					new JcePKCSPBEInputDecryptorProviderBuilder().setProvider(BouncyCastle.PROVIDER).build(characters));
		}
		catch (PKCSException | IllegalArgumentException | IllegalStateException ex) {
			// A wrong pass phrase shows as bad padding, or as bytes that are no key.
			throw AskedPassphrase.refused(what, ex);
		}
		finally {
			Arrays.fill(characters, '\0');
		}
	}

	/** Opens a traditional block; returns a PKCS#1 or SEC1 key. */
	static byte[] openTraditional(PemBlock block, Material material, AskedPassphrase passphrase) {
		Matcher info = DEK_INFO.matcher(block.headers().getOrDefault("DEK-Info", ""));
		if (!info.matches()) {
			throw new SslConfigurationException("", "the encrypted private key of " + material.quoted()
					+ " has no usable DEK-Info header: it is damaged.");
		}
		String container = block.label().startsWith("RSA") ? "PKCS#1"
				: block.label().startsWith("EC") ? "SEC1" : "traditional";
		String what = material.quoted() + " (" + container + ", " + info.group(1) + ")";
		byte[] key;
		try {
			key = new JcePEMDecryptorProviderBuilder().setProvider(BouncyCastle.PROVIDER)
				.build(passphrase.open(what))
				.get(info.group(1))
				.decrypt(block.content(), HexFormat.of().parseHex(info.group(2)));
		}
		catch (PEMException | OperatorCreationException ex) {
			throw AskedPassphrase.refused(what, ex);
		}
		if (!DerValues.beginsWithOne(key)) {
			throw AskedPassphrase.refused(what, null);
		}
		return key;
	}

	private static boolean isPkcs5Scheme1(AlgorithmIdentifier scheme) {
		return scheme.getAlgorithm().on(PKCSObjectIdentifiers.pkcs_5)
				&& !PKCSObjectIdentifiers.id_PBES2.equals(scheme.getAlgorithm());
	}

	/**
	 * OpenSSL takes the bytes of the pass phrase as typed, which is UTF-8 today. Bouncy
	 * Castle does so too, but for this oldest scheme it takes the lower half of each
	 * character: one character per byte suits both.
	 */
	private static char[] utf8AsCharacters(char[] passphrase) {
		ByteBuffer bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(passphrase));
		char[] characters = new char[bytes.remaining()];
		for (int i = 0; i < characters.length; i++) {
			characters[i] = (char) (bytes.get(i) & 0xff);
		}
		Arrays.fill(bytes.array(), (byte) 0);
		return characters;
	}

}
