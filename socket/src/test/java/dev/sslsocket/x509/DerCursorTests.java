package dev.sslsocket.x509;

import java.math.BigInteger;
import java.time.Instant;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DerCursorTests {

	@Test
	void readWhenTheLengthIsLongStepsOverTheValue() throws DerFormatException {
		byte[] der = HexFormat.of().parseHex("048180" + "ab".repeat(128) + "0500");
		DerCursor cursor = DerCursor.over(der);
		assertThat(cursor.read(DerCursor.OCTET_STRING).toBytes()).hasSize(128).containsOnly(0xab);
		assertThat(cursor.at(5)).isTrue();
		assertThat(cursor.optional(DerCursor.INTEGER)).isNull();
		assertThat(cursor.read().atEnd()).isTrue();
		assertThat(cursor.atEnd()).isTrue();
		assertThat(cursor.tag()).isEqualTo(-1);
		cursor.expectEnd();
	}

	// Cut short; indefinite; longer than needed; negative; beyond what encloses it.
	@ParameterizedTest
	@ValueSource(strings = { "", "04", "0402ff", "0480ff0000", "04810101", "0482008011", "0484ffffffff", "04847fffffff",
			"0485000000000100", "1f8101ff" })
	void readWhenTheLengthIsWrongRefuses(String hex) {
		assertThatExceptionOfType(DerFormatException.class)
			.isThrownBy(() -> DerCursor.over(HexFormat.of().parseHex(hex)).read());
	}

	@Test
	void readWhenItIsSomethingElseSaysWhat() {
		assertThatExceptionOfType(DerFormatException.class)
			.isThrownBy(() -> DerCursor.over(new byte[] { 5, 0 }).read(DerCursor.INTEGER))
			.withMessage("at byte 0 stands 0x5 in place of 0x2");
		assertThatExceptionOfType(DerFormatException.class)
			.isThrownBy(() -> DerCursor.over(new byte[] { 5, 0 }).expectEnd())
			.withMessage("nothing should follow at byte 0");
	}

	@ParameterizedTest
	@CsvSource({ "020100, 0", "02017f, 127", "02020080, 128", "0201ff, -1", "0202ff7f, -129" })
	void integerWhenAsShortAsItCanBeIsRead(String hex, BigInteger value) throws DerFormatException {
		assertThat(DerCursor.over(HexFormat.of().parseHex(hex)).integer()).isEqualTo(value);
	}

	@ParameterizedTest
	@ValueSource(strings = { "0200", "0202007f", "0202ff80" })
	void integerWhenPaddedRefuses(String hex) {
		assertThatExceptionOfType(DerFormatException.class)
			.isThrownBy(() -> DerCursor.over(HexFormat.of().parseHex(hex)).integer());
	}

	@ParameterizedTest
	@CsvSource({ "170d3439313233313233353935395a, 2049-12-31T23:59:59Z",
			"170d3530303130313030303030305a, 1950-01-01T00:00:00Z",
			"180f32303530303130313030303030305a, 2050-01-01T00:00:00Z" })
	void timeWhenOfAFormOfRfc5280IsRead(String hex, Instant time) throws DerFormatException {
		assertThat(DerCursor.over(HexFormat.of().parseHex(hex)).time()).isEqualTo(time);
	}

	// Without seconds; with an offset; a month 13; a letter; a fraction.
	@ParameterizedTest
	@ValueSource(strings = { "170b343931323331323335395a", "17113439313233313233353935392b30303030",
			"170d3439313333313233353935395a", "170d34393132333132333539353a5a", "180f32303530303130313030303030302e",
			"180d3439313233313233353935395a" })
	void timeWhenOfAnotherFormRefuses(String hex) {
		assertThatExceptionOfType(DerFormatException.class)
			.isThrownBy(() -> DerCursor.over(HexFormat.of().parseHex(hex)).time());
	}

	@Test
	void truthIsOneOfTwoValues() throws DerFormatException {
		assertThat(DerCursor.over(new byte[] { -1 }).truth()).isTrue();
		assertThat(DerCursor.over(new byte[] { 0 }).truth()).isFalse();
		assertThatExceptionOfType(DerFormatException.class).isThrownBy(() -> DerCursor.over(new byte[] { 1 }).truth());
		assertThatExceptionOfType(DerFormatException.class).isThrownBy(() -> DerCursor.over(new byte[0]).truth());
		assertThatExceptionOfType(DerFormatException.class)
			.isThrownBy(() -> DerCursor.over(new byte[] { -1, -1 }).truth());
	}

	@Test
	void namedBitsAreCountedFromTheLeft() throws DerFormatException {
		assertThat(DerCursor.over(new byte[] { 7, 0x40, (byte) 0x80 }).namedBits()).isEqualTo(1 << 1 | 1 << 8);
		assertThat(DerCursor.over(new byte[] { 0 }).namedBits()).isZero();
		// Bits that are not used do not count, whatever they are.
		assertThat(DerCursor.over(new byte[] { 6, (byte) 0xff }).namedBits()).isEqualTo(0b11);
		assertThatExceptionOfType(DerFormatException.class)
			.isThrownBy(() -> DerCursor.over(new byte[] { 8, 0 }).namedBits());
		assertThatExceptionOfType(DerFormatException.class)
			.isThrownBy(() -> DerCursor.over(new byte[] { 1 }).namedBits());
	}

	@Test
	void dottedWhenTheIdentifierIsCutOrTooLargeRefuses() throws DerFormatException {
		assertThat(DerExtension.dotted(HexFormat.of().parseHex("2a864886f70d010101")))
			.isEqualTo("1.2.840.113549.1.1.1");
		assertThat(DerExtension.dotted(HexFormat.of().parseHex("551d14"))).isEqualTo("2.5.29.20");
		for (String hex : new String[] { "", "2a86", "2affffffffff7f" }) {
			assertThatExceptionOfType(DerFormatException.class)
				.isThrownBy(() -> DerExtension.dotted(HexFormat.of().parseHex(hex)));
		}
	}

}
