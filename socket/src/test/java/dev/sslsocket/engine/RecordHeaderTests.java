package dev.sslsocket.engine;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RecordHeaderTests {

	@Test
	void atWhenBytesStandBehindOthersReadsThem() {
		byte[] bytes = { 99, 99, 23, 3, 1, (byte) 0x80, (byte) 0xff, 99 };
		RecordHeader header = RecordHeader.at(bytes, 2);
		assertThat(header).isEqualTo(new RecordHeader(23, 3, 1, 0x80ff));
		assertThat(header.total()).isEqualTo(5 + 0x80ff);
	}

	@Test
	void atWhenTypeIsAbove127IsNotNegative() {
		assertThat(RecordHeader.at(new byte[] { (byte) 0x80, (byte) 0xff, (byte) 0xfe, 0, 0 }, 0))
			.isEqualTo(new RecordHeader(128, 255, 254, 0));
	}

	@ParameterizedTest
	@CsvSource({ "19, 3, false", "20, 3, true", "21, 3, true", "22, 3, true", "23, 3, true", "24, 3, true",
			"25, 3, false", "22, 2, false", "22, 4, false" })
	void wellFormedWhenTypeAndVersionAreOfTls(int type, int major, boolean expected) {
		assertThat(new RecordHeader(type, major, 3, 10).wellFormed()).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "20, change_cipher_spec", "21, alert", "22, handshake", "23, application_data", "24, record type 24" })
	void nameWhenTypeIsKnownIsThatOfTheRfc(int type, String expected) {
		assertThat(RecordHeader.name(type)).isEqualTo(expected);
	}

}
