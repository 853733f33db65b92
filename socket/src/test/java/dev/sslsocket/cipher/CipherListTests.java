package dev.sslsocket.cipher;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

import dev.sslsocket.failure.SslConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link CipherList}. What its words mean is in {@link CipherListOpensslTests}.
 */
class CipherListTests {

	private static final List<String> ENGINE = List.of("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
			"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_RSA_WITH_AES_128_CBC_SHA", "SSL_RSA_WITH_3DES_EDE_CBC_SHA",
			"TLS_DH_anon_WITH_AES_128_CBC_SHA", "TLS_RSA_WITH_NULL_SHA256", "TLS_AES_128_GCM_SHA256",
			"TLS_EMPTY_RENEGOTIATION_INFO_SCSV");

	@Test
	void selectWhenTheEngineSpellsInTheOldWayReturnsItsSpelling() {
		assertThat(CipherList.parse("3DES:AES128").select(ENGINE)).containsExactly("SSL_RSA_WITH_3DES_EDE_CBC_SHA",
				"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_RSA_WITH_AES_128_CBC_SHA");
	}

	@ParameterizedTest
	@ValueSource(strings = { "AES128-SHA", "TLS_RSA_WITH_AES_128_CBC_SHA" })
	void suiteWhenNamedInEitherSpellingIsSelected(String name) {
		assertThat(CipherList.parse(name).select(ENGINE)).containsExactly("TLS_RSA_WITH_AES_128_CBC_SHA");
		assertThat(CipherList.parse("ALL:!" + name).select(ENGINE)).contains("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")
			.doesNotContain("TLS_RSA_WITH_AES_128_CBC_SHA");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ALL", "HIGH", "AES", "kDHE", "kRSA", "SHA256", "ALL:COMPLEMENTOFALL", "DEFAULT" })
	void suiteWhenWithoutAuthenticationOrEncryptionIsNotSelectedByOtherNames(String word) {
		assertThat(CipherList.parse(word + ":@SECLEVEL=0").select(ENGINE))
			.doesNotContain("TLS_DH_anon_WITH_AES_128_CBC_SHA", "TLS_RSA_WITH_NULL_SHA256");
	}

	@ParameterizedTest
	@CsvSource({ "aNULL, TLS_DH_anon_WITH_AES_128_CBC_SHA", "ADH-AES128-SHA, TLS_DH_anon_WITH_AES_128_CBC_SHA",
			"eNULL, TLS_RSA_WITH_NULL_SHA256", "NULL-SHA256, TLS_RSA_WITH_NULL_SHA256" })
	void suiteWhenWeakIsSelectedByNameAtLevelZeroOnly(String word, String suite) {
		assertThat(CipherList.parse(word).select(ENGINE)).isEmpty();
		assertThat(CipherList.parse(word + ":@SECLEVEL=0").select(ENGINE)).containsExactly(suite);
	}

	@Test
	void suitesOfTls13AreNeitherSelectedNorTakenOut() {
		assertThat(CipherList.parse("ALL:TLS_AES_128_GCM_SHA256").select(ENGINE))
			.doesNotContain("TLS_AES_128_GCM_SHA256");
		assertThat(CipherList.parse("ALL:!AES128").permitsTls13("TLS_AES_128_GCM_SHA256")).isTrue();
		assertThat(CipherList.parse("ALL:@SECLEVEL=4").permitsTls13("TLS_AES_128_GCM_SHA256")).isFalse();
		assertThat(CipherList.parse("ALL:@SECLEVEL=5").permitsTls13("TLS_AES_256_GCM_SHA384")).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', value = {
			"ECDHEE+AES|'ECDHEE' at character 1 is no word of OpenSSL's and no suite. Did you mean ECDHE?",
			"AES:!ECDHE-RSA-AES128-GCM-SHA265|'ECDHE-RSA-AES128-GCM-SHA265' at character 6 is no word of OpenSSL's and no suite. Did you mean ECDHE-RSA-AES128-GCM-SHA256?",
			"qqqqqqqq|'qqqqqqqq' at character 1 is no word of OpenSSL's and no suite",
			"AES:TLS_AES_128_GCM_SHA256|'TLS_AES_128_GCM_SHA256' at character 5 is a suite of TLS 1.3, and those are set by cipher-suites",
			"AES:DEFAULT|'DEFAULT' at character 5: DEFAULT has a meaning only where the list begins with it" })
	void warningsWhenAWordDoesNotExistSayWhatMayBeMeant(String list, String warning) {
		assertThat(CipherList.parse(list).warnings()).containsExactly(warning);
	}

