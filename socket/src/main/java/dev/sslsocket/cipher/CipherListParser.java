package dev.sslsocket.cipher;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import dev.sslsocket.cipher.CipherRule.Action;
import dev.sslsocket.failure.NearestName;
import dev.sslsocket.failure.SslConfigurationException;

import org.jspecify.annotations.Nullable;

/**
 * Reads a cipher list as OpenSSL 3 does, its leniency included: what stands behind a word
 * that means nothing is not looked at up to the next separator, and behind a whole step
 * the next may follow without one ({@code HIGH@STRENGTH}). Not thread-safe.
 */
final class CipherListParser {

	private static final String SEPARATORS = ": ;,";

	private static final String DEFAULT = "DEFAULT";

	/** {@code OSSL_default_cipher_list()}. */
	private static final String DEFAULT_LIST = "ALL:!COMPLEMENTOFDEFAULT:!eNULL";

	private static final String LEVEL = "SECLEVEL=";

	private static final List<String> COMMANDS = List.of("@STRENGTH", "@SECLEVEL=0", "@SECLEVEL=1", "@SECLEVEL=2",
			"@SECLEVEL=3", "@SECLEVEL=4", "@SECLEVEL=5");

	/** RFC 6460 in two suites. The first that fits counts. */
	private static final Map<String, List<String>> SUITE_B = new LinkedHashMap<>();

	static {
		String aes128 = "ECDHE-ECDSA-AES128-GCM-SHA256";
		String aes256 = "ECDHE-ECDSA-AES256-GCM-SHA384";
		SUITE_B.put("SUITEB128ONLY", List.of(aes128));
		SUITE_B.put("SUITEB128C2", List.of(aes256));
		SUITE_B.put("SUITEB128", List.of(aes128, aes256));
		SUITE_B.put("SUITEB192", List.of(aes256));
	}

	private final String text;

	private final List<CipherRule> rules = new ArrayList<>();

	private final List<String> warnings = new ArrayList<>();

	private int level = SecurityLevel.DEFAULT.level();

	private int at;

	CipherListParser(String text) {
		this.text = text;
	}

	CipherListParser read() {
		if (readSuiteB()) {
			return this;
		}
		if (this.text.startsWith(DEFAULT)) {
			new CipherListParser(DEFAULT_LIST).read().rules.forEach((rule) -> this.rules.add(rule.within(DEFAULT)));
			this.at = DEFAULT.length();
		}
		while (this.at < this.text.length()) {
			if (isSeparator(this.text.charAt(this.at))) {
				this.at++;
			}
			else {
				readRule();
			}
		}
		return this;
	}

	/** OpenSSL looks at nothing else then. */
	private boolean readSuiteB() {
		for (Map.Entry<String, List<String>> suiteB : SUITE_B.entrySet()) {
			if (this.text.startsWith(suiteB.getKey())) {
				suiteB.getValue()
					.forEach((name) -> this.rules
						.add(CipherRule.of(suiteB.getKey() + " = " + name, Action.ADD, CipherWords.suite(name))));
				return true;
			}
		}
		return false;
	}

	private void readRule() {
		int start = this.at;
		char first = this.text.charAt(start);
		if (first == '@') {
			this.at++;
			readCommand(start);
			return;
		}
		Action action = switch (first) {
			case '!' -> Action.KILL;
			case '-' -> Action.REMOVE;
			case '+' -> Action.MOVE;
			default -> Action.ADD;
		};
		if (action != Action.ADD) {
			this.at++;
		}
		@Nullable SuitePattern meaning = null;
		while (true) {
			int wordStart = this.at;
			String word = readWord();
			if (word.isEmpty()) {
				throw unexpected(start);
			}
			boolean joined = this.at < this.text.length() && this.text.charAt(this.at) == '+';
			if (joined) {
				this.at++;
			}
			@Nullable SuitePattern pattern = CipherWords.find(word);
			if (pattern == null) {
				nothing(start, action, unknown(word, wordStart));
				return;
			}
			if (meaning != null) {
				Optional<SuitePattern> both = meaning.and(pattern);
				if (both.isEmpty()) {
					nothing(start, action, "no suite is all of this");
					return;
				}
				pattern = both.get();
			}
			meaning = pattern;
			if (!joined) {
				this.rules.add(CipherRule.of(this.text.substring(start, this.at), action, meaning));
				return;
			}
		}
	}

