package dev.sslsocket.engine;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SignatureAlgorithmTests {

	@ParameterizedTest
	@CsvSource({ "rsa_pss_rsae_sha256,0x0804", "RSA-PSS+SHA256,0x0804", "RSA+SHA384,0x0501", "ECDSA+SHA256,0x0403",
			"ecdsa_secp521r1_sha512,0x0603", "ED25519,0x0807", "ed448,0x0808", "rsa_pss_pss_sha512,0x080b" })
	void ofWhenAnybodyCallsItSoIsFound(String name, String number) {
		assertThat(SignatureAlgorithm.of(name).orElseThrow().number()).isEqualTo(Integer.decode(number));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "rsa_pkcs1_sha1", "ecdsa_sha1", "RSA+MD5", "nonsense" })
	void ofWhenWeakOrUnknownIsEmpty(String name) {
		assertThat(SignatureAlgorithm.of(name)).isEmpty();
	}

	@Test
	void textWhenNobodyKnowsItIsTheNumber() {
		assertThat(SignatureAlgorithm.text(0x0807)).isEqualTo("ed25519");
		assertThat(SignatureAlgorithm.text(0x0201)).isEqualTo("rsa_pkcs1_sha1");
		assertThat(SignatureAlgorithm.text(0x0101)).isEqualTo("0x0101");
	}

}