	@ParameterizedTest
	@ValueSource(strings = { "AES:!EXP:!LOW:!SSLv2:!kDHd:!IDEA", "AES:!ECDH-RSA-AES128-SHA", "AES:DES-CBC-SHA" })
	void warningsWhenAWordOnceExistedAreNone(String list) {
		assertThat(CipherList.parse(list).warnings()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', value = {
			"ECDHE:?|has '?' at character 7 of 'ECDHE:?'. A cipher list is made of words such as ECDHE+AESGCM, each with !, - or + before it or nothing, and colons between them",
			"ECDHE:!|has '!' at character 7 of 'ECDHE:!', and no word behind it. A cipher list is made of words such as ECDHE+AESGCM, each with !, - or + before it or nothing, and colons between them",
			"ECDHE+|has 'ECDHE+' at character 1 of 'ECDHE+', and no word behind it. A cipher list is made of words such as ECDHE+AESGCM, each with !, - or + before it or nothing, and colons between them",
			"@STRENGHT|has '@STRENGHT' at character 1 of '@STRENGHT'. Write @STRENGTH or @SECLEVEL=0 to @SECLEVEL=5. Did you mean @STRENGTH?",
			"AES:@SECLEVEL=6|has '@SECLEVEL=6' at character 5 of 'AES:@SECLEVEL=6'. Write @STRENGTH or @SECLEVEL=0 to @SECLEVEL=5. Did you mean @SECLEVEL=0?" })
	void parseWhenAListIsNoneNamesThePlace(String list, String message) {
		assertThatExceptionOfType(SslConfigurationException.class).isThrownBy(() -> CipherList.parse(list))
			.withMessage(message)
			.satisfies((ex) -> assertThat(ex.setting()).isEqualTo("ciphers"));
	}

	@Test
	void parseWhenACharacterCannotBePrintedShowsItsNumber() {
		assertThatExceptionOfType(SslConfigurationException.class).isThrownBy(() -> CipherList.parse("AES:\n\u00e9"))
			.withMessageStartingWith("has '\\u000a' at character 5 of 'AES:\\u000a\\u00e9'");
	}

	@Test
	void requireWhenNothingIsLeftSaysWhy() {
		CipherList list = CipherList.parse("ADH:CAMELLIA128-SHA:AES256-SHA:RC4-SHA:FOO");
		assertThatExceptionOfType(SslConfigurationException.class)
			.isThrownBy(() -> list.require(ENGINE, Set.of("TLS_RSA_WITH_AES_256_CBC_SHA")))
			.withMessage(
					"""
							names no suite that can be used (ADH-AES256-GCM-SHA384, ADH-AES128-GCM-SHA256, ADH-AES256-SHA256 and 10 more: \
							below security level 2, to be lowered by @SECLEVEL; \
							AES256-SHA: disabled by the security property jdk.tls.disabledAlgorithms; \
							CAMELLIA128-SHA: not in the JDK's TLS engine).
							"""
							+ list.explain(ENGINE, Set.of("TLS_RSA_WITH_AES_256_CBC_SHA")));
	}

	@Test
	void requireWhenNoWordExistsSaysWhatMayBeMeant() {
		assertThatExceptionOfType(SslConfigurationException.class)
			.isThrownBy(() -> CipherList.parse("ECDHEE").require(ENGINE, Set.of()))
			.withMessageStartingWith(
					"names no suite that can be used ('ECDHEE' at character 1 is no word of OpenSSL's and no suite. Did you mean ECDHE?).");
	}

