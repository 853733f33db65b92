package dev.sslsocket.line;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of {@link LineFormat}.
 */
class LineFormatTests {

	private final ScriptedSource source = new ScriptedSource();

	private final LineReader reader = LineReader.over(this.source, LineFormat.lines());

	@Test
	void paragraphsAreSeparatedByAnyNumberOfEmptyLines() throws IOException {
		this.source.arrives("\n\nmulti\nple\n\n")
			.arrives("\n\n")
			.arrives("\nline\n\n\n\nbla\n")
			.arrives("\nblubb\n")
			.ends();
		LineFormat paragraphs = LineFormat.paragraphs();
		assertThat(this.reader.readBytes(paragraphs)).asString(StandardCharsets.US_ASCII).isEqualTo("multi\nple\n\n");
		assertThat(this.source.rest()).as("what is not there need not be waited for").startsWith("\n\n\nline");
		assertThat(this.reader.readBytes(paragraphs)).asString(StandardCharsets.US_ASCII).isEqualTo("line\n\n");
		assertThat(this.source.rest()).as("empty lines that are there go with the paragraph").startsWith("bla");
		assertThat(this.reader.read()).as("and are not kept either").isEqualTo('b');
		assertThat(this.reader.readLine(paragraphs)).isEqualTo("la");
		assertThat(this.reader.readLine(paragraphs)).isEqualTo("blubb");
		assertThat(this.reader.readLine(paragraphs)).isNull();
	}

	@Test
	void recordsAreOfTheirSizeButForTheLast() throws IOException {
		LineFormat records = LineFormat.records(4);
		this.source.arrives("12345").arrives("6").arrives("789").ends();
		assertThat(this.reader.readLine(records)).isEqualTo("1234");
		assertThat(this.source.rest()).isEqualTo("56789");
		assertThat(this.reader.readLine(records)).isEqualTo("5678");
		assertThat(this.reader.readLine(records)).isEqualTo("9");
		assertThat(this.reader.readLine(records)).isNull();
	}

	@Test
	void everythingIsOneLine() throws IOException {
		this.source.arrives("some\nlines\n").arrives("\nmore").ends();
		assertThat(this.reader.readLine(LineFormat.everything())).isEqualTo("some\nlines\n\nmore");
		assertThat(this.reader.readLine(LineFormat.everything())).isNull();
	}

	@Test
	void charsetIsUtf8UnlessToldOtherwise() throws IOException {
		this.source.arrives("gr\u00c3\u00bc\u00c3\u009fe\ngr\u00fc\u00dfe\n");
		assertThat(this.reader.readLine()).isEqualTo("gr\u00fc\u00dfe");
		assertThat(this.reader.readLine(LineFormat.lines().withCharset(StandardCharsets.ISO_8859_1)))
			.isEqualTo("gr\u00fc\u00dfe");
		this.source.arrives("one\u00a7two\u00a7");
		LineFormat latin = LineFormat.separatedBy("\u00a7").withCharset(StandardCharsets.ISO_8859_1).withMaxLength(3);
		assertThat(this.reader.readLine(latin)).isEqualTo("one");
		assertThat(latin.charset()).isEqualTo(StandardCharsets.ISO_8859_1);
		assertThat(this.reader.readLine(latin)).isEqualTo("two");
	}

	@Test
	void formatWhenItMakesNoSenseIsRefused() {
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> LineFormat.separatedBy(""))
			.withMessage("separator: an empty string separates nothing; see paragraphs()");
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> LineFormat.records(0))
			.withMessageStartingWith("size: 0 ");
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> LineFormat.lines().withMaxLength(0))
			.withMessageStartingWith("maxLength: 0 ");
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> LineFormat.lines().withCharset(StandardCharsets.UTF_16LE))
			.withMessageStartingWith("charset: in UTF-16LE ");
	}

	@Test
	void formatShowsWhatItIs() {
		LineFormat format = LineFormat.lines().withMaxLength(80).withCharset(StandardCharsets.US_ASCII);
		assertThat(format.maxLength()).isEqualTo(80);
		assertThat(format.charset()).isEqualTo(StandardCharsets.US_ASCII);
		assertThat(LineFormat.everything().maxLength()).isEqualTo(1 << 20);
		assertThat(LineFormat.records(3_000_000).maxLength()).isEqualTo(3_000_000);
	}

}
