package dev.sslsocket.failure;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SslConfigurationExceptionTests {

	@Test
	void forSettingWhenNoneIsKnownAddsItAndKeepsTheRest() {
		IllegalStateException cause = new IllegalStateException("deeper");
		SslConfigurationException unnamed = new SslConfigurationException("", "'x' is empty", cause);
		SslConfigurationException named = unnamed.forSetting("ca-file");
		assertThat(named.setting()).isEqualTo("ca-file");
		assertThat(named).hasMessage("'x' is empty").hasCause(cause);
		assertThat(named.getStackTrace()).isEqualTo(unnamed.getStackTrace());
	}

	@Test
	void forSettingWhenOneIsKnownKeepsIt() {
		SslConfigurationException known = new SslConfigurationException("private-key-password", "does not open 'x'");
		assertThat(known.forSetting("private-key")).isSameAs(known);
	}

}
