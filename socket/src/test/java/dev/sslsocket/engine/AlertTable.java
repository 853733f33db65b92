package dev.sslsocket.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import dev.sslsocket.failure.SslReason;

/**
 * The tables of {@code docs/alerts.md}, which the tests hold to what happens.
 */
public final class AlertTable {

	/** Of a case that does not exist. */
	static final String NONE = "-";

	/** Of a refusal that the peer is not told. */
	static final String NOTHING = "nothing";

	private static final Path FILE = Path.of("..", "docs", "alerts.md");

	private AlertTable() {
	}

	/**
	 * What one side tells the other about one reason, on the JDK that runs the test and
	 * with the engine that it is run with.
	 *
	 * @param ours client or server
	 * @param reason why it refuses
	 * @param exact the alert that says it best
	 * @param protocol TLSv1.2 or TLSv1.3
	 * @param told the alert that is sent
	 */
	public record Told(String ours, SslReason reason, String exact, String protocol, String told) {

		@Override
		public String toString() {
			return this.ours + ", " + this.protocol + ", " + this.reason;
		}

	}

	/**
	 * Every cell of the engine's columns, and of the running JDK's where it is the JDK's.
	 */
	public static List<Told> told() {
		List<List<String>> table = table(9);
		return Stream.of("TLSv1.2", "TLSv1.3").flatMap((protocol) -> {
			int column = column(table.get(0), protocol);
			return table.stream()
				.skip(2)
				.map((cells) -> new Told(cells.get(0), reason(cells.get(1)), cells.get(2), protocol,
						cells.get(column)));
		}).toList();
	}

	/** The alert that one side is to see. */
	public static String told(String ours, String protocol, SslReason reason) {
		return told().stream()
			.filter((cell) -> cell.ours().equals(ours) && cell.protocol().equals(protocol) && cell.reason() == reason)
			.findFirst()
			.orElseThrow()
			.told();
	}

	/** What alerts of the peer mean: alert and reason. */
	static List<List<String>> received() {
		return table(2).stream().skip(2).toList();
	}

	/** The paragraph about reasons for which nothing is sent. */
	static String silence() {
		return Arrays.stream(text().split("\n\n"))
			.filter((paragraph) -> paragraph.startsWith("Nothing is sent for"))
			.findFirst()
			.orElseThrow();
	}

	/** The name of an alert by its number. */
	public static String name(int number) {
		return Alert.name(number);
	}

	// The columns of the JDK's engine name the oldest JDK that they hold for.
	private static int column(List<String> head, String protocol) {
		String version = protocol.replace("TLSv", "TLS ");
		int column = -1;
		for (int at = 3; at < head.size(); at++) {
			String[] words = head.get(at).split(", ");
			if (words[0].equals(version) && holds(words[1])) {
				column = at;
			}
		}
		return column;
	}

	private static boolean holds(String engine) {
		if (engine.equals(EngineProvider.OPENSSL.toString())) {
			return EngineUnderTest.isNative();
		}
		return !EngineUnderTest.isNative()
				&& Integer.parseInt(engine.replace("JDK ", "")) <= Runtime.version().feature();
	}

	private static SslReason reason(String text) {
		return SslReason.valueOf(text.toUpperCase(Locale.ROOT));
	}

	private static List<List<String>> table(int columns) {
		return text().lines()
			.filter((line) -> line.startsWith("|"))
			.map((line) -> Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList())
			.filter((cells) -> cells.size() == columns)
			.toList();
	}

	private static String text() {
		try {
			return Files.readString(FILE);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