	private void nothing(int start, Action action, String problem) {
		skipToSeparator();
		this.rules.add(CipherRule.nothing(printable(this.text.substring(start, this.at)), action, problem));
	}

	private String unknown(String word, int position) {
		if (CipherWords.isFormer(word)) {
			return "OpenSSL has no suite for '" + word + "' any more";
		}
		String what = "'" + word + "'" + place(position);
		if (SuiteTable.tls13Bits(word) != null) {
			return remember(what + " is a suite of TLS 1.3, and those are set by cipher-suites");
		}
		if (word.startsWith(DEFAULT)) {
			return remember(what + ": DEFAULT has a meaning only where the list begins with it");
		}
		return remember(what + " is no word of OpenSSL's and no suite" + didYouMean(CipherWords.nearest(word)));
	}

	private String remember(String problem) {
		this.warnings.add(problem);
		return problem;
	}

	private void readCommand(int start) {
		String command = readWord();
		boolean known = true;
		if (command.length() == LEVEL.length() + 1 && command.startsWith(LEVEL)) {
			int number = command.charAt(LEVEL.length()) - '0';
			known = number >= 0 && number <= SecurityLevel.HIGHEST;
			this.level = known ? number : this.level;
		}
		else {
			known = command.equals("STRENGTH");
		}
		if (!known) {
			String written = "@" + command;
			throw refused(printable(written), start, ". Write @STRENGTH or @SECLEVEL=0 to @SECLEVEL=5"
					+ didYouMean(NearestName.of(written.toUpperCase(Locale.ROOT), COMMANDS)));
		}
		this.rules.add(CipherRule.whole("@" + command, command.equals("STRENGTH") ? Action.SORT : Action.LEVEL));
		skipToSeparator();
	}

	private SslConfigurationException unexpected(int start) {
		String rest = ". A cipher list is made of words such as ECDHE+AESGCM, each with !, - or + before it or nothing, and colons between them";
		return (this.at < this.text.length())
				? refused(printable(this.text.substring(this.at, this.at + 1)), this.at, rest)
				: refused(printable(this.text.substring(start)), start, ", and no word behind it" + rest);
	}

	private SslConfigurationException refused(String what, int position, String rest) {
		return new SslConfigurationException("ciphers",
				"has '" + what + "'" + place(position) + " of '" + printable(this.text) + "'" + rest);
	}

	private static String place(int position) {
		return " at character " + (position + 1);
	}

	private static String didYouMean(Optional<String> nearest) {
		return nearest.map((word) -> ". Did you mean " + word + "?").orElse("");
	}

	/** What a message may hold, of a text that may hold anything. */
	private static String printable(String text) {
		StringBuilder printable = new StringBuilder();
		text.chars()
			.limit(400)
			.forEach((c) -> printable
				.append((c >= ' ' && c < 0x7f) ? String.valueOf((char) c) : String.format("\\u%04x", c)));
		return printable.toString();
	}

	private String readWord() {
		int start = this.at;
		while (this.at < this.text.length() && isWord(this.text.charAt(this.at))) {
			this.at++;
		}
		return this.text.substring(start, this.at);
	}

	private static boolean isWord(char c) {
		return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || "-_.=".indexOf(c) >= 0;
	}

	private void skipToSeparator() {
		while (this.at < this.text.length() && !isSeparator(this.text.charAt(this.at))) {
			this.at++;
		}
	}

	private static boolean isSeparator(char c) {
		return SEPARATORS.indexOf(c) >= 0;
	}

	List<CipherRule> rules() {
		return this.rules;
	}

	/** The words that mean nothing and most likely were to mean something. */
	List<String> warnings() {
		return this.warnings;
	}

	SecurityLevel level() {
		return new SecurityLevel(this.level);
	}

}
