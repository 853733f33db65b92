package dev.sslsocket;

import java.util.List;
import java.util.function.UnaryOperator;

import javax.net.ssl.SSLContext;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sslsocket.failure.SslConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the cipher settings of {@link SslContextBuilder}.
 */
class CipherSettingsTests {

	private static final List<String> TLS13 = List.of("TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256",
			"TLS_CHACHA20_POLY1305_SHA256");

	@Test
	void suitesWhenNothingIsSetAreTheJdks() throws Exception {
		SslCiphers ciphers = build((builder) -> builder).offer().ciphers();
		assertThat(ciphers.suites())
			.containsExactly(SSLContext.getDefault().getDefaultSSLParameters().getCipherSuites());
		assertThat(ciphers.honorOrder()).isTrue();
		assertThat(ciphers.explanation()).isEmpty();
		assertThat(ciphers.names()).startsWith("TLS_AES_256_GCM_SHA384")
			.contains("ECDHE-RSA-AES128-GCM-SHA256")
			.noneMatch((name) -> name.contains("SCSV") || name.contains("_WITH_"));
	}

	@Test
	void ciphersWhenSetAloneLeaveTls13AsItIs() {
		SslCiphers ciphers = build((builder) -> builder.ciphers("ECDHE+AES128+AESGCM")).offer().ciphers();
		assertThat(ciphers.names()).containsExactly("TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256",
				"TLS_CHACHA20_POLY1305_SHA256", "ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256");
		assertThat(ciphers).hasToString(String.join(":", ciphers.names()));
		assertThat(ciphers.explanation()).startsWith("ECDHE+AES128+AESGCM: adds ECDHE-ECDSA-AES128-GCM-SHA256, ");
	}

	@Test
	void cipherSuitesWhenSetAloneLeaveTheOthersAsTheyAre() {
		List<String> before = build((builder) -> builder).offer().ciphers().suites();
		List<String> suites = build((builder) -> builder.cipherSuites("TLS_CHACHA20_POLY1305_SHA256")).offer()
			.ciphers()
			.suites();
		assertThat(suites).startsWith("TLS_CHACHA20_POLY1305_SHA256");
		assertThat(suites.subList(1, suites.size()))
			.isEqualTo(before.stream().filter((suite) -> !TLS13.contains(suite)).toList());
	}

