package dev.sslsocket.cipher;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.sslsocket.testing.program.RunningProgram;

/**
 * The command {@code openssl ciphers}, asked about many lists.
 */
final class OpensslCiphers {

	/** A shell answers as many before its time is over, on a busy machine too. */
	private static final int PORTION = 100;

	private static final String LOOP = "while IFS= read -r list; do openssl ciphers %s -- \"$list\" 2>/dev/null || echo refused; done";

	private OpensslCiphers() {
	}

	/**
	 * What OpenSSL makes of each list.
	 * @param options of the command, in one text
	 * @param lists without line breaks in them
	 * @return for each list OpenSSL's names in its order, those of TLS 1.3 left out;
	 * empty where there is none or the list is refused
	 */
	static List<List<String>> ask(String options, List<String> lists) {
		List<List<String>> answers = new ArrayList<>();
		for (int from = 0; from < lists.size(); from += PORTION) {
			List<String> portion = lists.subList(from, Math.min(lists.size(), from + PORTION));
			try (RunningProgram shell = RunningProgram.start("sh", "-c", String.format(LOOP, options))) {
				shell.send(String.join("\n", portion) + "\n");
				shell.closeInput();
				shell.awaitExit();
				shell.standardOutput().lines().map(OpensslCiphers::suites).forEach(answers::add);
			}
		}
		if (answers.size() != lists.size()) {
			throw new IllegalStateException(answers.size() + " answers to " + lists.size() + " lists");
		}
		return answers;
	}

	private static List<String> suites(String line) {
		return Arrays.stream(line.split(":"))
			.filter((name) -> !name.equals("refused") && !CipherNames.isTls13(name))
			.toList();
	}

}
