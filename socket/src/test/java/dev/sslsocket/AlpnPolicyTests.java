package dev.sslsocket;

import java.util.List;

import dev.sslsocket.failure.SslConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AlpnPolicyTests {

	// Case 66.
	@ParameterizedTest
	@CsvSource(nullValues = "refused",
			value = { "SERVER,FAIL,one two,two three,two", "CLIENT,FAIL,one two,two three,two",
					"SERVER,FAIL,one two,two one,one", "CLIENT,FAIL,one two,two one,two",
					"SERVER,FAIL,one,three,refused", "CLIENT,FAIL,one,three,refused", "SERVER,CONTINUE,one,three,''",
					"CLIENT,CONTINUE,one,three,''", "SERVER,FAIL,'',one,''", "CLIENT,CONTINUE,'',one,''" })
	void chooseWhenBothHaveProtocols(AlpnPreference preference, AlpnMismatch mismatch, String ours, String offered,
			String expected) {
		List<String> own = ours.isEmpty() ? List.of() : List.of(ours.split(" "));
		assertThat(new AlpnPolicy(preference, mismatch).choose(own, List.of(offered.split(" ")))).isEqualTo(expected);
	}

	@Test
	void protocolsWhenNoHelloCanCarryThemAreRefused() {
		String longest = "x".repeat(255);
		assertThat(AlpnPolicy.requireProtocols(List.of("h2", longest))).hasSize(2);
		for (String protocol : List.of("", longest + "x", "\u20ac")) {
			assertThatExceptionOfType(SslConfigurationException.class)
				.isThrownBy(() -> SslContext.builder().alpn("h2", protocol))
				.withMessageContaining("A protocol is 1 to 255 bytes")
				.satisfies((refused) -> assertThat(refused.setting()).isEqualTo("alpn.protocols"));
		}
		String[] many = java.util.Collections.nCopies(256, longest).toArray(String[]::new);
		assertThatExceptionOfType(SslConfigurationException.class).isThrownBy(() -> SslContext.builder().alpn(many))
			.withMessageContaining("takes 65536 bytes, and a ClientHello has 65535");
	}

}
