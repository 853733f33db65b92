package dev.sslsocket;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

import dev.sslsocket.failure.SslConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class VersionChoiceTests {

	private static final Predicate<String> USUAL = List.of("TLSv1.3", "TLSv1.2")::contains;

	private static final Predicate<String> RELAXED = List.of("TLSv1.3", "TLSv1.2", "TLSv1.1", "TLSv1")::contains;

	// Case 61 and t/protocol_version.t: each version alone, and by exclusion.
	@ParameterizedTest
	@CsvSource(delimiter = ' ',
			value = { "TLSv1_3 TLSv1.3", "TLSv13 TLSv1.3", "tlsv1_2 TLSv1.2", "TLSV12 TLSv1.2", "TLSv1.2 TLSv1.2",
					"SSLv23 TLSv1.3,TLSv1.2", "SSLv2/3 TLSv1.3,TLSv1.2", "sslv23:!tlsv1_3 TLSv1.2",
					"SSLv23:!TLSv1_2 TLSv1.3", "!TLSv1_3 TLSv1.2", "!TLSv1.2 TLSv1.3",
					"SSLv23:!SSLv2:!SSLv3:!TLSv1:!TLSv1_1 TLSv1.3,TLSv1.2", "TLSv1_2:!TLSv1_3 TLSv1.2",
					"TLSv1_3:TLSv1_3 TLSv1.3" })
	void versionsWhenWrittenAsTheSeedDoes(String written, String expected) {
		assertThat(VersionChoice.parse(List.of(written)).resolve(USUAL)).containsExactly(expected.split(","));
	}

	@ParameterizedTest
	@CsvSource(delimiter = ' ',
			value = { "TLSv1 TLSv1", "TLSv1_1 TLSv1.1", "TLSv11 TLSv1.1", "TLSv1.0 TLSv1",
					"SSLv23:!TLSv1 TLSv1.3,TLSv1.2,TLSv1.1", "SSLv23 TLSv1.3,TLSv1.2,TLSv1.1,TLSv1",
					"SSLv23:!TLSv1_2:!TLSv1_3 TLSv1.1,TLSv1" })
	void versionsWhenTheJvmAllowsOldOnes(String written, String expected) {
		assertThat(VersionChoice.parse(List.of(written)).resolve(RELAXED)).containsExactly(expected.split(","));
	}

	@Test
	void versionsWhenTheyAreAListAreThose() {
		assertThat(VersionChoice.parse(List.of("TLSv1.2", "TLSv1_3", "tlsv1.2")).resolve(USUAL))
			.containsExactly("TLSv1.2", "TLSv1.3");
		assertThat(VersionChoice.parse(List.of("SSLv23", "!TLSv1_3")).resolve(USUAL)).containsExactly("TLSv1.2");
	}

	@Test
	void versionsWhenNoneIsNamedAreThoseOfTodayAsFarAsTheJvmAllows() {
		assertThat(VersionChoice.DEFAULT.resolve(RELAXED)).containsExactly("TLSv1.3", "TLSv1.2");
		assertThat(VersionChoice.DEFAULT.resolve("TLSv1.2"::equals)).containsExactly("TLSv1.2");
		assertRefused(() -> VersionChoice.DEFAULT.resolve("TLSv1"::equals), "leaves no version");
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1_2:TLSv1_3", "SSLv23:TLSv1_2", "TLSv1:SSLv2/3", "TLSv1.2:TLSv1.3" })
	void versionsWhenTheSeedsSyntaxNamesTwoAreRefused(String written) {
		assertRefused(() -> VersionChoice.parse(List.of(written)), "names more than one version");
	}

	@ParameterizedTest
	@ValueSource(strings = { "SSLv2", "SSLv3", "sslv3", "SSLv3:!TLSv1" })
	void versionsWhenTheyAreBrokenAreRefusedEvenWhereTheJvmAllowsThem(String written) {
		assertRefused(() -> VersionChoice.parse(List.of(written)), "is broken (RFC ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.4", "TLSv2", "TLSv1_", "TLS", "SSLv2Hello", "SSLv23:!", "!!TLSv1", "TLSv1.2,x",
			"SSLv23-TLSv1", "!SSLv23", "TLSv1_2:!SSLv2/3" })
	void versionsWhenThereAreNoneSuchAreRefused(String written) {
		assertRefused(() -> VersionChoice.parse(List.of(written)), "which is no version of TLS. Write TLSv1.3");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "TLSv1_2:", ":" })
	void versionsWhenEmptyAreRefused(String written) {
		if (written.equals("TLSv1_2:")) {
			assertThat(VersionChoice.parse(List.of(written)).resolve(USUAL)).containsExactly("TLSv1.2");
			return;
		}
		assertRefused(() -> VersionChoice.parse(List.of(written)), "is empty. Leave it out for the default");
	}

	@Test
	void versionsWhenTheJvmDoesNotAllowOneSayWhyAndWhatToDo() {
		for (String written : new String[] { "TLSv1.1", "TLSv1_1", "TLSv1.3,TLSv1.1" }) {
			VersionChoice choice = VersionChoice.parse(Arrays.asList(written.split(",")));
			assertRefused(() -> choice.resolve(USUAL),
					"names TLSv1.1, which this JVM does not allow: see its security property"
							+ " jdk.tls.disabledAlgorithms. It allows: TLSv1.3, TLSv1.2.");
		}
	}

	// The builder asks the engine: JSSE lists TLSv1.1 as supported.
	@Test
	void contextWhenTheJvmDoesNotAllowAVersionIsRefusedWhenBuilt() {
		SslContextBuilder builder = SslContext.builder().protocols("TLSv1.1");
		assertRefused(builder::build, "names TLSv1.1, which this JVM does not allow");
		assertThat(SslContext.builder().protocols("SSLv23:!TLSv1_3").build().protocols()).containsExactly("TLSv1.2");
	}

	private static void assertRefused(Runnable work, String message) {
		assertThatExceptionOfType(SslConfigurationException.class).isThrownBy(work::run)
			.withMessageContaining(message)
			.satisfies((refused) -> assertThat(refused.setting()).isEqualTo("protocols"));
	}

}
