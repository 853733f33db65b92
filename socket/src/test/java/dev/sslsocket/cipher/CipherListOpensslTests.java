package dev.sslsocket.cipher;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;

import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.testing.program.RequiresProgram;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Cipher lists mean what the installed OpenSSL makes of them, order included.
 * <p>
 * The command {@code openssl ciphers} alone prints what a list means, whatever its
 * {@code @SECLEVEL}; {@code -v} and {@code -stdname} change the form only. With
 * {@code -s} it prints what would be offered: by the level, by the versions that are on
 * ({@code -tls1_2} names one) and by {@code -psk} and {@code -srp}.
 */
@RequiresProgram("openssl")
class CipherListOpensslTests {

	private static final long SEED = Long.getLong("ciphers.seed", 4);

	private static final int RANDOM = Integer.getInteger("ciphers.random", 500);

	/** What OpenSSL forgets: of {@code COMPLEMENTOFDEFAULT+HIGH} the first word. */
	private static final Predicate<String> FORGETFUL = (list) -> list.contains("COMPLEMENTOFDEFAULT+");

	/** Asked once: it takes a process for each list. */
	private static @Nullable List<List<String>> offered;

	private static final List<String> CORPUS = Stream
		.of(CipherCorpus.WILD.stream(), CipherCorpus.SMALL.stream(), CipherCorpus.words(),
				CipherCorpus.random(SEED, RANDOM))
		.flatMap(Function.identity())
		.filter(FORGETFUL.negate())
		.toList();

	private static final Set<String> BUILT_IN = new HashSet<>(
			OpensslCiphers.ask("", List.of("ALL:COMPLEMENTOFALL")).get(0));

	@Test
	void corpusWhenAskedForIsLargeAndSelectsALot() {
		assertThat(CORPUS).hasSizeGreaterThan(600);
		assertThat(CORPUS.stream().filter((list) -> !select(list, everySuite()).isEmpty()).count())
			.isGreaterThan(CORPUS.size() / 2);
	}

	// Without -s the command looks at neither the level nor the versions.
	@Test
	void listWhenReadMeansWhatOpensslPrints() {
		List<List<String>> openssl = OpensslCiphers.ask("", CORPUS);
		compare(openssl, (list) -> {
			try {
				return CipherList.parse(list)
					.meant()
					.stream()
					.map(CipherSuite::openSsl)
					.filter(BUILT_IN::contains)
					.toList();
			}
			catch (SslConfigurationException ex) {
				return List.of();
			}
		});
	}

	// With -s it looks at the level, and asks for more options before it offers PSK or
	// SRP.
	@Test
	void listWhenTheEngineHasEverySuiteSelectsWhatOpensslOffers() {
		Predicate<String> weak = weak();
		List<List<String>> openssl = offered().stream()
			.map((answer) -> answer.stream().filter(weak.negate()).toList())
			.toList();
		compare(openssl,
				(list) -> select(list, everySuite()).stream()
					.map(CipherNames::openSsl)
					.filter(BUILT_IN::contains)
					.filter(weak.negate())
					.toList());
	}

	@Test
	void listWhenTheEngineIsTheJdksSelectsWhatOpensslOffersOfIt() throws Exception {
		List<String> jdk = List.of(SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites());
		List<String> names = jdk.stream().map(CipherNames::openSsl).toList();
		List<List<String>> openssl = offered().stream()
			.map((answer) -> answer.stream().filter(names::contains).toList())
			.toList();
		compare(openssl, (list) -> select(list, jdk).stream().map(CipherNames::openSsl).toList());
	}

