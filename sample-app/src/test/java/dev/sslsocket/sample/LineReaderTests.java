package dev.sslsocket.sample;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of {@link LineReader}.
 */
class LineReaderTests {

	@Test
	void nextWhenLinesComeAtOnceReturnsEach() throws IOException {
		LineReader lines = reader("one\r\ntwo\n\nthree");
		assertThat(lines.next()).isEqualTo("one");
		assertThat(lines.next()).isEqualTo("two");
		assertThat(lines.next()).isEmpty();
		assertThat(lines.next()).isNull();
	}

	@Test
	void nextWhenALineComesInPiecesJoinsThem() throws IOException {
		LineReader lines = new LineReader(new SequenceInputStream(stream("on"), stream("e\n")));
		assertThat(lines.next()).isEqualTo("one");
	}

	@Test
	void restWhenMoreWasReadThanALineReturnsIt() throws IOException {
		LineReader lines = reader("STARTTLS\n\u0016\u0003\u0001");
		assertThat(lines.next()).isEqualTo("STARTTLS");
		assertThat(lines.rest()).containsExactly(0x16, 3, 1);
	}

	@Test
	void nextWhenALineIsAsLongAsAllowedReturnsIt() throws IOException {
		String longest = "x".repeat(LineReader.MAX_LENGTH);
		assertThat(reader(longest + "\n").next()).isEqualTo(longest);
	}

	@Test
	void nextWhenALineIsLongerThanAllowedRefuses() {
		LineReader lines = reader("x".repeat(LineReader.MAX_LENGTH + 1) + "\n");
		assertThatExceptionOfType(ProtocolException.class).isThrownBy(lines::next)
			.withMessage("a line is longer than 1024 bytes");
	}

	private static LineReader reader(String text) {
		return new LineReader(stream(text));
	}

	private static InputStream stream(String text) {
		return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
	}

}
