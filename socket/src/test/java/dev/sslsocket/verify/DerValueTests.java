package dev.sslsocket.verify;

import java.util.HexFormat;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DerValue}.
 */
class DerValueTests {

	@ParameterizedTest
	@CsvSource({ "0400, ''", "0401aa, aa", "0402aabbcc, aabb", "048102aabb, aabb", "04820002aabb, aabb" })
	void contentWhenBytesAreWholeReturnsThem(String der, String content) {
		assertThat(DerValue.content(HexFormat.of().parseHex(der), DerValue.OCTET_STRING))
			.isEqualTo(HexFormat.of().parseHex(content));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "04", "0401", "0402aa", "0480", "0481", "0484000000", "0484ffffffffaa", "0500" })
	void contentWhenBytesAreCutOrOfAnotherTypeReturnsNothing(String der) {
		assertThat(DerValue.content(HexFormat.of().parseHex(der), DerValue.OCTET_STRING)).isNull();
	}

	@Test
	void contentWhenThereAreNoBytesReturnsNothing() {
		assertThat(DerValue.content(null, DerValue.OCTET_STRING)).isNull();
	}

	@Test
	void firstWhenBytesAreRandomNeverThrows() {
		Random random = new Random(20261123);
		for (int i = 0; i < 50_000; i++) {
			byte[] der = new byte[random.nextInt(12)];
			random.nextBytes(der);
			DerValue value = DerValue.first(der);
			assertThat(value == null || value.content().length <= der.length - 2).isTrue();
		}
	}

}
