package dev.sslsocket.cipher;

import java.util.Arrays;
import java.util.List;

import javax.net.ssl.SSLContext;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CipherNames}.
 */
class CipherNamesTests {

	@ParameterizedTest
	@CsvSource({ "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, ECDHE-RSA-AES128-GCM-SHA256",
			"TLS_RSA_WITH_AES_128_CBC_SHA, AES128-SHA", "TLS_DH_anon_WITH_AES_256_GCM_SHA384, ADH-AES256-GCM-SHA384",
			"TLS_ECDH_anon_WITH_NULL_SHA, AECDH-NULL-SHA", "TLS_RSA_WITH_3DES_EDE_CBC_SHA, DES-CBC3-SHA",
			"TLS_ECDH_ECDSA_WITH_AES_128_CBC_SHA256, ECDH-ECDSA-AES128-SHA256",
			"TLS_RSA_EXPORT_WITH_RC4_40_MD5, EXP-RC4-MD5" })
	void namesWhenSuiteIsKnownTranslateBothWays(String iana, String openSsl) {
		assertThat(CipherNames.openSsl(iana)).isEqualTo(openSsl);
		assertThat(CipherNames.iana(openSsl)).isEqualTo(iana);
	}

	@Test
	void openSslWhenNameIsTheJdksOlderSpellingReturnsTheSameSuite() {
		assertThat(CipherNames.openSsl("SSL_RSA_WITH_3DES_EDE_CBC_SHA")).isEqualTo("DES-CBC3-SHA");
	}

	@ParameterizedTest
	@CsvSource({ "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256", "TLS_EMPTY_RENEGOTIATION_INFO_SCSV",
			"SSL_NOT_A_SUITE", "''" })
	void namesWhenAlikeOrUnknownMapToThemselves(String name) {
		assertThat(CipherNames.openSsl(name)).isEqualTo(name);
		assertThat(CipherNames.iana(name)).isEqualTo(name);
	}

	@Test
	void tableCoversEverySuiteOfTheRunningJdk() throws Exception {
		List<String> older = Arrays.stream(SSLContext.getDefault().createSSLEngine().getSupportedCipherSuites())
			.filter((suite) -> suite.contains("_WITH_"))
			.toList();
		assertThat(older).hasSizeGreaterThan(20)
			.allSatisfy((suite) -> assertThat(CipherNames.openSsl(suite)).isNotEqualTo(suite));
	}

}
