package dev.sslsocket.x509;

import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.stream.Stream;

import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.CrlMaker;
import dev.sslsocket.testing.KeyEncryption;
import dev.sslsocket.testing.KeyKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever the bytes are, the answer is a result or a refusal that a person can read, and
 * it never shows what the bytes were.
 */
class DamagedMaterialTests {

	private static final String PASSPHRASE = "correct horse battery staple";

	private static final CertifiedKey EC = CertificateMaker.leaf().selfSigned();

	private static final CertifiedKey RSA = CertificateMaker.leaf().key(KeyKind.RSA_2048).selfSigned();

	private static final Material BOTH = Material.of("both.pem", bytes(EC.certificatePem() + RSA.certificatePem()));

	static Stream<Arguments> forms() {
		return Stream.of(Arguments.of("certificate DER", EC.certificateDer()),
				Arguments.of("PKCS#8 EC DER", EC.privateKeyDer()), Arguments.of("PKCS#8 RSA DER", RSA.privateKeyDer()),
				Arguments.of("PKCS12", EC.pkcs12(PASSPHRASE)),
				Arguments.of("CRL DER", CrlMaker.issuedBy(CertificateMaker.ca().selfSigned()).revoke(EC).der()),
				Arguments.of("PEM", bytes(EC.certificatePem() + EC.privateKeyPem())),
				Arguments.of("SEC1 PEM", bytes(EC.certificatePem() + EC.traditionalPrivateKeyPem())),
				Arguments.of("PKCS#1 DER", der(RSA.traditionalPrivateKeyPem())),
				Arguments.of("SEC1 DER", der(EC.traditionalPrivateKeyPem())),
				Arguments.of("encrypted PKCS#8 DER",
						der(EC.encryptedPrivateKeyPem(KeyEncryption.PBES2_AES_256_CBC, PASSPHRASE))),
				Arguments.of("encrypted traditional PEM", bytes(EC.certificatePem()
						+ EC.encryptedPrivateKeyPem(KeyEncryption.TRADITIONAL_AES_256_CBC, PASSPHRASE))));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("forms")
	void loadWhenBytesAreFlippedAnswersOrRefuses(String form, byte[] original) {
		Random random = new Random(20261123);
		int refused = 0;
		for (int round = 0; round < 50; round++) {
			byte[] bytes = original.clone();
			for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
				bytes[random.nextInt((round % 2 == 0) ? Math.min(64, bytes.length) : bytes.length)] = (byte) random
					.nextInt(256);
			}
			refused += tryAll(Material.of("m", bytes));
		}
		assertThat(refused).isPositive();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("forms")
	void loadWhenBytesAreCutOffRefuses(String form, byte[] original) {
		for (int length = 1; length < original.length - 50; length += 1 + original.length / 25) {
			Material cut = Material.of("m", Arrays.copyOf(original, length));
			// The certificate in front of a key may be whole.
			assertThat(tryAll(cut)).isGreaterThanOrEqualTo(2);
			assertThat(refused(cut, () -> identity(cut))).isEqualTo(1);
		}
	}

	@Test
	void loadWhenLabelAndContentDisagreeRefuses() {
		String key = EC.privateKeyPem().replace("PRIVATE KEY", "CERTIFICATE");
		assertThat(tryAll(Material.inline(key))).isEqualTo(3);
		String text = "-----BEGIN LABEL-----\naGVsbG8=\n-----END LABEL-----\n";
		for (String label : new String[] { "CERTIFICATE", "TRUSTED CERTIFICATE", "PKCS7", "X509 CRL", "PRIVATE KEY",
				"EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY" }) {
			assertThat(tryAll(Material.inline(text.replace("LABEL", label)))).as(label).isEqualTo(3);
		}
	}

	@Test
	void loadWhenSomethingWasReadLeavesTheProvidersOfTheJvmAlone() {
		tryAll(Material.of("m", EC.pkcs12(PASSPHRASE)));
		assertThat(Security.getProviders()).extracting(Provider::getName).doesNotContain("BC");
	}

	/** Reads the bytes as everything; returns how many refused. */
	private static int tryAll(Material material) {
		return refused(material, () -> Certificates.parse(material))
				+ refused(material, () -> CertificateRevocationLists.parse(material))
				+ refused(material, () -> identity(material));
	}

	private static void identity(Material key) {
		SslIdentity.load(BOTH, key, Passphrase.of(PASSPHRASE.toCharArray()));
	}

	private static int refused(Material material, Runnable reading) {
		try {
			reading.run();
			return 0;
		}
		catch (SslConfigurationException ex) {
			String content = new String(material.content(), StandardCharsets.ISO_8859_1);
			for (Throwable each = ex; each != null; each = each.getCause()) {
				String message = String.valueOf(each.getMessage());
				assertThat(message).doesNotContain(PASSPHRASE);
				Stream.of(content.split("[\r\n]+"))
					.filter((line) -> line.length() >= 32)
					.forEach((line) -> assertThat(message).doesNotContain(line));
			}
			return 1;
		}
	}

	private static byte[] der(String pem) {
		return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z0-9 ]+-----", ""));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
