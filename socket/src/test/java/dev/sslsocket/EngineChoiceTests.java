package dev.sslsocket;

import java.util.EnumMap;
import java.util.Map;

import dev.sslsocket.engine.EngineFeature;
import dev.sslsocket.engine.EngineProvider;
import dev.sslsocket.engine.EngineUnderTest;
import dev.sslsocket.engine.RequiresNativeEngine;
import dev.sslsocket.failure.SslConfigurationException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@RequiresNativeEngine
class EngineChoiceTests {

	@ParameterizedTest
	@CsvSource({ "jdk, JDK", "JDK, JDK", "' openssl ', OPENSSL", "Auto, AUTO" })
	void choiceWhenWrittenIsRead(String written, EngineChoice expected) {
		assertThat(EngineChoice.parse(written)).isEqualTo(expected);
		assertThat(EngineChoice.parse(expected.toString())).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "boringssl", "native", "true" })
	void choiceWhenItIsNoneIsRefusedWithThoseThereAre(String written) {
		assertThatExceptionOfType(SslConfigurationException.class).isThrownBy(() -> EngineChoice.parse(written))
			.withMessageContaining("is '" + written + "'. Use jdk, openssl or auto")
			.satisfies((refused) -> assertThat(refused.setting()).isEqualTo("engine"));
	}

	@Test
	void choiceWhenNothingIsSetIsTheJvms() {
		assertThat(EngineChoice.byDefault()).hasToString(EngineUnderTest.provider().toString());
	}

	@ParameterizedTest
	@EnumSource
	void engineWhenItHasWhatIsAskedForIsTaken(EngineFeature feature) {
		boolean jdk = EngineProvider.JDK.can(feature);
		boolean openSsl = EngineProvider.OPENSSL.can(feature);
		if (jdk) {
			assertThat(EngineChoice.JDK.resolve(Map.of(feature, "it"))).isEqualTo(EngineProvider.JDK);
		}
		else {
			assertRefused(EngineChoice.JDK, feature, "it", "asks for " + feature);
		}
		if (openSsl) {
			assertThat(EngineChoice.OPENSSL.resolve(Map.of(feature, "it"))).isEqualTo(EngineProvider.OPENSSL);
		}
		else {
			assertRefused(EngineChoice.OPENSSL, feature, "engine",
					"is openssl, which has no " + feature + ", and it asks for it");
		}
		assertThat(EngineChoice.AUTO.resolve(Map.of(feature, "it")))
			.isEqualTo(openSsl ? EngineProvider.OPENSSL : EngineProvider.JDK);
	}

	private static void assertRefused(EngineChoice choice, EngineFeature feature, String setting, String message) {
		assertThatExceptionOfType(SslConfigurationException.class)
			.isThrownBy(() -> choice.resolve(Map.of(feature, "it")))
			.withMessageContaining(message)
			.satisfies((refused) -> assertThat(refused.setting()).isEqualTo(setting));
	}

	@Test
	void autoWhenNeitherHasEverythingIsRefusedByTheJdks() {
		Map<EngineFeature, String> wanted = new EnumMap<>(
				Map.of(EngineFeature.TICKET_KEYS, "session-tickets.key-files", EngineFeature.FINITE_FIELD, "dh-file"));
		assertThatExceptionOfType(SslConfigurationException.class).isThrownBy(() -> EngineChoice.AUTO.resolve(wanted))
			.withMessageContaining("take engine: openssl");
	}

}
