package dev.sslsocket.cipher;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.testing.program.RunningProgram;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The table agrees with the installed OpenSSL, column by column.
 */
@RequiresProgram("openssl")
class SuiteTableTests {

	/** OpenSSL's words for humans, and ours where they differ. */
	private static final Map<String, String> COLUMNS = Map.ofEntries(Map.entry("Kx=RSA", "kRSA"),
			Map.entry("Kx=DH", "kDHE"), Map.entry("Kx=ECDH", "kECDHE"), Map.entry("Kx=PSK", "kPSK"),
			Map.entry("Kx=RSAPSK", "kRSAPSK"), Map.entry("Kx=DHEPSK", "kDHEPSK"), Map.entry("Kx=ECDHEPSK", "kECDHEPSK"),
			Map.entry("Kx=SRP", "kSRP"), Map.entry("Au=None", "aNULL"), Map.entry("Enc=None", "eNULL"),
			Map.entry("Enc=CHACHA20/POLY1305(256)", "CHACHA20"));

	@Test
	void suitesWhenOpensslHasThemAreMadeOfWhatItSays() {
		List<String> lines = lines("-v", "-stdname", "ALL:COMPLEMENTOFALL");
		assertThat(lines).hasSizeGreaterThan(100).allSatisfy((line) -> {
			String[] columns = line.split("\\s+-?\\s*");
			CipherSuite suite = SuiteTable.find(columns[1]);
			assertThat(suite).isNotNull();
			assertThat(suite).isSameAs(SuiteTable.find(columns[0]));
			Set<Trait> said = Stream.of(columns).skip(2).map(SuiteTableTests::trait).collect(Collectors.toSet());
			assertThat(suite.traits().stream().filter((trait) -> !isOfStrength(trait)))
				.containsExactlyInAnyOrderElementsOf(said);
			assertThat(suite.bits()).isEqualTo(bits(columns[5]));
		});
	}

	@Test
	void classesWhenOpensslHasThemAreTheSame() {
		for (Trait trait : List.of(Trait.HIGH, Trait.FIPS, Trait.NOT_DEFAULT)) {
			String word = (trait == Trait.NOT_DEFAULT) ? "COMPLEMENTOFDEFAULT" : trait.toString();
			Set<String> built = Set.copyOf(lines("ALL:COMPLEMENTOFALL"));
			assertThat(SuiteTable.ordered()
				.stream()
				.filter((suite) -> suite.has(trait) && built.contains(suite.openSsl()))
				.map(CipherSuite::openSsl)).as(word).isEqualTo(lines(word));
		}
	}

	private static boolean isOfStrength(Trait trait) {
		return trait.kind() == Trait.Kind.STRENGTH || trait.kind() == Trait.Kind.PLACE;
	}

	/** Columns such as {@code Kx=ECDH}, {@code Enc=AESGCM(256)}, {@code TLSv1.2}. */
	private static Trait trait(String column) {
		String word = COLUMNS.getOrDefault(column, column);
		if (word.startsWith("Au=")) {
			return Trait.of("a" + word.substring(3));
		}
		if (word.startsWith("Enc=")) {
			String[] cipher = word.substring(4, word.length() - 1).toUpperCase(Locale.ROOT).split("\\(");
			Matcher mode = Pattern.compile("(AES|ARIA|CAMELLIA)(.*)").matcher(cipher[0]);
			assertThat(mode.matches()).isTrue();
			return Trait.of(mode.group(1) + cipher[1] + mode.group(2));
		}
		return Trait.of(word.startsWith("Mac=") ? word.substring(4) : word);
	}

	private static int bits(String cipher) {
		return cipher.equals("Enc=None") ? 0 : Integer.parseInt(cipher.replaceAll(".*\\(|\\)", ""));
	}

	/** What the command prints, a suite in a line, without those of TLS 1.3. */
	private static List<String> lines(String... arguments) {
		String[] command = Stream.concat(Stream.of("openssl", "ciphers"), Stream.of(arguments)).toArray(String[]::new);
		try (RunningProgram openssl = RunningProgram.start(command)) {
			openssl.awaitExit();
			return openssl.standardOutput()
				.lines()
				.flatMap((line) -> line.contains(" ") ? Stream.of(line.strip()) : Stream.of(line.split(":")))
				.filter((line) -> !CipherNames.isTls13(line.split(" ")[0]))
				.toList();
		}
	}

}
