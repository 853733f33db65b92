package dev.sslsocket.engine;

import java.util.Arrays;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class FiniteFieldTests {

	@ParameterizedTest
	@CsvSource({ "0x009e,true", "0x0033,true", "0xccaa,true", "0xccad,true", "0xc02f,false", "0xcca8,false",
			"0xcca9,false", "0x1301,false" })
	void isForWhenTheSuiteIsDheIsTrue(String suite, boolean expected) {
		assertThat(FiniteField.isFor(Integer.decode(suite))).isEqualTo(expected);
	}

	@Test
	void groupWhenItsPrimeIsNobodysIsItsSize() {
		byte[] body = HexFormat.of().parseHex("0008" + "f000000000000001" + "0001" + "02" + "0001" + "05");
		assertThat(FiniteField.group(body, body.length)).isEqualTo("DH, 64 bits");
	}

	@Test
	void groupWhenTheMessageIsCutShortIsNone() {
		byte[] body = HexFormat.of().parseHex("0008" + "f000000000000001" + "0001" + "02");
		for (int length = 0; length < body.length; length++) {
			assertThat(FiniteField.group(Arrays.copyOf(body, length), length)).as("%d bytes", length).isNull();
		}
		assertThat(FiniteField.group(new byte[4], 4)).isNull();
	}

}
