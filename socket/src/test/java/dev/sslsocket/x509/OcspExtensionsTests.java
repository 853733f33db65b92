package dev.sslsocket.x509;

import java.security.cert.X509Certificate;
import java.util.HexFormat;

import dev.sslsocket.testing.CertificateMaker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OcspExtensions}.
 */
class OcspExtensionsTests {

	private static final String AIA = "1.3.6.1.5.5.7.1.1";

	private static final String TLS_FEATURE = "1.3.6.1.5.5.7.1.24";

	@Test
	void respondersWhenNamedAreRead() {
		X509Certificate certificate = CertificateMaker.leaf()
			.ocspResponder("http://ocsp.example/a")
			.selfSigned()
			.certificate();
		assertThat(OcspExtensions.responders(certificate)).containsExactly("http://ocsp.example/a");
	}

	@Test
	void respondersWhenOtherThingsAreNamedAreNone() {
		assertThat(OcspExtensions.responders(CertificateMaker.leaf().selfSigned().certificate())).isEmpty();
		// caIssuers, and a directory name for OCSP.
		assertThat(OcspExtensions.responders(with(AIA, "301630140608 2b06010505073002 8608 687474703a2f2f78")))
			.isEmpty();
		assertThat(OcspExtensions.responders(with(AIA, "3010300e0608 2b06010505073001 a402 3000"))).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "''", "00", "3003020105", "30020400", "3000" })
	void respondersWhenUnreadableAreNone(String der) {
		assertThat(OcspExtensions.responders(with(AIA, der))).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "3003020105, true", "3003020111, false", "3006020111020105, true", "3000, false", "00, true",
			"3002040105, true" })
	void demandWhenOfTheTlsFeatureIsStatusRequestOrUnreadable(String der, boolean demanded) {
		assertThat(OcspExtensions.demandStaple(with(TLS_FEATURE, der))).isEqualTo(demanded);
	}

	@Test
	void demandWhenThereIsNoTlsFeatureIsNone() {
		assertThat(OcspExtensions.demandStaple(CertificateMaker.leaf().selfSigned().certificate())).isFalse();
	}

	private static X509Certificate with(String oid, String der) {
		return CertificateMaker.leaf()
			.extension(oid, HexFormat.of().parseHex(der.replace(" ", "")))
			.selfSigned()
			.certificate();
	}

}
