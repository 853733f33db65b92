package dev.sslsocket.x509;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import javax.security.auth.x500.X500Principal;

import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.testing.program.RunningProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NameHash}: against {@code openssl x509 -subject_hash}.
 */
class NameHashTests {

	@TempDir
	private Path directory;

	@Test
	void ofWhenNameIsEmptyIsTheHashOfNothing() {
		assertThat(NameHash.of(new X500Principal(""))).isEqualTo("eea339da");
	}

	@Test
	void ofWhenOnlyCaseAndBlanksDifferIsTheSame() {
		assertThat(NameHash.of(new X500Principal("CN=Two  Words,O=EXAMPLE")))
			.isEqualTo(NameHash.of(new X500Principal("CN=\\ two words\\ ,O=Example")));
	}

	static Stream<String> names() {
		return Stream.of("CN=plain", "CN=Mixed CASE,O=Example,C=DE", "CN=\\ leading", "CN=trailing\\ ",
				"CN=two  and   three", "CN=a,OU=b,OU=c,O=d,L=e,ST=f,C=DE", "CN=a+OU=b,O=c", "OU=b+CN=a+O=c,C=DE",
				"CN=\u00e4\u00f6\u00fc \u00c4\u00d6\u00dc", "CN=\u4e2d\u6587", "CN=\ud83d\ude00", "CN=a\\,b\\+c\\=d",
				"1.2.840.113549.1.9.1=#16104D61696C404578616D706C652E6F7267,CN=a", "DC=example,DC=org",
				"2.5.4.3=#0c0e2055544638202020537472696e67", "2.5.4.3=#130b5072696e7461626c652053",
				"2.5.4.3=#1408543631e4d6537472", "2.5.4.3=#1e080042004d005000c4",
				"2.5.4.3=#1c0c00000055000000c40001f600", "2.5.4.3=#1a0756697369626c65", "2.5.4.3=#16044941352b",
				"2.5.4.3=#120431323320", "2.5.4.3=#0c00", "2.5.4.3=#0c0320090a", "2.5.4.3=#0c05410b0c0d42",
				"2.5.4.45=#03020780,CN=bits", "1.2.3.4=#0c0141,CN=own", "SERIALNUMBER=A1");
	}

	@RequiresProgram("openssl")
	@ParameterizedTest
	@MethodSource("names")
	void ofWhenOpensslHashesTheNameIsTheSame(String name) throws Exception {
		CertifiedKey ca = CertificateMaker.ca().selfSigned();
		X509Certificate certificate = CertificateMaker.ca().subject(name).issuedBy(ca).certificate();
		Path file = this.directory.resolve("certificate.der");
		Files.write(file, certificate.getEncoded());
		String hash = output("openssl", "x509", "-inform", "DER", "-noout", "-subject_hash", "-in", file.toString());
		if (!hash.isEmpty()) {
			assertThat(NameHash.of(certificate.getSubjectX500Principal())).isEqualTo(hash);
		}
		else {
			// A VisibleString has no place in a name.
			assertThat(name).as("OpenSSL cannot read it").isEqualTo("2.5.4.3=#1a0756697369626c65");
		}
	}

	@RequiresProgram("openssl")
	@Test
	void ofWhenOpensslMadeTheCertificateIsTheSame() throws Exception {
		List<String> subjects = List.of("/CN=a", "/C=DE/O=Example  Org/CN=ROOT ca", "/O=x+OU=y/CN=z",
				"/emailAddress=CA@Example.org/CN=mail", "/DC=org/DC=example/CN=dc");
		for (String subject : subjects) {
			Path file = this.directory.resolve("openssl.pem");
			output("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
					"-multivalue-rdn", "-keyout", this.directory.resolve("key.pem").toString(), "-subj", subject,
					"-out", file.toString());
			String hash = output("openssl", "x509", "-noout", "-subject_hash", "-in", file.toString());
			X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
				.generateCertificate(new ByteArrayInputStream(Files.readAllBytes(file)));
			assertThat(NameHash.of(certificate.getSubjectX500Principal())).as(subject).isEqualTo(hash);
			assertThat(hash).hasSize(8).satisfies(HexFormat::fromHexDigits);
		}
	}

	private static String output(String... command) {
		try (RunningProgram program = RunningProgram.start(command)) {
			program.awaitExit();
			return program.standardOutput().strip();
		}
	}

}
