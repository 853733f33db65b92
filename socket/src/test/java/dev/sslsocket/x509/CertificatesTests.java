package dev.sslsocket.x509;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.program.RequiresProgram;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CertificatesTests {

	private static final String LOOKED_FOR = " Looked for PEM (CERTIFICATE, X509 CERTIFICATE, TRUSTED CERTIFICATE),"
			+ " DER and PKCS#7.";

	private static final CertifiedKey ONE = CertificateMaker.ca().subject("CN=one").selfSigned();

	private static final CertifiedKey TWO = CertificateMaker.ca().subject("CN=two").selfSigned();

	@Test
	void parseWhenPemHoldsOtherThingsTakesTheCertificatesInOrder() {
		String pem = "\ufeff" + ONE.certificatePem() + "# comment\r\n" + ONE.privateKeyPem() + "\n"
				+ TWO.certificatePem().replace("\n", "\r\n").replace("CERTIFICATE", "X509 CERTIFICATE");
		assertThat(Certificates.parse(Material.of("m", pem.getBytes(StandardCharsets.UTF_8))))
			.containsExactly(ONE.certificate(), TWO.certificate());
	}

	@Test
	void parseWhenBlockIsCommentedOutLeavesItOut() {
		String pem = ONE.certificatePem() + TWO.certificatePem().replaceAll("(?m)^", "# ");
		assertThat(Certificates.parse(material(pem))).containsExactly(ONE.certificate());
	}

	@Test
	void parseWhenDerTakesOneAfterTheOther() throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		bytes.write(ONE.certificateDer());
		bytes.write(TWO.certificateDer());
		bytes.write('\n');
		assertThat(Certificates.parse(Material.of("m", bytes.toByteArray()))).containsExactly(ONE.certificate(),
				TWO.certificate());
	}

	@ParameterizedTest
	@ValueSource(strings = { "PEM", "DER" })
	void parseWhenPkcs7TakesAllOfIt(String form) throws Exception {
		byte[] der = CertificateFactory.getInstance("X.509")
			.generateCertPath(List.of(ONE.certificate(), TWO.certificate()))
			.getEncoded("PKCS7");
		byte[] bytes = form.equals("DER") ? der
				: ("-----BEGIN PKCS7-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END PKCS7-----\n")
					.getBytes(StandardCharsets.US_ASCII);
		assertThat(Certificates.parse(Material.of("m", bytes))).containsExactlyInAnyOrder(ONE.certificate(),
				TWO.certificate());
	}

	@Test
	@RequiresProgram("openssl")
	void parseWhenTrustedCertificateDropsItsTrustSettings(@TempDir Path directory) throws Exception {
		Openssl openssl = new Openssl(directory, "RSA");
		openssl.run("x509 -in RSA.crt -trustout -addtrust serverAuth -setalias name -out trusted.pem");
		assertThat(Files.readString(openssl.file("trusted.pem"))).contains("TRUSTED CERTIFICATE");
		assertThat(Certificates.parse(Material.file(openssl.file("trusted.pem"))))
			.containsExactly((X509Certificate) CertificateFactory.getInstance("X.509")
				.generateCertificate(new ByteArrayInputStream(openssl.read("RSA.crt"))));
	}

	@Test
	void parseWhenThereIsNoneSaysWhatThereIs() {
		refused(material("hello"), "'m' holds no certificate: it is neither PEM nor DER." + LOOKED_FOR);
		refused(material(ONE.privateKeyPem()), "'m' holds no certificate: it is PEM with PRIVATE KEY." + LOOKED_FOR);
		refused(Material.of("m", ONE.pkcs12("secret")), "'m' holds no certificate: it is a PKCS12 store." + LOOKED_FOR);
		refused(Material.of("m", new byte[] { 0x30, 0x03, 0x02, 0x01, 0x05 }),
				"'m' holds no certificate: it is unknown DER." + LOOKED_FOR);
	}

	@Test
	void parseWhenCutShortSaysSo() {
		String pem = ONE.certificatePem();
		refused(material(pem.substring(0, pem.length() - 40)),
				"block 1 of 'm' (CERTIFICATE) has no END line: the file is cut short.");
		refused(material(TWO.certificatePem() + pem.substring(0, pem.length() - 40) + TWO.certificatePem()),
				"block 2 of 'm' (CERTIFICATE) has no END line: the file is cut short.");
		byte[] der = ONE.certificateDer();
		refused(Material.of("m", Arrays.copyOf(der, 100)),
				"'m' is cut short: its DER announces " + der.length + " bytes, 100 are there.");
	}

	@Test
	void parseWhenDamagedSaysWhichBlock() {
		refused(material(ONE.certificatePem().replaceFirst("\nM", "\n*")),
				"block 1 of 'm' (CERTIFICATE) is damaged: not base64.");
		refused(material("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----"),
				"block 1 of 'm' (CERTIFICATE) is empty.");
	}

	@Test
	void parseWhenContentIsNoCertificateSaysWhichOne() {
		byte[] der = ONE.certificateDer();
		Arrays.fill(der, 10, 60, (byte) 0x55);
		assertThatExceptionOfType(SslConfigurationException.class)
			.isThrownBy(() -> Certificates.parse(Material.of("m", der)))
			.withMessageContaining("'m' is damaged");
	}

	private static Material material(String text) {
		return Material.of("m", text.getBytes(StandardCharsets.ISO_8859_1));
	}

	private static void refused(Material material, String message) {
		ThrowingCallable parsing = () -> Certificates.parse(material);
		assertThatExceptionOfType(SslConfigurationException.class).isThrownBy(parsing)
			.withMessage(message)
			.satisfies((ex) -> assertThat(ex.setting()).isEmpty());
	}

}
