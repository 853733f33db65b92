package dev.sslsocket.peers;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.sslsocket.line.LineFormat;
import dev.sslsocket.line.LineReader;
import dev.sslsocket.SslSocket;
import dev.sslsocket.engine.EngineUnderTest;
import dev.sslsocket.failure.SslTimeoutException;
import dev.sslsocket.failure.SslTruncatedException;
import dev.sslsocket.testing.program.RequiresPerlModule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.sslsocket.peers.PerlConversation.read;
import static dev.sslsocket.peers.PerlConversation.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Lines from Perl and to Perl: t/readline.t and t/signal-readline.t.
 */
@RequiresPerlModule("IO::Socket::SSL")
class PerlLineTests {

	private static final String PARAGRAPHS = "multi\nple\n\n1234567890line\n\n\n\nbla\n\nblubb\n\nblip";

	private static final String LINES = "some\nstring\nwith\nsome\nlines\nwhatever";

	/**
	 * A value of {@code $/}.
	 *
	 * @param perl what it is called in peer.pl
	 * @param format what it is here
	 * @param text what is sent
	 * @param expected what is read
	 */
	record Row(String perl, LineFormat format, String text, List<String> expected) {

		@Override
		public String toString() {
			return "$/ = " + this.perl;
		}

	}

	static Stream<Row> rows() {
		return Stream.of(
				new Row("\\n", LineFormat.separatedBy("\n"), LINES,
						List.of("some\n", "string\n", "with\n", "some\n", "lines\n", "whatever")),
				new Row("\\n", LineFormat.lines(), "0\n0\n\n0", List.of("0\n", "0\n", "\n", "0")),
				new Row("\\n\\n", LineFormat.separatedBy("\n\n"), PARAGRAPHS,
						List.of("multi\nple\n\n", "1234567890line\n\n", "\n\n", "bla\n\n", "blubb\n\n", "blip")),
				new Row("line", LineFormat.separatedBy("line"), PARAGRAPHS,
						List.of("multi\nple\n\n1234567890line", "\n\n\n\nbla\n\nblubb\n\nblip")),
				new Row("paragraph", LineFormat.paragraphs(), PARAGRAPHS,
						List.of("multi\nple\n\n", "1234567890line\n\n", "bla\n\n", "blubb\n\n", "blip")),
				new Row("\\2", LineFormat.records(2), "1234567890", List.of("12", "34", "56", "78", "90")),
				new Row("\\10", LineFormat.records(10), "1234567890line", List.of("1234567890", "line")),
				new Row("undef", LineFormat.everything(), LINES, List.of(LINES)));
	}

