package dev.sslsocket.line;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of {@link LineReader}.
 */
class LineReaderTests {

	private final ScriptedSource source = new ScriptedSource();

	private final LineReader reader = LineReader.over(this.source, LineFormat.lines());

	@Test
	void readLineWhenLinesComeAtOnceReturnsEachAndTheUnterminatedLastOnce() throws IOException {
		this.source.arrives("one\r\ntwo\n\nthree").ends();
		assertThat(this.reader.readLine()).isEqualTo("one");
		assertThat(this.source.rest()).isEqualTo("two\n\nthree");
		assertThat(this.reader.readLine()).isEqualTo("two");
		assertThat(this.reader.readLine()).isEmpty();
		assertThat(this.reader.readLine()).isEqualTo("three");
		assertThat(this.reader.readLine()).isNull();
		assertThat(this.reader.readLine()).isNull();
	}

	@Test
	void readLineWhenItComesInPiecesJoinsThem() throws IOException {
		this.source.arrives("o").arrives("n").arrives("e").arrives("\n").arrives("two");
		assertThat(this.reader.readLine()).isEqualTo("one");
		assertThat(this.source.rest()).isEqualTo("two");
	}

	// Perl code that asks whether a chunk is true takes this one for the end.
	@Test
	void readLineWhenAChunkIsZeroIsNotAtTheEnd() throws IOException {
		this.source.arrives("0").arrives("\n").arrives("0").ends();
		assertThat(this.reader.readLine()).isEqualTo("0");
		assertThat(this.reader.readLine()).isEqualTo("0");
		assertThat(this.reader.readLine()).isNull();
	}

	@Test
	void readLineWhenItTimesOutGoesOnWithWhatItHas() throws IOException {
		this.source.arrives("par").fails(new SocketTimeoutException("slow")).arrives("tial\nnext");
		assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(this.reader::readLine);
		assertThat(this.reader.readLine()).isEqualTo("partial");
		assertThat(this.source.rest()).isEqualTo("next");
	}

	@Test
	void readLineWhenTheConnectionIsCutOffThrowsAndKeepsThePartialLine() throws IOException {
		this.source.arrives("DELETE FROM orders").isCutOff(new IOException("truncated"));
		for (int again = 0; again < 2; again++) {
			assertThatExceptionOfType(IOException.class).isThrownBy(this.reader::readLine).withMessage("truncated");
		}
		assertThat(this.reader.takePartial()).asString(StandardCharsets.US_ASCII).isEqualTo("DELETE FROM orders");
		assertThat(this.reader.takePartial()).isEmpty();
	}

	@Test
	void readLineWhenTheInputIsShutDownReturnsNoPartialLine() throws IOException {
		this.source.arrives("DELETE FROM orders").isShutDown();
		assertThat(this.reader.readLine()).isNull();
		assertThat(this.reader.takePartial()).asString(StandardCharsets.US_ASCII).isEqualTo("DELETE FROM orders");
	}

	@Test
	void pollWhenThereIsNoLineNowSaysSoAndLosesNothing() throws IOException {
		this.source.nothingNow().nothingNow().arrives("par").nothingNow().arrives("tial\n").nothingNow().arrives("end");
		this.source.ends();
		for (int ticket = 0; ticket < 3; ticket++) {
			PolledLine none = this.reader.poll();
			assertThat(none.isPresent()).isFalse();
			assertThat(none.isEnd()).isFalse();
			assertThatExceptionOfType(IllegalStateException.class).isThrownBy(none::text)
				.withMessage("There is no line yet");
		}
		PolledLine line = this.reader.poll();
		assertThat(line.isPresent()).isTrue();
		assertThat(line.text()).isEqualTo("partial");
		assertThat(line.bytes()).asString(StandardCharsets.US_ASCII).isEqualTo("partial\n");
		assertThat(this.reader.poll().isPresent()).isFalse();
		assertThat(this.reader.poll().text()).isEqualTo("end");
		PolledLine end = this.reader.poll();
		assertThat(end.isEnd()).isTrue();
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(end::bytes)
			.withMessage("There is no line any more");
	}

