package dev.sslsocket;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import dev.sslsocket.engine.EngineFeature;
import dev.sslsocket.engine.EngineProvider;
import dev.sslsocket.engine.EngineUnderTest;
import dev.sslsocket.engine.RequiresNativeEngine;
import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.x509.DhParameters;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for which engine a context takes, and what is refused by which.
 */
@RequiresNativeEngine
class EngineChoiceTests {

	@ParameterizedTest
	@CsvSource({ "jdk,jdk", "OpenSSL,openssl", "' auto ',openssl" })
	void engineWhenAskedForIsShown(String written, String expected) {
		ChosenEngine chosen = builder(written).build().engine();
		assertThat(chosen).hasToString(expected);
		assertThat(chosen.asked()).isEqualToIgnoringCase(written.strip());
		assertThat(chosen.reason()).isEmpty();
	}

	@Test
	void autoWhenSomethingIsSetThatOpensslLacksTakesTheJdk() {
		assertAutoTakesTheJdk(builder("auto").cipherSuites("TLS_AES_128_GCM_SHA256"),
				"has no choice of the suites of TLS 1.3, and cipher-suites asks for it");
		assertAutoTakesTheJdk(builder("auto").ciphers("DEFAULT:@SECLEVEL=4"),
				"refuses ciphers: it asks by its @SECLEVEL for more bits");
		if (Runtime.version().feature() >= 20) {
			assertAutoTakesTheJdk(builder("auto").groups("x448"),
					"refuses groups: it names 'x448', which BoringSSL does not have for TLSv1.3, TLSv1.2. It has: ");
		}
	}

	private static void assertAutoTakesTheJdk(SslContextBuilder builder, String reason) {
		ChosenEngine chosen = builder.build().engine();
		assertThat(chosen).hasToString("jdk");
		assertThat(chosen.asked()).isEqualTo("auto");
		assertThat(chosen.reason()).startsWith(reason);
	}

	@Test
	void choiceWhenNothingIsSetIsTheJvms() {
		assertThat(EngineChoice.byDefault()).hasToString(EngineUnderTest.provider().toString());
	}

	@ParameterizedTest
	@EnumSource
	void engineWhenItHasWhatIsAskedForIsTaken(EngineFeature feature) {
		boolean openSsl = EngineProvider.OPENSSL.can(feature);
		assertTakenOrRefused(EngineChoice.JDK, feature, EngineProvider.JDK.can(feature), "it");
		assertTakenOrRefused(EngineChoice.OPENSSL, feature, openSsl, "engine");
		assertThat(EngineChoice.AUTO.choose(Map.of(feature, "it"), (provider) -> Optional.empty()))
			.hasToString(openSsl ? "openssl" : "jdk");
	}

	private static void assertTakenOrRefused(EngineChoice choice, EngineFeature feature, boolean has, String setting) {
		if (has) {
			assertThat(choice.choose(Map.of(feature, "it"), (provider) -> Optional.empty()))
				.hasToString(choice.toString());
			return;
		}
		assertThatExceptionOfType(SslConfigurationException.class)
			.isThrownBy(() -> choice.choose(Map.of(feature, "it"), (provider) -> Optional.empty()))
			.withMessageContaining(feature.toString())
			.satisfies((refused) -> assertThat(refused.setting()).isEqualTo(setting));
	}

	@Test
	void autoWhenNeitherHasAllSaysBoth() {
		assertRefused(builder("auto").ocspStapling(true).cipherSuites("TLS_AES_128_GCM_SHA256"), "ocsp-stapling",
				"asks for stapled OCSP responses of servers, which the JDK's engine does not have but for the whole JVM"
						+ " (-Djdk.tls.server.enableStatusRequestExtension=true). Leave it out, or mend why openssl is not"
						+ " taken: it has no choice of the suites of TLS 1.3, and cipher-suites asks for it");
	}

	@Test
	void opensslWhenItLacksWhatIsSetIsRefusedByBothNames() {
		String way = " asks for it. Leave %1$s out, or take engine: jdk";
		assertRefused(builder("openssl").cipherSuites("TLS_AES_128_GCM_SHA256"), "engine",
				"is openssl, which has no choice of the suites of TLS 1.3, and cipher-suites"
						+ way.formatted("cipher-suites"));
		assertRefused(builder("openssl").signatureSchemes("ed25519"), "engine",
				"is openssl, which has no choice of signature schemes, and signature-schemes"
						+ way.formatted("signature-schemes"));
		assertRefused(
				builder("openssl")
					.dhParameters(DhParameters.of(java.math.BigInteger.TEN.pow(700), java.math.BigInteger.TWO)),
				"engine", "is openssl, which has no DHE, and dh-file" + way.formatted("dh-file"));
	}

	@Test
	void jdkWhenItIsToStapleIsRefused() {
		String way = " asks for stapled OCSP responses of servers, which the JDK's engine does not have but for the whole"
				+ " JVM (-Djdk.tls.server.enableStatusRequestExtension=true). Leave it out, or take engine: openssl";
		assertRefused(builder("jdk").ocspStapling(true), "ocsp-stapling", way.strip());
		assertRefused(builder("jdk").ocspStapleFile(Path.of("nowhere.der")), "ocsp-staple-file", way.strip());
	}

	@Test
	void engineWhenUnknownIsRefused() {
		assertThatExceptionOfType(SslConfigurationException.class).isThrownBy(() -> builder("boring"))
			.withMessage("is 'boring'. Use jdk, openssl or auto");
	}

	@ParameterizedTest
	@ValueSource(strings = { "openssl", "auto" })
	void groupsWhenOfOpensslAreTakenOnAnyJdk(String engine) {
		SslContext context = builder(engine).groups("X25519MLKEM768:x25519", "P-256").build();
		assertThat(context.engine()).hasToString("openssl");
		assertThat(context.offer().groups()).containsExactly("X25519MLKEM768", "x25519", "secp256r1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "SecP256r1MLKEM768", "SecP384r1MLKEM1024" })
	void groupsWhenOpensslLacksThemAreRefusedWithThoseItHas(String group) {
		assertRefused(builder("openssl").groups("x25519", group), "groups", "names '" + group
				+ "', which BoringSSL does not have for TLSv1.3, TLSv1.2. It has: secp256r1, secp384r1, secp521r1, x25519,"
				+ " X25519MLKEM768. Groups with ML-KEM are for TLSv1.3; all of them come with JDK 27, X25519MLKEM768 with"
				+ " engine: openssl");
	}

	private static SslContextBuilder builder(String engine) {
		return SslContext.builder().engine(engine);
	}

	private static void assertRefused(SslContextBuilder builder, String setting, String message) {
		assertThatExceptionOfType(SslConfigurationException.class).isThrownBy(builder::build)
			.withMessage(message)
			.satisfies((refused) -> assertThat(refused.setting()).isEqualTo(setting));
	}

}
