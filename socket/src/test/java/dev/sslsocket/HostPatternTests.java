package dev.sslsocket;

import dev.sslsocket.failure.SslConfigurationException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link HostPattern}.
 */
class HostPatternTests {

	@ParameterizedTest
	@CsvSource({ "www.example.com, www.example.com", "WWW.Example.COM, www.example.com", "localhost, localhost",
			"*.Example.com, *.example.com", "*.example, *.example", "bücher.example, xn--bcher-kva.example",
			"*.BÜCHER.example, *.xn--bcher-kva.example", "xn--bcher-kva.example, xn--bcher-kva.example" })
	void parseWhenClientsCanAskForItReturnsALabels(String text, String expected) {
		assertThat(HostPattern.parse(text)).hasToString(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "*", "*.", "a..b", ".example", "www.example.com.", "www*.example.com",
			"a.*.example.com", "*.*.example.com", "a_b.example", "https://example.com", "example.com:443", "::1",
			"-a.example" })
	void parseWhenItIsNoHostNameSaysWhatToWrite(String text) {
		assertThatExceptionOfType(SslConfigurationException.class).isThrownBy(() -> HostPattern.parse(text))
			.withMessageStartingWith("names '" + text + "', which is no host name. Write one such as www.example.com,")
			.satisfies((ex) -> assertThat(ex.setting()).isEqualTo("hosts"));
	}

	@Test
	void parseWhenItIsAnAddressSaysThatNobodyAsksForIt() {
		assertThatExceptionOfType(SslConfigurationException.class).isThrownBy(() -> HostPattern.parse("127.0.0.1"))
			.withMessageStartingWith("names '127.0.0.1', an address, which no client sends as server name");
	}

	@Test
	void parseWhenTheNameIsTooLongForDnsRefusesIt() {
		String label = "a".repeat(63) + ".";
		assertThat(HostPattern.parse(label.repeat(3) + "a".repeat(61)).domain()).hasSize(253);
		assertThatExceptionOfType(SslConfigurationException.class)
			.isThrownBy(() -> HostPattern.parse(label.repeat(3) + "a".repeat(62)));
	}

}