	@Test
	void readLineWhenTheConnectionDoesNotWaitIsRefusedAndLosesNothing() throws IOException {
		this.source.arrives("par").nothingNow().arrives("tial\n");
		assertThatExceptionOfType(IllegalBlockingModeException.class).isThrownBy(this.reader::readLine);
		assertThat(this.reader.poll().text()).isEqualTo("partial");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\n", "\r\n" })
	void readLineWhenItIsAsLongAsAllowedReturnsIt(String end) throws IOException {
		String longest = "x".repeat(1000);
		LineFormat format = LineFormat.lines().withMaxLength(1000);
		this.source.arrives(longest + end).arrives(longest).arrives(end.substring(0, 1));
		this.source.arrives(end.substring(1) + "next\n");
		assertThat(this.reader.readLine(format)).isEqualTo(longest);
		assertThat(this.reader.readLine(format)).isEqualTo(longest);
		assertThat(this.reader.readLine(format)).isEqualTo("next");
	}

	@Test
	void readLineWhenItIsLongerThanAllowedRefusesUntilItIsTaken() throws IOException {
		LineFormat format = LineFormat.lines().withMaxLength(1000);
		this.source.arrives("x".repeat(1001) + "\nnext\n");
		for (int again = 0; again < 2; again++) {
			assertThatExceptionOfType(LineTooLongException.class).isThrownBy(() -> this.reader.readLine(format))
				.withMessageStartingWith("A line is longer than the 1000 bytes it may have")
				.satisfies((ex) -> assertThat(ex.maxLength()).isEqualTo(1000));
		}
		String taken = new String(this.reader.takePartial(), StandardCharsets.US_ASCII);
		assertThat(taken + this.source.rest()).isEqualTo("x".repeat(1001) + "\nnext\n");
	}

	// A peer that never ends its line cannot make us keep more than that.
	@ParameterizedTest
	@MethodSource("formats")
	void readLineWhenItNeverEndsTakesNoMoreThanItMay(LineFormat format) {
		for (int chunk = 0; chunk < 100; chunk++) {
			this.source.arrives("x".repeat(100));
		}
		assertThatExceptionOfType(LineTooLongException.class)
			.isThrownBy(() -> this.reader.readLine(format.withMaxLength(1000)));
		assertThat(this.reader.takePartial().length).isBetween(1001, 1002);
	}

	static Stream<LineFormat> formats() {
		return Stream.of(LineFormat.lines(), LineFormat.separatedBy("yz"), LineFormat.paragraphs(),
				LineFormat.everything());
	}

	@Test
	void readLineWhenTheLastLineIsTooLongIsRefused() {
		LineFormat format = LineFormat.separatedBy("--").withMaxLength(3);
		this.source.arrives("abcd").ends();
		assertThatExceptionOfType(LineTooLongException.class).isThrownBy(() -> this.reader.readLine(format));
	}

	@Test
	void readLineWhenTheSeparatorIsCutAnywhereFindsIt() throws IOException {
		LineFormat format = LineFormat.separatedBy("=-=");
		this.source.arrives("a=-").arrives("=b=-").arrives("==-").arrives("=rest");
		assertThat(this.reader.readBytes(format)).asString(StandardCharsets.US_ASCII).isEqualTo("a=-=");
		assertThat(this.reader.readLine(format)).isEqualTo("b");
		assertThat(this.reader.readLine(format)).isEmpty();
		assertThat(this.source.rest()).isEqualTo("rest");
	}

	@Test
	void readBytesReturnsTheLineAsItCame() throws IOException {
		this.source.arrives("one\r\n\u00fftwo").ends();
		assertThat(this.reader.readBytes()).containsExactly('o', 'n', 'e', '\r', '\n');
		assertThat(this.reader.readBytes()).containsExactly(0xff, 't', 'w', 'o');
		assertThat(this.reader.readBytes()).isNull();
	}

	@Test
	void readLineWhenCrIsNotBeforeLfKeepsIt() throws IOException {
		this.source.arrives("\r\ra\rb").ends();
		assertThat(this.reader.readLine()).isEqualTo("\r\ra\rb");
	}

	@Test
	void readLineWhenLfIsTheSeparatorKeepsCr() throws IOException {
		this.source.arrives("one\r\n");
		assertThat(this.reader.readLine(LineFormat.separatedBy("\n"))).isEqualTo("one\r");
	}

	@Test
	void formatWhenItChangesInTheMiddleOfALineHoldsForWhatWasReadOfIt() throws IOException {
		this.source.arrives("a;b;cde").nothingNow().arrives("f\n");
		assertThat(this.reader.poll().isPresent()).isFalse();
		assertThat(this.reader.readLine(LineFormat.separatedBy(";"))).isEqualTo("a");
		assertThat(this.reader.readLine(LineFormat.records(3))).isEqualTo("b;c");
		assertThat(this.reader.read()).isEqualTo('d');
		assertThat(this.reader.readLine()).isEqualTo("ef");
	}

	@Test
	void linesThatWereReadForAnotherFormatAreReturnedOneByOne() throws IOException {
		LineFormat semicolons = LineFormat.separatedBy(";");
		this.source.arrives("a;bb;ccc;d").nothingNow();
		assertThat(this.reader.poll().isPresent()).isFalse();
		assertThat(this.reader.readLine(semicolons)).isEqualTo("a");
		assertThat(this.reader.readLine(semicolons)).isEqualTo("bb");
		assertThat(this.reader.readLine(semicolons)).isEqualTo("ccc");
		assertThat(this.reader.takePartial()).containsExactly('d');
	}

	@Test
	void separatorWhenItOverlapsTheOneBeforeIsNone() throws IOException {
		LineFormat format = LineFormat.separatedBy("=-=");
		this.source.arrives("a=-=-=b").nothingNow().ends();
		assertThat(this.reader.poll(LineFormat.everything()).isPresent()).isFalse();
		assertThat(this.reader.readLine(format)).isEqualTo("a");
		assertThat(this.reader.readLine(format)).isEqualTo("-=b");
	}

	@Test
	void lastLineWhenItIsShorterThanTheSeparatorIsReturned() throws IOException {
		this.source.arrives("ab").ends();
		assertThat(this.reader.readLine(LineFormat.separatedBy("=-="))).isEqualTo("ab");
	}

	// 256 bytes are held at first: the line fills them behind another that was taken.
	@Test
	void lineWhenItIsMovedToTheFrontIsSearchedFromWhereItWasSearchedBefore() throws IOException {
		LineFormat format = LineFormat.separatedBy("--");
		this.source.arrives("aa--" + "b".repeat(200)).nothingNow().arrives("b".repeat(52) + "--c");
		assertThat(this.reader.poll(LineFormat.everything()).isPresent()).isFalse();
		assertThat(this.reader.readLine(format)).isEqualTo("aa");
		assertThat(this.reader.readLine(format)).isEqualTo("b".repeat(252));
		assertThat(this.source.rest()).isEqualTo("c");
	}

	// Each of them in its turn, and not all that is left behind it moved each time.
	@Test
	@Timeout(20)
	void linesThatWereReadForAnotherFormatAreManyAndCostNoMoreThanTheyAre() throws IOException {
		int count = 500_000;
		this.source.arrives("\n".repeat(count)).nothingNow().arrives("last\n");
		assertThat(this.reader.poll(LineFormat.everything()).isPresent()).isFalse();
		for (int line = 0; line < count; line++) {
			assertThat(this.reader.readBytes()).hasSize(1);
		}
		assertThat(this.reader.readLine()).isEqualTo("last");
	}

	@Test
	void readReturnsByteForByte() throws IOException {
		this.source.arrives("a\u00ff\nb").nothingNow().ends();
		assertThat(this.reader.read()).isEqualTo('a');
		assertThat(this.reader.read()).isEqualTo(0xff);
		assertThat(this.source.rest()).isEqualTo("\nb");
		assertThat(this.reader.readLine()).isEmpty();
		assertThat(this.reader.read()).isEqualTo('b');
		assertThatExceptionOfType(IllegalBlockingModeException.class).isThrownBy(this.reader::read);
	}

	@Test
	void readAtTheEndReturnsMinusOne() throws IOException {
		this.source.ends();
		assertThat(this.reader.read()).isEqualTo(-1);
		assertThat(this.reader.readLine()).isNull();
	}

	@Test
	void linesReadsEachWhenItIsAskedFor() throws IOException {
		this.source.arrives("one\ntwo\nthree\nfour");
		assertThat(this.reader.lines().limit(2)).containsExactly("one", "two");
		assertThat(this.source.rest()).isEqualTo("three\nfour");
		this.source.ends();
		assertThat(this.reader.lines()).containsExactly("three", "four");
	}

	@Test
	void linesWhenReadingFailsThrows() {
		this.source.arrives("one\n").isCutOff(new IOException("truncated"));
		List<String> seen = new ArrayList<>();
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> this.reader.lines().forEach(seen::add))
			.withMessageContaining("truncated");
		assertThat(seen).containsExactly("one");
	}