	/**
	 * Our rule, row by row: what OpenSSL selects more than we do. At the levels 1 and up
	 * it offers none of these either.
	 */
	@ParameterizedTest(name = "{0}")
	@CsvSource(nullValues = "nothing",
			value = { "ALL:@SECLEVEL=0, ADH AECDH", "HIGH:@SECLEVEL=0, ADH AECDH", "AES:@SECLEVEL=0, ADH AECDH",
					"kRSA:@SECLEVEL=0, NULL", "ALL:COMPLEMENTOFALL:@SECLEVEL=0, ADH AECDH NULL",
					"COMPLEMENTOFDEFAULT:@SECLEVEL=0, ADH AECDH", "ALL:aNULL:@SECLEVEL=0, AECDH-NULL",
					"ALL:ADH:@SECLEVEL=0, AECDH", "eNULL:@SECLEVEL=0, AECDH-NULL", "eNULL:aNULL:@SECLEVEL=0, nothing",
					"kECDHE:eNULL:@SECLEVEL=0, AECDH", "ADH-AES128-SHA:@SECLEVEL=0, nothing",
					"NULL-SHA256:@SECLEVEL=0, nothing", "kDHE:-aNULL:@SECLEVEL=0, nothing", "ALL, nothing",
					"HIGH, nothing", "aNULL, nothing", "ALL:@SECLEVEL=1, nothing", "DEFAULT:@SECLEVEL=0, nothing" })
	void suiteWhenWeakAndNotNamedIsLeftOut(String list, String leftOut) {
		List<String> openssl = OpensslCiphers.ask("-s -psk -srp", List.of(list)).get(0);
		List<String> expected = openssl.stream().filter((name) -> !startsWithOneOf(name, leftOut)).toList();
		List<String> selected = select(list, everySuite()).stream()
			.map(CipherNames::openSsl)
			.filter(BUILT_IN::contains)
			.toList();
		assertThat(selected).isEqualTo(expected);
		assertThat(openssl.size() > expected.size()).as("OpenSSL selects more").isEqualTo(leftOut != null);
	}

	private static boolean startsWithOneOf(String name, String words) {
		return words != null && Stream.of(words.split(" "))
			.anyMatch((word) -> word.equals("NULL") ? name.contains("NULL") : name.startsWith(word));
	}

	/** A join never means more than its words: OpenSSL forgets the first of these. */
	@Test
	void joinWhenOpensslForgetsAWordMeansBoth() {
		assertThat(OpensslCiphers.ask("", List.of("COMPLEMENTOFDEFAULT+HIGH")).get(0)).contains("AES128-SHA");
		assertThat(CipherList.parse("COMPLEMENTOFDEFAULT+HIGH").meant())
			.isEqualTo(CipherList.parse("HIGH+COMPLEMENTOFDEFAULT").meant())
			.isNotEmpty()
			.allMatch((suite) -> suite.has(Trait.NOT_DEFAULT));
	}

	/**
	 * With -s it looks at the level, and without more options it leaves PSK and SRP out.
	 */
	private static List<List<String>> offered() {
		List<List<String>> answers = offered;
		if (answers == null) {
			answers = OpensslCiphers.ask("-s -psk -srp", CORPUS);
			offered = answers;
		}
		return answers;
	}

	private static void compare(List<List<String>> openssl, Function<String, List<String>> ours) {
		SoftAssertions softly = new SoftAssertions();
		for (int i = 0; i < CORPUS.size(); i++) {
			String list = CORPUS.get(i);
			softly.assertThat(ours.apply(list)).as("'%s', seed %d", list, SEED).isEqualTo(openssl.get(i));
		}
		softly.assertAll();
	}

	private static List<String> select(String list, List<String> supported) {
		try {
			return CipherList.parse(list).select(supported);
		}
		catch (SslConfigurationException ex) {
			return List.of();
		}
	}

	private static List<String> everySuite() {
		return SuiteTable.ordered().stream().map(CipherSuite::iana).toList();
	}

	private static Predicate<String> weak() {
		return (name) -> SuiteTable.ordered()
			.stream()
			.anyMatch((suite) -> suite.openSsl().equals(name) && !suite.weaknesses().isEmpty());
	}

}