	@Test
	void explainSaysWordByWordWhatHappens() {
		CipherList list = CipherList
			.parse("ECDHE+AES128+aRSA:AES128-SHA:ADH-AES128-SHA:3DES:!SHA256:-kRSA:kRSA+3DES:+ECDHE:ECDHE+FOO:!EXP:!RC4"
					+ ":AES128+AES256:@STRENGTH:@SECLEVEL=1");
		assertThat(list.explain(ENGINE, Set.of("TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA"))).isEqualTo("""
				ECDHE+AES128+aRSA: adds ECDHE-RSA-AES128-GCM-SHA256, and 2 that cannot be used
				AES128-SHA: adds AES128-SHA
				ADH-AES128-SHA: adds 1 that cannot be used
				3DES: adds DES-CBC3-SHA, and 6 that cannot be used
				!SHA256: takes out for good 1 that cannot be used
				-kRSA: takes out AES128-SHA, DES-CBC3-SHA
				kRSA+3DES: adds DES-CBC3-SHA
				+ECDHE: moves to the end ECDHE-RSA-AES128-GCM-SHA256, and 3 that cannot be used
				ECDHE+FOO: nothing: 'FOO' at character 87 is no word of OpenSSL's and no suite
				!EXP: nothing: OpenSSL has no suite for 'EXP' any more
				!RC4: keeps out for good
				AES128+AES256: nothing: no suite is all of this
				@STRENGTH: sorts by the bits of the cipher
				@SECLEVEL=1: sets the security level
				selected: ECDHE-RSA-AES128-GCM-SHA256, DES-CBC3-SHA
				left out, no authentication or no encryption, so only by aNULL, eNULL or their own names:
				    AECDH-DES-CBC3-SHA, ADH-DES-CBC3-SHA
				left out, below security level 1, to be lowered by @SECLEVEL: ADH-AES128-SHA
				left out, disabled by the security property jdk.tls.disabledAlgorithms: ECDHE-RSA-DES-CBC3-SHA
				left out, not in the JDK's TLS engine: ECDHE-RSA-AES128-SHA, DHE-RSA-DES-CBC3-SHA,
				    DHE-DSS-DES-CBC3-SHA, ECDHE-ECDSA-DES-CBC3-SHA""");
	}

	@Test
	void listWhenMadeOfAnythingIsReadOrRefusedAsDocumented() {
		Random random = new Random(20);
		String characters = "ABCDEHLRSTaekx0123456789+-!@:,; =._~?#\u00e9\n\0";
		List<String> every = SuiteTable.ordered().stream().map(CipherSuite::iana).toList();
		int[] read = new int[1];
		for (int i = 0; i < 4_000; i++) {
			String start = (random.nextInt(3) == 0)
					? CipherCorpus.random(random.nextLong(), 1).findFirst().orElseThrow() : "";
			String text = start + random.ints(random.nextInt(12), 0, characters.length())
				.mapToObj((at) -> characters.substring(at, at + 1))
				.collect(Collectors.joining());
			try {
				CipherList list = CipherList.parse(text);
				assertThat(list.explain(every)).contains("selected: ");
				List<String> selected = list.select(every);
				assertThat(every).as(text).containsAll(selected);
				assertThat(selected).as(text).doesNotHaveDuplicates().allMatch((suite) -> isNamed(suite, text));
				read[0]++;
			}
			catch (SslConfigurationException ex) {
				assertThat(ex).as(text).hasMessageStartingWith("has '");
			}
		}
		assertThat(read[0]).isBetween(1_000, 3_900);
	}

	/** Where it has no authentication or encryption: whether the list says so. */
	private static boolean isNamed(String iana, String list) {
		String name = CipherNames.openSsl(iana);
		boolean anonymous = name.startsWith("ADH-") || name.startsWith("AECDH-");
		return (!anonymous || list.contains("aNULL") || list.contains("ADH") || list.contains("AECDH"))
				&& (!name.contains("NULL") || list.contains("NULL"));
	}

}