	// However data is cut and whatever comes in between, the lines are those of the text.
	@ParameterizedTest
	@MethodSource("seeds")
	void linesWhenCutAnywhereAreThoseOfTheText(int seed, LineFormat format, String separator) throws IOException {
		Random random = new Random(seed);
		StringBuilder text = new StringBuilder();
		List<String> expected = new ArrayList<>();
		for (int count = 0; count < 200; count++) {
			String line = "x".repeat(random.nextInt(random.nextInt(10) == 0 ? 2000 : 20)) + count;
			expected.add(line);
			text.append(line).append(separator);
		}
		for (int at = 0; at < text.length();) {
			int end = Math.min(text.length(), at + 1 + random.nextInt(700));
			this.source.arrives(text.substring(at, end));
			if (random.nextBoolean()) {
				this.source.nothingNow();
			}
			at = end;
		}
		this.source.ends();
		List<String> seen = new ArrayList<>();
		for (PolledLine line = this.reader.poll(format); !line.isEnd(); line = this.reader.poll(format)) {
			if (line.isPresent()) {
				seen.add(line.text());
			}
		}
		assertThat(seen).isEqualTo(expected);
	}

	static Stream<Arguments> seeds() {
		return Stream.of(1, 2, 3)
			.flatMap((seed) -> Stream.of(Arguments.of(seed, LineFormat.lines(), "\n"),
					Arguments.of(seed, LineFormat.lines(), "\r\n"),
					Arguments.of(seed, LineFormat.separatedBy("\r\n.\r\n"), "\r\n.\r\n"),
					Arguments.of(seed, LineFormat.paragraphs(), "\n\n\n")));
	}

	// The same when now and then all that is there is read for another format first.
	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4, 5 })
	void linesWhenTheFormatChangesAtAnyTimeAreThoseOfTheText(int seed) throws IOException {
		Random random = new Random(seed);
		List<String> expected = new ArrayList<>();
		for (int count = 0; count < 300; count++) {
			String line = "x".repeat(1 + random.nextInt(random.nextInt(4) == 0 ? 3000 : 20)) + count;
			expected.add(line);
			this.source.arrives(line.substring(0, line.length() / 2)).nothingNow();
			this.source.arrives(line.substring(line.length() / 2) + "--").nothingNow();
		}
		this.source.ends();
		LineFormat dashes = LineFormat.separatedBy("--");
		List<String> seen = new ArrayList<>();
		for (PolledLine line = PolledLine.NOT_YET; !line.isEnd();) {
			for (int times = random.nextInt(4); times > 0 && seen.size() < 290; times--) {
				assertThat(this.reader.poll(LineFormat.everything()).isPresent()).isFalse();
			}
			line = this.reader.poll(dashes);
			if (line.isPresent()) {
				seen.add(line.text());
			}
		}
		assertThat(seen).isEqualTo(expected);
	}

}
