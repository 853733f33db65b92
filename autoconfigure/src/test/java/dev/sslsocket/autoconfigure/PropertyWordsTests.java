package dev.sslsocket.autoconfigure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.sslsocket.AlpnMismatch;
import dev.sslsocket.AlpnPreference;
import dev.sslsocket.EofPolicy;
import dev.sslsocket.SslContext;
import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.verify.ClientAuth;
import dev.sslsocket.verify.HostnameScheme;
import dev.sslsocket.verify.OcspMode;
import dev.sslsocket.verify.PinMode;
import dev.sslsocket.verify.RevocationScope;
import dev.sslsocket.verify.VerifyMode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PropertyWords}.
 */
@ExtendWith(OutputCaptureExtension.class)
class PropertyWordsTests {

	@ParameterizedTest
	@CsvSource({ "peer,PEER", "Peer,PEER", "0x01,PEER", "1,PEER", "none,NONE", "off,NONE", "false,NONE", "0x00,NONE",
			"0,NONE" })
	void verifyModeWhenKnownIsTaken(String word, VerifyMode expected) {
		assertThat(PropertyWords.verifyMode(word)).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "true", "2", "0x03", "0x05", "-1", "need" })
	void verifyModeWhenUnknownIsRefused(String word) {
		assertThatExceptionOfType(SslConfigurationException.class).isThrownBy(() -> PropertyWords.verifyMode(word))
			.withMessageStartingWith("is '" + word + "'. Write peer or none");
	}

	@ParameterizedTest
	@CsvSource({ "none,NONE", "off,NONE", "false,NONE", "0x00,NONE", "want,WANT", "1,WANT", "0x05,WANT", "need,NEED",
			"0x03,NEED", "0x07,NEED" })
	void clientAuthWhenKnownIsTaken(String word, ClientAuth expected) {
		assertThat(PropertyWords.clientAuth(word)).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "true", "2", "0x06", "0x08", "-1", "peer" })
	void clientAuthWhenUnknownIsRefused(String word) {
		assertThatExceptionOfType(SslConfigurationException.class).isThrownBy(() -> PropertyWords.clientAuth(word))
			.withMessageStartingWith("is '" + word + "'. Write none, want or need");
	}

	@ParameterizedTest
	@CsvSource({ "rfc9525,RFC9525", "RFC9525,RFC9525", "none,NONE", "off,NONE", "false,NONE", "default,DEFAULT",
			"Http,HTTP", "www,HTTP", "rfc4513,LDAP", "imap,IMAP" })
	void hostnameSchemeWhenKnownIsTaken(String word, HostnameScheme expected) {
		assertThat(PropertyWords.hostnameScheme(word)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "off,OFF", "false,OFF", "leaf,LEAF", "Chain,CHAIN" })
	void revocationScopeWhenKnownIsTaken(String word, RevocationScope expected) {
		assertThat(PropertyWords.revocationScope(word)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "off,OFF", "false,OFF", "staple,STAPLE", "Soft,SOFT", "hard,HARD" })
	void ocspModeWhenKnownIsTaken(String word, OcspMode expected) {
		assertThat(PropertyWords.ocspMode(word)).isEqualTo(expected);
	}

	@Test
	void ocspScopeWhenKnownIsTaken() {
		assertThat(PropertyWords.ocspScope("leaf")).isEqualTo(RevocationScope.LEAF);
		assertThat(PropertyWords.ocspScope("CHAIN")).isEqualTo(RevocationScope.CHAIN);
	}

	@ParameterizedTest
	@CsvSource({ "alternative,ALTERNATIVE", "Additional,ADDITIONAL", "enforce,ENFORCE" })
	void pinModeWhenKnownIsTaken(String word, PinMode expected) {
		assertThat(PropertyWords.pinMode(word)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "strict,STRICT", "Lenient,LENIENT" })
	void eofPolicyWhenKnownIsTaken(String word, EofPolicy expected) {
		assertThat(PropertyWords.eofPolicy(word)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "server,SERVER", "Client,CLIENT" })
	void alpnPreferenceWhenKnownIsTaken(String word, AlpnPreference expected) {
		assertThat(PropertyWords.alpnPreference(word)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "fail,FAIL", "Continue,CONTINUE" })
	void alpnMismatchWhenKnownIsTaken(String word, AlpnMismatch expected) {
		assertThat(PropertyWords.alpnMismatch(word)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "off,''", "false,''", "'',''", "front.example,front.example" })
	void sniHostWhenOffIsEmpty(String word, String expected) {
		assertThat(PropertyWords.sniHost(word)).isEqualTo(expected);
	}

	@Test
	void clientAuthWhenItAsksOnlyOnceSaysThatThisIsIgnored(CapturedOutput output) {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(SslSocketAutoConfiguration.class))
			.withInitializer(PropertySources.yaml("ssl.client-auth: 0x07", "ssl.ca: jdk"))
			.run((context) -> {
				assertThat(context.getBean(SslContext.class).clientAuth()).isEqualTo(ClientAuth.NEED);
				assertThat(output)
					.contains("ssl.client-auth (application.yml:1:18): 0x04 (SSL_VERIFY_CLIENT_ONCE) is" + " ignored.");
			});
	}

}