	@Test
	void cipherSuitesWhenInOneTextAreTheSame() {
		assertThat(build(
				(builder) -> builder.ciphers("AESGCM").cipherSuites("TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384"))
			.offer()
			.ciphers()
			.names())
			.isEqualTo(build((builder) -> builder.ciphers("AESGCM")
				.cipherSuites("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384")).offer().ciphers().names())
			.startsWith("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "ECDHE-ECDSA-AES256-GCM-SHA384");
	}

	@Test
	void levelWhenInTheListTakesSuitesOfTls13OutToo() {
		assertThat(build((builder) -> builder.ciphers("ECDHE+AESGCM:@SECLEVEL=4")).offer().ciphers().names())
			.containsExactly("TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384",
					"ECDHE-RSA-AES256-GCM-SHA384");
		assertRefused("cipher-suites",
				"names 'TLS_AES_128_GCM_SHA256', whose bits are too few for the @SECLEVEL in ciphers",
				(builder) -> builder.ciphers("ECDHE+AESGCM:@SECLEVEL=4").cipherSuites("TLS_AES_128_GCM_SHA256"));
	}

	@Test
	void orderWhenItIsTheClientsIsShown() {
		assertThat(build((builder) -> builder.honorCipherOrder(false)).offer().ciphers().honorOrder()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "ECDHE+FOO", "FOO", "", "!ALL", "AES128+AES256", "TLS_AES_128_GCM_SHA256", "eNULL", "PSK",
			"CAMELLIA", "ALL:!ALL" })
	void ciphersWhenTheySelectNothingAreRefused(String list) {
		assertThatExceptionOfType(SslConfigurationException.class)
			.isThrownBy(() -> build((builder) -> builder.ciphers(list)))
			.withMessageStartingWith("names no suite that can be used")
			.withMessageContaining("\nselected: nothing")
			.satisfies((ex) -> assertThat(ex.setting()).isEqualTo("ciphers"));
	}

	// The property of every JDK from 17 on.
	@Test
	void ciphersWhenThePolicyDisablesThemAreRefusedWithThatReason() {
		assertThatExceptionOfType(SslConfigurationException.class)
			.isThrownBy(() -> build((builder) -> builder.ciphers("DES-CBC3-SHA")))
			.withMessageStartingWith(
					"names no suite that can be used (DES-CBC3-SHA: disabled by the security property jdk.tls.disabledAlgorithms).");
	}

	@Test
	void ciphersWhenThePolicyDisablesSomeSayWhich() {
		SslCiphers ciphers = build((builder) -> builder.ciphers("ECDHE-RSA-AES128-GCM-SHA256:DES-CBC3-SHA:AES128-CCM"))
			.offer()
			.ciphers();
		assertThat(ciphers.names()).endsWith("TLS_CHACHA20_POLY1305_SHA256", "ECDHE-RSA-AES128-GCM-SHA256");
		assertThat(ciphers.explanation()).isEqualTo("""
				ECDHE-RSA-AES128-GCM-SHA256: adds ECDHE-RSA-AES128-GCM-SHA256
				DES-CBC3-SHA: adds 1 that cannot be used
				AES128-CCM: adds 1 that cannot be used
				selected: ECDHE-RSA-AES128-GCM-SHA256
				left out, disabled by the security property jdk.tls.disabledAlgorithms: DES-CBC3-SHA
				left out, not in the JDK's TLS engine: AES128-CCM""");
	}

	@Test
	void ciphersWhenTheyAreNoListAreRefused() {
		assertRefused("ciphers",
				"has '@STRENGHT' at character 5 of 'AES:@STRENGHT'. Write @STRENGTH or @SECLEVEL=0 to @SECLEVEL=5. Did you mean @STRENGTH?",
				(builder) -> builder.ciphers("AES:@STRENGHT"));
	}

	@Test
	void cipherSuitesWhenTls13IsNotOfferedAreRefused() {
		assertRefused("cipher-suites",
				"names suites of TLS 1.3, and protocols offers TLSv1.2 only. Suites of TLS 1.2 and older are written in ciphers",
				(builder) -> builder.protocols("TLSv1.2").cipherSuites("TLS_AES_128_GCM_SHA256"));
	}

	@Test
	void cipherSuitesWhenOfAnOlderVersionAreSentToCiphers() {
		assertRefused("cipher-suites",
				"names 'TLS_RSA_WITH_AES_128_CBC_SHA', and that is not of TLS 1.3. Suites of TLS 1.2 and older, and words for them, are written in ciphers",
				(builder) -> builder.cipherSuites("TLS_AES_128_GCM_SHA256", "TLS_RSA_WITH_AES_128_CBC_SHA"));
		assertRefused("cipher-suites",
				"names 'HIGH', and that is not of TLS 1.3. Suites of TLS 1.2 and older, and words for them, are written in ciphers",
				(builder) -> builder.cipherSuites("HIGH"));
	}

	@Test
	void cipherSuitesWhenUnknownNameTheNearest() {
		assertRefused("cipher-suites",
				"names 'TLS_AES_265_GCM_SHA384', and there is no such suite of TLS 1.3. Did you mean TLS_AES_256_GCM_SHA384?",
				(builder) -> builder.cipherSuites("TLS_AES_265_GCM_SHA384"));
	}

	@Test
	void cipherSuitesWhenTheJdkLacksOneAreRefused() {
		assertRefused("cipher-suites",
				"names 'TLS_AES_128_CCM_SHA256', which this JDK does not have. It has: " + String.join(", ", TLS13),
				(builder) -> builder.cipherSuites("TLS_AES_128_CCM_SHA256"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ":", " , " })
	void cipherSuitesWhenEmptyAreRefused(String text) {
		assertRefused("cipher-suites",
				"is empty. Leave it out for the default; protocols decides whether there is TLS 1.3",
				(builder) -> builder.cipherSuites(text));
	}

	@Test
	void wordsWhenTheyDoNotExistAreWarnedOf() {
		assertThat(said(Level.WARN, (builder) -> builder.ciphers("ECDHE+AESGCM:!MD6:!EXP"))).containsExactly(
				"WARN SSL context 'logged', ciphers: 'MD6' at character 15 is no word of OpenSSL's and no suite. Did you mean MD5?");
	}

	@Test
	void ciphersWhenOnlyTls13IsOfferedAreWarnedOf() {
		assertThat(said(Level.WARN, (builder) -> builder.protocols("TLSv1.3").ciphers("ECDHE+AESGCM"))).containsExactly(
				"WARN SSL context 'logged': ciphers has no effect, since protocols offers TLSv1.3 only, whose suites are set by cipher-suites");
	}

	@Test
	void explanationWhenDebuggingIsInTheLog() {
		assertThat(said(Level.DEBUG, (builder) -> builder.ciphers("ECDHE+AESGCM+AES256"))).containsExactly("""
				DEBUG SSL context 'logged', ciphers word by word:
				ECDHE+AESGCM+AES256: adds ECDHE-ECDSA-AES256-GCM-SHA384, ECDHE-RSA-AES256-GCM-SHA384
				selected: ECDHE-ECDSA-AES256-GCM-SHA384, ECDHE-RSA-AES256-GCM-SHA384""");
		assertThat(said(Level.DEBUG, (builder) -> builder)).isEmpty();
	}

	private static List<String> said(Level level, UnaryOperator<SslContextBuilder> settings) {
		Logger logger = (Logger) LoggerFactory.getLogger(OfferedSuites.class);
		ListAppender<ILoggingEvent> appender = new ListAppender<>();
		appender.start();
		logger.addAppender(appender);
		logger.setLevel(level);
		try {
			build((builder) -> settings.apply(builder.name("logged")));
		}
		finally {
			logger.setLevel(null);
			logger.detachAppender(appender);
		}
		return appender.list.stream().map((event) -> event.getLevel() + " " + event.getFormattedMessage()).toList();
	}

	private static SslContext build(UnaryOperator<SslContextBuilder> settings) {
		return settings.apply(SslContext.builder()).build();
	}

	private static void assertRefused(String setting, String message, UnaryOperator<SslContextBuilder> settings) {
		assertThatExceptionOfType(SslConfigurationException.class).isThrownBy(() -> build(settings))
			.withMessage(message)
			.satisfies((ex) -> assertThat(ex.setting()).isEqualTo(setting));
	}

}
