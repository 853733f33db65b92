package dev.sslsocket.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.testing.program.RunningProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

@RequiresProgram("openssl")
class OpensslReadsTests {

	@TempDir
	private Path directory;

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = { "RSA_3072", "RSA_4096" })
	void chainOfKeyKindIsVerified(KeyKind kind) throws Exception {
		CertifiedKey root = CertificateMaker.ca().key(kind).selfSigned();
		CertifiedKey between = CertificateMaker.intermediate().key(kind).issuedBy(root);
		CertifiedKey leaf = CertificateMaker.localhost().key(kind).issuedBy(between);
		assertThat(openssl("verify", "-auth_level", "0", "-x509_strict", "-verify_hostname", "localhost", "-verify_ip",
				"::1", "-CAfile", write("root.pem", root.pem()), "-untrusted", write("between.pem", between.pem()),
				write("leaf.pem", leaf.pem())))
			.contains("leaf.pem: OK");
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = { "RSA_3072", "RSA_4096" })
	void plainKeyOfKindFitsItsCertificate(KeyKind kind) throws Exception {
		CertifiedKey key = CertificateMaker.leaf().key(kind).selfSigned();
		assertThat(publicKey("-in", write("key.pem", key.privateKeyPem()))).isEqualTo(publicKeyOf(key));
		Files.write(this.directory.resolve("key.der"), key.privateKeyDer());
		assertThat(publicKey("-inform", "DER", "-in", this.directory.resolve("key.der").toString()))
			.isEqualTo(publicKeyOf(key));
	}

	@ParameterizedTest
	@EnumSource(names = { "RSA_2048", "EC_P256", "EC_P384" })
	void traditionalKeyFitsItsCertificate(KeyKind kind) throws Exception {
		CertifiedKey key = CertificateMaker.leaf().key(kind).selfSigned();
		assertThat(publicKey("-in", write("key.pem", key.traditionalPrivateKeyPem()))).isEqualTo(publicKeyOf(key));
	}

	@ParameterizedTest
	@MethodSource("encryptedForms")
	void encryptedKeyOpensWithThePassphrase(KeyKind kind, KeyEncryption encryption) throws Exception {
		CertifiedKey key = CertificateMaker.leaf().key(kind).selfSigned();
		String file = write("key.pem", key.encryptedPrivateKeyPem(encryption, "secret"));
		assertThat(publicKey("-passin", "pass:secret", "-in", file)).isEqualTo(publicKeyOf(key));
		assertThat(publicKey("-passin", "pass:wrong", "-in", file)).isEmpty();
	}

	@Test
	void revokedCertificateIsRefused() throws Exception {
		CertifiedKey ca = CertificateMaker.ca().selfSigned();
		CertifiedKey stolen = CertificateMaker.leaf().issuedBy(ca);
		CertifiedKey sound = CertificateMaker.leaf().issuedBy(ca);
		String anchors = write("ca.pem", ca.pem() + CrlMaker.issuedBy(ca).revoke(stolen).pem());
		assertThat(openssl("verify", "-crl_check", "-CAfile", anchors, write("stolen.pem", stolen.pem())))
			.contains("certificate revoked");
		assertThat(openssl("verify", "-crl_check", "-CAfile", anchors, write("sound.pem", sound.pem())))
			.contains("sound.pem: OK");
	}

	@Test
	void pkcs12OpensWithThePassphrase() throws Exception {
		CertifiedKey key = CertificateMaker.localhost().issuedBy(CertificateMaker.ca().selfSigned());
		Path file = Files.write(this.directory.resolve("key.p12"), key.pkcs12("secret"));
		assertThat(openssl("pkcs12", "-in", file.toString(), "-nodes", "-passin", "pass:secret"))
			.contains("BEGIN PRIVATE KEY", "BEGIN CERTIFICATE");
	}

	private static Stream<Arguments> encryptedForms() {
		return Stream.of(KeyEncryption.values())
			.flatMap((encryption) -> Stream.of(KeyKind.RSA_2048, KeyKind.EC_P256)
				.map((kind) -> Arguments.of(kind, encryption)));
	}

	private String publicKeyOf(CertifiedKey key) throws IOException {
		return openssl("x509", "-noout", "-pubkey", "-in", write("cert.pem", key.pem()));
	}

	private static String publicKey(String... arguments) {
		return openssl(Stream.concat(Stream.of("pkey", "-pubout"), Stream.of(arguments)).toArray(String[]::new));
	}

	private String write(String name, String text) throws IOException {
		return Files.writeString(this.directory.resolve(name), text).toString();
	}

	// Errors of "verify" stand on standard error; an error of "pkey" leaves the output
	// empty.
	private static String openssl(String... arguments) {
		String[] command = Stream.concat(Stream.of("openssl"), Stream.of(arguments)).toArray(String[]::new);
		try (RunningProgram openssl = RunningProgram.start(command)) {
			openssl.awaitExit();
			return arguments[0].equals("verify") ? openssl.standardOutput() + openssl.standardError()
					: openssl.standardOutput();
		}
	}

}
