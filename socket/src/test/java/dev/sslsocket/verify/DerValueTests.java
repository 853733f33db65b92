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
	@CsvSource({ "0400, ''", "0401aa, aa", "0402aabbcc, aabb" })
	void contentWhenBytesAreWholeReturnsThem(String der, String content) {
		assertThat(DerValue.content(HexFormat.of().parseHex(der), DerValue.OCTET_STRING))
			.isEqualTo(HexFormat.of().parseHex(content));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "04", "0401", "0402aa", "0480", "0481", "0484000000", "0484ffffffffaa", "0500",
			"048102aabb", "04820002aabb", "1f0400" })
	void contentWhenBytesAreCutOrOfAnotherTypeReturnsNothing(String der) {
		assertThat(DerValue.content(HexFormat.of().parseHex(der), DerValue.OCTET_STRING)).isNull();
	}

	@Test
	void contentWhenLengthNeedsTheLongFormReadsIt() {
		assertThat(DerValue.content(Der.tlv(4, new byte[0x80]), DerValue.OCTET_STRING)).hasSize(0x80);
		assertThat(DerValue.content(Der.tlv(4, new byte[0x12345]), DerValue.OCTET_STRING)).hasSize(0x12345);
	}

	@Test
	void sequenceWhenMoreFollowsIsNone() {
		assertThat(DerValue.sequence(Der.hex("3000"))).isEmpty();
		assertThat(DerValue.sequence(Der.hex("30040500 0500"))).hasSize(2);
		assertThat(DerValue.sequence(Der.hex("3000 00"))).isNull();
		assertThat(DerValue.sequence(Der.hex("3003 050005"))).isNull();
		assertThat(DerValue.sequence(null)).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "0603551d11, 2.5.29.17", "06082a864886f70d0101, 1.2.840.113549.1.1",
			"06082b06010505070301, 1.3.6.1.5.5.7.3.1", "06022a03, 1.2.3", "0600, ", "0602 8001, ", "060181, ",
			"06022b80, ", "0403551d11, " })
	void identifierWhenItIsOneIsItsDottedForm(String der, String identifier) {
		DerValue value = DerValue.first(Der.hex(der));
		assertThat((value != null) ? value.identifier() : null).isEqualTo(identifier);
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
