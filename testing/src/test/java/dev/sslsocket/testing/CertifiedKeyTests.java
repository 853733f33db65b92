package dev.sslsocket.testing;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class CertifiedKeyTests {

	private static final CertifiedKey root = CertificateMaker.ca().selfSigned();

	private static final CertifiedKey between = CertificateMaker.intermediate().issuedBy(root);

	private static final CertifiedKey leaf = CertificateMaker.localhost().issuedBy(between);

	@Test
	void chainLeavesTheRootOut() {
		assertThat(leaf.chain()).containsExactly(leaf.certificate(), between.certificate());
		assertThat(between.chain()).containsExactly(between.certificate());
		assertThat(root.chain()).containsExactly(root.certificate());
	}

	@Test
	void issuerIsEmptyForTheRootOnly() {
		assertThat(leaf.issuer()).contains(between);
		assertThat(root.issuer()).isEmpty();
	}

	@Test
	void pemHoldsTheChain() throws Exception {
		CertificateFactory factory = CertificateFactory.getInstance("X.509");
		byte[] pem = leaf.pem().getBytes(StandardCharsets.US_ASCII);
		assertThat(factory.generateCertificates(new ByteArrayInputStream(pem)).toArray())
			.containsExactly(leaf.certificate(), between.certificate());
		assertThat(leaf.certificatePem()).isEqualTo(leaf.pem().substring(0, leaf.certificatePem().length()));
		assertThat(factory.generateCertificate(new ByteArrayInputStream(leaf.certificateDer())))
			.isEqualTo(leaf.certificate());
	}

	@Test
	void privateKeyPemIsPkcs8() throws Exception {
		String base64 = leaf.privateKeyPem().replaceAll("-----.*-----|\n", "");
		assertThat(leaf.privateKeyPem()).startsWith("-----BEGIN PRIVATE KEY-----\n");
		assertThat(Base64.getDecoder().decode(base64)).isEqualTo(leaf.privateKeyDer());
		assertThat(KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(leaf.privateKeyDer())))
			.isEqualTo(leaf.privateKey());
	}

	@ParameterizedTest
	@CsvSource({ "PBES2_AES_256_CBC,ENCRYPTED PRIVATE KEY", "PBES1_SHA1_3DES,ENCRYPTED PRIVATE KEY",
			"TRADITIONAL_DES_EDE3_CBC,EC PRIVATE KEY", "TRADITIONAL_AES_256_CBC,EC PRIVATE KEY" })
	void encryptedKeyIsOfTheNamedType(KeyEncryption encryption, String type) {
		assertThat(leaf.encryptedPrivateKeyPem(encryption, "secret")).startsWith("-----BEGIN " + type + "-----\n")
			.endsWith("-----END " + type + "-----\n");
	}

	@Test
	void traditionalFormWhenTheAlgorithmHasNoneIsRefused() {
		CertifiedKey edwards = CertificateMaker.leaf().key(KeyKind.ED25519).selfSigned();
		assertThatIllegalStateException().isThrownBy(edwards::traditionalPrivateKeyPem)
			.withMessageContaining("only PKCS#8");
	}

	@Test
	void pkcs12OpensWithThePassphrase() throws Exception {
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(new ByteArrayInputStream(leaf.pkcs12("secret")), "secret".toCharArray());
		assertThat(store.getKey("key", "secret".toCharArray())).isEqualTo(leaf.privateKey());
		assertThat(store.getCertificateChain("key")).containsExactly(leaf.certificate(), between.certificate());
	}

	@Test
	void filesHoldThePemTexts(@TempDir Path directory) throws Exception {
		assertThat(Files.readString(leaf.writeChain(directory.resolve("chain.pem")))).isEqualTo(leaf.pem());
		assertThat(Files.readString(leaf.writePrivateKey(directory.resolve("key.pem"))))
			.isEqualTo(leaf.privateKeyPem());
	}

	@Test
	void textFormNamesTheSubjectOnly() {
		assertThat(leaf).hasToString("CertifiedKey[CN=localhost]");
	}

}