	static Stream<Arguments> cellsAndRows() {
		return Cell.all().flatMap((cell) -> rows().map((row) -> Arguments.of(cell, row)));
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("cellsAndRows")
	void linesAreThoseThatPerlReads(Cell cell, Row row) throws Exception {
		try (PerlConversation conversation = PerlConversation.inTls(cell)) {
			SslSocket socket = conversation.tls();
			for (byte one : row.text().getBytes(StandardCharsets.US_ASCII)) {
				socket.getOutputStream().write(one);
			}
			if (EngineUnderTest.closesHalf()) {
				socket.shutdownOutput();
			}
			else {
				socket.close();
			}
			String perls = conversation.peer().ask("lines " + row.perl());
			// The module returns all the empty lines behind a paragraph; perlvar makes
			// several one.
			assertThat(perls.replaceAll("(\\\\x0a){3,}'", "\\\\x0a\\\\x0a'")).isEqualTo(shown(row.expected()));
			if (EngineUnderTest.closesHalf()) {
				assertLinesOfPerl(conversation, row);
			}
		}
		if (!EngineUnderTest.closesHalf()) {
			try (PerlConversation conversation = PerlConversation.inTls(cell)) {
				assertLinesOfPerl(conversation, row);
			}
		}
	}

	private static void assertLinesOfPerl(PerlConversation conversation, Row row) throws Exception {
		conversation.expect("pieces 1 " + row.text().replace("\n", "\\n"), "ok");
		conversation.expect("close", "ok");
		SslSocket socket = conversation.tls();
		assertThat(all(socket, row.format())).isEqualTo(row.expected());
		assertThat(socket.closedCleanly()).isTrue();
	}

	private static List<String> all(SslSocket socket, LineFormat format) throws Exception {
		LineReader lines = LineReader.over(socket, format);
		List<String> all = new ArrayList<>();
		for (byte[] line = lines.readBytes(); line != null; line = lines.readBytes()) {
			all.add(new String(line, StandardCharsets.US_ASCII));
		}
		assertThat(lines.readBytes()).isNull();
		return all;
	}

	private static String shown(List<String> lines) {
		return lines.stream().map((line) -> "'" + line.replace("\n", "\\x0a") + "'").collect(Collectors.joining(" "));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void formatMayChangeFromLineToLine(Cell cell) throws Exception {
		try (PerlConversation conversation = PerlConversation.inTls(cell)) {
			conversation.settle();
			conversation.expect("write " + PARAGRAPHS.replace("\n", "\\n"), String.valueOf(PARAGRAPHS.length()));
			conversation.expect("close", "ok");
			LineReader lines = LineReader.over(conversation.tls(), LineFormat.paragraphs());
			assertThat(lines.readLine(LineFormat.separatedBy("\n\n"))).isEqualTo("multi\nple");
			assertThat(lines.readLine(LineFormat.records(10))).isEqualTo("1234567890");
			assertThat(lines.readLine()).isEqualTo("line");
			assertThat(lines.lines()).containsExactly("bla", "blubb", "blip");
			assertThat(lines.readLine()).isNull();
		}
	}

	// Case 13, and t/signal-readline.t: an interrupt is no reason to return half a line.
	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void readLineWhenInterruptedInTheMiddleReturnsTheWholeLine(Cell cell) throws Exception {
		try (PerlConversation conversation = PerlConversation.inTls(cell)) {
			LineReader lines = LineReader.over(conversation.tls());
			CompletableFuture<Thread> reader = new CompletableFuture<>();
			Background<String> reading = Background.start(() -> {
				reader.complete(Thread.currentThread());
				String line = lines.readLine();
				return line + ", interrupted=" + Thread.currentThread().isInterrupted();
			});
			conversation.expect("write foo", "3");
			conversation.settle();
			reader.get().interrupt();
			conversation.settle();
			assertThat(reading.isDone()).isFalse();
			conversation.expect("write bar\\nrest", "8");
			assertThat(reading.await()).isEqualTo("foobar, interrupted=true");
			assertThat(read(conversation.tls(), 4)).isEqualTo("rest");
		}
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void readLineWhenItTimesOutGoesOnWithWhatItHas(Cell cell) throws Exception {
		try (PerlConversation conversation = PerlConversation.inTls(cell)) {
			SslSocket socket = conversation.tls();
			LineReader lines = LineReader.over(socket);
			conversation.expect("write par", "3");
			socket.setSoTimeout(100);
			assertThatExceptionOfType(SslTimeoutException.class).isThrownBy(lines::readLine);
			assertThatExceptionOfType(SslTimeoutException.class).isThrownBy(lines::readLine);
			socket.setSoTimeout(25_000);
			conversation.expect("write tial\\n", "5");
			assertThat(lines.readLine()).isEqualTo("partial");
		}
	}

	// What follows a line is anybody's: a read's, a reader's, the plain socket's.
	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void readLineLeavesWhatFollowsToReadsAndToThePlainSocket(Cell cell) throws Exception {
		try (PerlConversation conversation = PerlConversation.inClear(cell)) {
			conversation.expect("write HELLO\\nSTARTTLS\\n", "15");
			LineReader clear = LineReader.over(conversation.plain());
			assertThat(clear.readLine()).isEqualTo("HELLO");
			assertThat(clear.readLine()).isEqualTo("STARTTLS");
			SslSocket socket = conversation.startTls();
			LineReader lines = LineReader.over(socket);
			conversation.expect("cork 1", "ok");
			conversation.expect("write one\\nabc\\nSTOPTLS\\n", "16");
			conversation.expect("goodbye", "ok");
			conversation.expect("raw plain\\nmore", "10");
			conversation.expect("cork 0", "ok");
			assertThat(lines.readLine()).isEqualTo("one");
			assertThat(socket.getInputStream().read()).isEqualTo('a');
			assertThat(lines.read()).isEqualTo('b');
			assertThat(lines.readLine()).isEqualTo("c");
			assertThat(lines.readLine()).isEqualTo("STOPTLS");
			Socket plain = socket.stopTls();
			assertThat(LineReader.over(plain).readLine()).isEqualTo("plain");
			assertThat(read(plain, 4)).isEqualTo("more");
			assertThat(conversation.peer().ask("stop")).isEqualTo("IO::Socket::INET");
			write(plain, "STARTTLS\n");
			conversation.expect("line \\n", "'STARTTLS\\x0a'");
		}
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void partialLineWhenTheConnectionIsCutOffIsNoLine(Cell cell) throws Exception {
		try (PerlConversation conversation = PerlConversation.inTls(cell)) {
			conversation.settle();
			LineReader lines = LineReader.over(conversation.tls());
			conversation.expect("write DELETE FROM orders", "18");
			conversation.expect("cut", "ok");
			for (int again = 0; again < 2; again++) {
				assertThatExceptionOfType(SslTruncatedException.class).isThrownBy(lines::readLine);
			}
			assertThat(lines.takePartial()).asString(StandardCharsets.US_ASCII).isEqualTo("DELETE FROM orders");
		}
	}

	// Another thread that ends the conversation must not make half a command of it.
	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void partialLineWhenWeShutTheInputDownIsNoLine(Cell cell) throws Exception {
		try (PerlConversation conversation = PerlConversation.inTls(cell)) {
			LineReader lines = LineReader.over(conversation.tls());
			conversation.expect("write DELETE FROM orders", "18");
			conversation.tls().setSoTimeout(100);
			assertThatExceptionOfType(SslTimeoutException.class).isThrownBy(lines::readLine);
			conversation.tls().shutdownInput();
			assertThat(lines.readLine()).isNull();
			assertThat(lines.takePartial()).asString(StandardCharsets.US_ASCII).isEqualTo("DELETE FROM orders");
		}
	}

}
