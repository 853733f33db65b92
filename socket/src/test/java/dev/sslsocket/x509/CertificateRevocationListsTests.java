package dev.sslsocket.x509;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.CrlMaker;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CertificateRevocationListsTests {

	private static final CertifiedKey CA = CertificateMaker.ca().selfSigned();

	private static final CrlMaker EMPTY = CrlMaker.issuedBy(CA);

	private static final CrlMaker FULL = CrlMaker.issuedBy(CertificateMaker.ca().subject("CN=other").selfSigned())
		.revoke(CertificateMaker.leaf().issuedBy(CA));

	@Test
	void parseWhenPemTakesAllOfThem() {
		byte[] pem = (EMPTY.pem() + CA.certificatePem() + FULL.pem()).getBytes(StandardCharsets.US_ASCII);
		assertThat(CertificateRevocationLists.parse(Material.of("m", pem))).satisfies((read) -> {
			assertThat(read.lists()).extracting(RevocationList::size).containsExactly(0, 1);
			assertThat(read.certificates()).containsExactly(CA.certificate());
		});
	}

	@Test
	void parseWhenDerTakesAllOfThem() throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		bytes.write(EMPTY.der());
		bytes.write(FULL.der());
		assertThat(CertificateRevocationLists.parse(Material.of("m", bytes.toByteArray())).lists()).hasSize(2);
	}

	@Test
	void parseWhenThereIsNoneSaysWhatThereIs() {
		refused(Material.of("m", CA.certificateDer()),
				"'m' holds no certificate revocation list: it is a certificate. Looked for PEM (X509 CRL) and DER.");
		refused(Material.inline(CA.pem()), "inline PEM holds no certificate revocation list:"
				+ " it is PEM with CERTIFICATE. Looked for PEM (X509 CRL) and DER.");
	}

	@Test
	void parseWhenCertificateIsWantedSaysItIsARevocationList() {
		assertThatExceptionOfType(SslConfigurationException.class)
			.isThrownBy(() -> Certificates.parse(Material.of("m", EMPTY.der())))
			.withMessageStartingWith("'m' holds no certificate: it is a revocation list.");
	}

	@Test
	void parseWhenDamagedSaysWhichOne() {
		String damaged = "-----BEGIN X509 CRL-----\nMAMCAQU=\n-----END X509 CRL-----\n";
		byte[] pem = (EMPTY.pem() + damaged).getBytes(StandardCharsets.US_ASCII);
		assertThatExceptionOfType(SslConfigurationException.class)
			.isThrownBy(() -> CertificateRevocationLists.parse(Material.of("m", pem)))
			.withMessageStartingWith("revocation list 2 of 'm' is damaged: ");
	}

	private static void refused(Material material, String message) {
		assertThatExceptionOfType(SslConfigurationException.class)
			.isThrownBy(() -> CertificateRevocationLists.parse(material))
			.withMessage(message)
			.satisfies((ex) -> assertThat(ex.setting()).isEmpty());
	}

}
