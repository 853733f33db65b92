package dev.sslsocket;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HexDumpTests {

	@Test
	void linesWhenThereIsMoreThanOneShowWhereTheyBegin() {
		byte[] bytes = "..GET / HTTP/1.1\r\n\u007f\u00ff..".getBytes(StandardCharsets.ISO_8859_1);
		assertThat(HexDump.of(bytes, 2, 18))
			.isEqualTo("\n    0000  47 45 54 20 2f 20 48 54 54 50 2f 31 2e 31 0d 0a  GET / HTTP/1.1.."
					+ "\n    0010  7f ff                                            ..");
	}

	@Test
	void linesWhenThereAreNoBytesAreNone() {
		assertThat(HexDump.of(new byte[4], 2, 0)).isEmpty();
	}

}
