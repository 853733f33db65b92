package dev.sslsocket;

import java.util.Arrays;
import java.util.List;

import dev.sslsocket.failure.SslConfigurationException;

/**
 * Lists of names as people write them, and what a JDK must have to take them.
 */
final class OfferedNames {

	private OfferedNames() {
	}

	/** The words of a list, or of one text with colons, as OpenSSL has it. */
	static List<String> words(String setting, List<String> written) {
		List<String> words = written.stream()
			.flatMap((word) -> Arrays.stream(word.split(":")))
			.map(String::strip)
			.filter((word) -> !word.isEmpty())
			.toList();
		if (words.isEmpty()) {
			throw new SslConfigurationException(setting, "is empty. Leave it out for the engine's own");
		}
		return words;
	}

	/**
	 * Refuses what this JDK would not listen to.
	 * @param taken whether this JDK listens
	 * @param since the JDK that does
	 * @param wayOut what to do beside taking a newer JDK; may be empty
	 * @param properties what there is instead, for the whole JVM
	 */
	static void require(String setting, boolean taken, int since, String wayOut, String... properties) {
		if (!taken) {
			throw new SslConfigurationException(setting,
					"needs JDK " + since + " or later, and this is " + Runtime.version()
							+ ". Leave it out, or take a newer JDK" + wayOut
							+ ". Here only the whole JVM can be told, by "
							+ String.join(" and ",
									List.of(properties).stream().map((name) -> "-D" + name + "=…").toList())
							+ ", which we never set");
		}
	}

}
