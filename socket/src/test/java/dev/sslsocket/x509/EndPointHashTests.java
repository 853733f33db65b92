package dev.sslsocket.x509;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;

import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.KeyKind;
import dev.sslsocket.testing.program.RequiresProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EndPointHashTests {

	@TempDir
	private Path directory;

	// RFC 5929 section 4.1: MD5 and SHA-1 give way to SHA-256, every other hash stays.
	@ParameterizedTest(name = "{0} {1}")
	@CsvSource({ "rsa:2048, -md5, sha256", "rsa:2048, -sha1, sha256", "rsa:2048, -sha224, sha224",
			"rsa:2048, -sha256, sha256", "rsa:2048, -sha384, sha384", "rsa:2048, -sha512, sha512",
			"rsa:2048, -sha512-256, sha512-256", "rsa:2048, -sha3-256, sha3-256",
			"rsa:2048, -sha384 -sigopt rsa_padding_mode:pss, sha384",
			"rsa:2048, -sha1 -sigopt rsa_padding_mode:pss, sha256",
			"rsa:2048, -sha512 -sigopt rsa_padding_mode:pss -sigopt rsa_mgf1_md:sha256, sha512",
			"ec -pkeyopt ec_paramgen_curve:P-256, -sha256, sha256",
			"ec -pkeyopt ec_paramgen_curve:P-256, -sha1, sha256",
			"ec -pkeyopt ec_paramgen_curve:P-384, -sha512, sha512" })
	@RequiresProgram("openssl")
	void hashWhenTheIssuerChoseADigestIsByThatOne(String key, String signature, String digest) throws Exception {
		Openssl openssl = new Openssl(this.directory);
		openssl.run("req -x509 -newkey " + key + " -nodes -subj /CN=x -keyout k.pem -out c.pem " + signature);
		String expected = openssl.run("x509 -in c.pem -noout -fingerprint -" + digest).strip().split("=")[1];
		PeerCertificate certificate = PeerCertificate
			.of(Certificates.parse(Material.file(openssl.file("c.pem"))).get(0));
		assertThat(HexFormat.of().formatHex(certificate.tlsServerEndPoint()))
			.isEqualTo(expected.replace(":", "").toLowerCase(Locale.ROOT));
	}

	@Test
	void hashWhenTheSignatureHasNoDigestOfItsOwnIsRefusedWithTheReason() {
		PeerCertificate certificate = PeerCertificate
			.of(CertificateMaker.leaf().key(KeyKind.ED25519).selfSigned().certificate());
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(certificate::tlsServerEndPoint)
			.withMessageContaining("no hash of its own (RFC 5929")
			.withMessageContaining("Use tls-exporter");
	}

}
