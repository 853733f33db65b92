package dev.sslsocket.x509;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.ECPrivateKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.KeyEncryption;
import dev.sslsocket.testing.KeyKind;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class SslIdentityTests {

	private static final CertifiedKey ROOT = CertificateMaker.ca().subject("CN=root").selfSigned();

	private static final CertifiedKey INTERMEDIATE = CertificateMaker.intermediate()
		.subject("CN=intermediate")
		.issuedBy(ROOT);

	private static final CertifiedKey LEAF = CertificateMaker.localhost().subject("CN=leaf").issuedBy(INTERMEDIATE);

	private static final CertifiedKey OTHER = CertificateMaker.leaf()
		.subject("CN=other")
		.key(KeyKind.RSA_2048)
		.issuedBy(ROOT);

	@Test
	void loadWhenFilesAreInOrderKeepsIt(@TempDir Path directory) throws IOException {
		Path certificate = LEAF.writeChain(directory.resolve("server.pem"));
		Path key = LEAF.writePrivateKey(directory.resolve("server-key.pem"));
		SslIdentity identity = SslIdentity.load(certificate, key, Passphrase.none());
		assertThat(identity.chain()).startsWith(LEAF.certificate(), INTERMEDIATE.certificate());
		assertThat(identity.privateKey()).isEqualTo(LEAF.privateKey());
		assertThat(identity.origin()).isEqualTo(certificate + ", " + key);
	}

	@Test
	void loadWhenCertificatesAreShuffledSortsThemFromTheLeaf() {
		SslIdentity identity = SslIdentity.load(pem("chain", ROOT, OTHER, INTERMEDIATE, LEAF, LEAF), key(LEAF),
				Passphrase.none());
		assertThat(identity.chain()).containsExactly(LEAF.certificate(), INTERMEDIATE.certificate(), ROOT.certificate(),
				OTHER.certificate());
	}

	@Test
	void loadWhenIssuersShareANameFollowsTheSignature() {
		CertifiedKey namesake = CertificateMaker.intermediate().subject("CN=intermediate").issuedBy(ROOT);
		SslIdentity identity = SslIdentity.load(pem("chain", LEAF, namesake, INTERMEDIATE), key(LEAF),
				Passphrase.none());
		assertThat(identity.chain()).startsWith(LEAF.certificate(), INTERMEDIATE.certificate());
	}

	@Test
	void loadWhenKeyStandsFirstInTheCertificateFileFindsBoth() {
		Material material = Material
			.inline("bag attributes\n" + LEAF.privateKeyPem() + "subject=CN = leaf\n" + LEAF.certificatePem());
		SslIdentity identity = SslIdentity.load(material, null, Passphrase.none());
		assertThat(identity.chain()).containsExactly(LEAF.certificate());
		assertThat(identity.origin()).isEqualTo("inline PEM");
	}

	@Test
	void loadWhenYamlHasFoldedTheLinesReadsThem() {
		String folded = (LEAF.privateKeyPem() + LEAF.certificatePem()).replace("\n", " ");
		assertThat(SslIdentity.load(Material.inline(folded), null, Passphrase.none()).chain())
			.containsExactly(LEAF.certificate());
	}

	@ParameterizedTest
	@EnumSource(KeyEncryption.class)
	void loadWhenKeyIsEncryptedInTheCertificateFileAsksOnce(KeyEncryption encryption) {
		List<String> asked = new ArrayList<>();
		Material material = Material.of("both.pem",
				bytes(LEAF.certificatePem() + LEAF.encryptedPrivateKeyPem(encryption, "secret")));
		SslIdentity identity = SslIdentity.load(material, null, (what) -> {
			asked.add(what);
			return "secret".toCharArray();
		});
		// The traditional form repeats the curve inside the key, so that the encodings
		// differ.
		assertThat(identity.privateKey()).asInstanceOf(InstanceOfAssertFactories.type(ECPrivateKey.class))
			.extracting(ECPrivateKey::getS)
			.isEqualTo(((ECPrivateKey) LEAF.privateKey()).getS());
		assertThat(asked).hasSize(1);
	}

	@Test
	void loadWhenStoreAndKeyAreEncryptedAsksOnce() {
		List<String> asked = new ArrayList<>();
		char[] passphrase = "secret".toCharArray();
		SslIdentity identity = SslIdentity.load(Material.of("a.p12", LEAF.pkcs12("secret")),
				Material.of("a.key", bytes(LEAF.encryptedPrivateKeyPem(KeyEncryption.PBES2_AES_256_CBC, "secret"))),
				(what) -> {
					asked.add(what);
					return passphrase;
				});
		assertThat(identity.chain()).startsWith(LEAF.certificate(), INTERMEDIATE.certificate());
		assertThat(asked).hasSize(1);
		assertThat(passphrase).containsOnly('\0');
	}

	@Test
	void loadWhenPassphraseSourceThrowsLetsItThrough() {
		Material encrypted = Material.of("a.p12", LEAF.pkcs12("secret"));
		assertThatIllegalStateException().isThrownBy(() -> SslIdentity.load(encrypted, null, (what) -> {
			throw new IllegalStateException("vault is sealed");
		})).withMessage("vault is sealed");
	}

	@Test
	void loadWhenKeyIsOfAnotherCertificateNamesBoth() {
		refused("private-key", () -> SslIdentity.load(pem("server.pem", LEAF, ROOT), key(OTHER), Passphrase.none()),
				"'the.key' (RSA 2048) is not the key of 'server.pem' (CN=leaf, EC 256; CN=root, EC 256)."
						+ " Give the key that belongs to the certificate.");
	}

	@Test
	void loadWhenKeyIsOfAnotherCertificateOfTheSameKindNamesBoth() {
		CertifiedKey rsa = CertificateMaker.leaf().subject("CN=rsa").key(KeyKind.RSA_2048).issuedBy(ROOT);
		refused("private-key", () -> SslIdentity.load(pem("server.pem", rsa), key(OTHER), Passphrase.none()),
				"'the.key' (RSA 2048) is not the key of 'server.pem' (CN=rsa, RSA 2048)."
						+ " Give the key that belongs to the certificate.");
		refused("private-key", () -> SslIdentity.load(pem("server.pem", ROOT), key(LEAF), Passphrase.none()),
				"'the.key' (EC 256) is not the key of 'server.pem' (CN=root, EC 256)."
						+ " Give the key that belongs to the certificate.");
	}

	@Test
	void loadWhenKeyIsMissingSaysWhatToSet() {
		refused("private-key", () -> SslIdentity.load(pem("server.pem", LEAF), null, Passphrase.none()),
				"'server.pem' holds certificates and no private key. Set private-key.");
	}

	@Test
	void loadWhenFilesAreSwappedSaysWhatEachIs() {
		refused("certificate", () -> SslIdentity.load(key(LEAF), pem("server.pem", LEAF), Passphrase.none()),
				"'the.key' holds no certificate: it is PEM with PRIVATE KEY."
						+ " Looked for PEM (CERTIFICATE, X509 CERTIFICATE, TRUSTED CERTIFICATE), DER and PKCS#7.");
		refused("private-key",
				() -> SslIdentity.load(pem("server.pem", LEAF), pem("chain.pem", LEAF, ROOT), Passphrase.none()),
				"'chain.pem' holds no private key: it is PEM with CERTIFICATE (2). Looked for PEM (PRIVATE KEY,"
						+ " ENCRYPTED PRIVATE KEY, RSA PRIVATE KEY, EC PRIVATE KEY), DER and PKCS12.");
		refused("private-key",
				() -> SslIdentity.load(pem("server.pem", LEAF), Material.of("leaf.der", LEAF.certificateDer()),
						Passphrase.none()),
				"'leaf.der' holds no private key: it is a certificate. Looked for PEM (PRIVATE KEY,"
						+ " ENCRYPTED PRIVATE KEY, RSA PRIVATE KEY, EC PRIVATE KEY), DER and PKCS12.");
		refused("certificate",
				() -> SslIdentity.load(Material.of("key.der", LEAF.privateKeyDer()), key(LEAF), Passphrase.none()),
				"'key.der' holds no certificate: it is a private key (PKCS#8)."
						+ " Looked for PEM (CERTIFICATE, X509 CERTIFICATE, TRUSTED CERTIFICATE), DER and PKCS#7.");
	}

	@Test
	void loadWhenFileIsGarbageSaysWhatWasTried() {
		Material garbage = Material.of("notes.txt", bytes("remember the milk"));
		refused("certificate", () -> SslIdentity.load(garbage, key(LEAF), Passphrase.none()),
				"'notes.txt' holds no certificate: it is neither PEM nor DER."
						+ " Looked for PEM (CERTIFICATE, X509 CERTIFICATE, TRUSTED CERTIFICATE), DER and PKCS#7.");
		refused("private-key", () -> SslIdentity.load(pem("server.pem", LEAF), garbage, Passphrase.none()),
				"'notes.txt' holds no private key: it is neither PEM nor DER. Looked for PEM (PRIVATE KEY,"
						+ " ENCRYPTED PRIVATE KEY, RSA PRIVATE KEY, EC PRIVATE KEY), DER and PKCS12.");
	}

	@Test
	void loadWhenFileIsAJavaKeyStoreSaysHowToTurnItIntoPkcs12() {
		byte[] magic = { (byte) 0xfe, (byte) 0xed, (byte) 0xfe, (byte) 0xed, 0, 0, 0, 2 };
		refused("certificate", () -> SslIdentity.load(Material.of("old.jks", magic), null, Passphrase.none()),
				"'old.jks' holds no certificate: it is a Java key store (JKS); \"keytool -importkeystore"
						+ " -deststoretype pkcs12\" turns it into PKCS12."
						+ " Looked for PEM (CERTIFICATE, X509 CERTIFICATE, TRUSTED CERTIFICATE), DER and PKCS#7.");
	}

	@Test
	void loadWhenDerIsCutShortSaysHowMuchIsThere() {
		byte[] key = OTHER.privateKeyDer();
		Material half = Material.of("half.der", Arrays.copyOf(key, key.length / 2));
		refused("private-key", () -> SslIdentity.load(pem("server.pem", LEAF), half, Passphrase.none()),
				"'half.der' is cut short: its DER announces " + key.length + " bytes, " + key.length / 2
						+ " are there.");
	}

	@Test
	void loadWhenPemIsDamagedNamesTheBlockAndNoneOfItsBytes() {
		String pem = LEAF.certificatePem() + LEAF.privateKeyPem().replaceFirst("\nM", "\n?");
		refused("certificate", () -> SslIdentity.load(Material.inline(pem), null, Passphrase.none()),
				"block 2 of inline PEM (PRIVATE KEY) is damaged: not base64.");
	}

	@Test
	void loadWhenKeyIsInsideOutSaysItIsDamaged() {
		byte[] key = OTHER.privateKeyDer();
		Arrays.fill(key, 40, key.length, (byte) 0);
		refused("private-key",
				() -> SslIdentity.load(pem("server.pem", LEAF), Material.of("zeros.der", key), Passphrase.none()),
				"the private key of 'zeros.der' (RSA) is damaged.");
	}

	@Test
	void loadWhenFileIsMissingNamesTheSetting(@TempDir Path directory) throws IOException {
		Path certificate = LEAF.writeChain(directory.resolve("server.pem"));
		Path missing = directory.resolve("serve.pem");
		refused("certificate", () -> SslIdentity.load(missing, certificate, Passphrase.none()),
				"'" + missing + "' does not exist. Similar: " + certificate);
		refused("private-key", () -> SslIdentity.load(certificate, missing, Passphrase.none()),
				"'" + missing + "' does not exist. Similar: " + certificate);
		Path empty = Files.createFile(directory.resolve("empty.pem"));
		refused("private-key", () -> SslIdentity.load(certificate, empty, Passphrase.none()),
				"'" + empty + "' is empty.");
	}

	@Test
	void ofWhenKeyFitsTakesTheChainInAnyOrder() {
		SslIdentity identity = SslIdentity.of(LEAF.privateKey(), INTERMEDIATE.certificate(), LEAF.certificate());
		assertThat(identity.chain()).containsExactly(LEAF.certificate(), INTERMEDIATE.certificate());
		assertThat(identity.origin()).isEqualTo("given by the application");
	}

	@Test
	void ofWhenThereIsNoCertificateOrNoneThatFitsIsRefused() {
		refused("certificate", () -> SslIdentity.of(LEAF.privateKey()), "no certificate is given for the private key.");
		refused("private-key", () -> SslIdentity.of(LEAF.privateKey(), OTHER.certificate()),
				"the given private key (EC 256) is not the key of the given certificate (CN=other, RSA 2048)."
						+ " Give the key that belongs to the certificate.");
	}

	@Test
	void fingerprintWhenLoadedIsThatOfTheLeaf() {
		SslIdentity identity = SslIdentity.of(LEAF.privateKey(), LEAF.certificate());
		assertThat("sha256$" + identity.fingerprint())
			.isEqualTo(PeerCertificate.of(LEAF.certificate()).fingerprint("sha256"));
	}

	@Test
	void toStringWhenLoadedShowsNoKey() {
		assertThat(SslIdentity.of(LEAF.privateKey(), LEAF.certificate()))
			.hasToString("CN=leaf (EC 256, given by the application)");
	}

	private static void refused(String setting, ThrowingCallable code, String message) {
		assertThatExceptionOfType(SslConfigurationException.class).isThrownBy(code)
			.withMessage(message)
			.satisfies((ex) -> assertThat(ex.setting()).isEqualTo(setting));
	}

	private static Material key(CertifiedKey certified) {
		return Material.of("the.key", bytes(certified.privateKeyPem()));
	}

	private static Material pem(String name, CertifiedKey... certified) {
		StringBuilder text = new StringBuilder();
		for (CertifiedKey each : certified) {
			text.append(each.certificatePem());
		}
		return Material.of(name, bytes(text.toString()));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
