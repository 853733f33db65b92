package dev.sslsocket.engine;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class NamedGroupTests {

	@ParameterizedTest
	@CsvSource({ "secp256r1,23", "P-256,23", "prime256v1,23", "p-384,24", "P-521,25", "X25519,29", "x25519,29",
			"X448,30", "ffdhe2048,256", "FFDHE8192,260", "X25519MLKEM768,4588", "x25519mlkem768,4588" })
	void ofWhenAnybodyCallsItSoIsFound(String name, int number) {
		assertThat(NamedGroup.of(name).orElseThrow().number()).isEqualTo(number);
		assertThat(NamedGroup.of(number)).isEqualTo(NamedGroup.of(name));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "P-255", "secp160r1", "ffdhe1024", "auto" })
	void ofWhenUnknownIsEmpty(String name) {
		assertThat(NamedGroup.of(name)).isEmpty();
	}

	@Test
	void textWhenShownIsTheRegistrys() {
		assertThat(NamedGroup.values()).extracting(NamedGroup::toString)
			.containsExactly("secp256r1", "secp384r1", "secp521r1", "x25519", "x448", "ffdhe2048", "ffdhe3072",
					"ffdhe4096", "ffdhe6144", "ffdhe8192", "SecP256r1MLKEM768", "X25519MLKEM768", "SecP384r1MLKEM1024");
		assertThat(NamedGroup.text(0xfe0d)).isEqualTo("0xfe0d");
	}

	@Test
	void kindsWhenAskedForAreTold() {
		assertThat(NamedGroup.FFDHE6144.isFiniteField()).isTrue();
		assertThat(NamedGroup.X448.isFiniteField()).isFalse();
		assertThat(NamedGroup.isFiniteField(511)).isTrue();
		assertThat(NamedGroup.isFiniteField(512)).isFalse();
		assertThat(NamedGroup.X25519MLKEM768.isHybrid()).isTrue();
		assertThat(NamedGroup.X25519.isHybrid()).isFalse();
	}

}
