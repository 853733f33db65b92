package dev.sslsocket.autoconfigure;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.env.ConfigurableEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ContextNames}.
 */
class ContextNamesTests {

	private final ConfigurableEnvironment environment = PropertySources.environment();

	@Test
	void namesWhenNothingIsConfiguredAreNone() {
		assertThat(ContextNames.of(this.environment)).isEmpty();
	}

	@Test
	void namesWhenInFileAndEnvironmentAreTogether() {
		PropertySources.addYaml(this.environment, "ssl.contexts:", "  order-service:", "    eof-policy: strict",
				"  a1.eof-policy: strict");
		PropertySources.addVariables(this.environment, Map.of("SSL_CONTEXTS_BILLING_READTIMEOUT", "3"));
		assertThat(ContextNames.of(this.environment)).containsExactly("a1", "billing", "order-service");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Orders", "order_service", "a--b", "'[a.b]'", "'[a b]'" })
	void nameWhenOfOtherFormIsRefused(String name) {
		PropertySources.addYaml(this.environment, "ssl.contexts:", "  " + name + ":", "    eof-policy: strict");
		assertThatExceptionOfType(SslPropertyException.class).isThrownBy(() -> ContextNames.of(this.environment))
			.withMessageContaining(
					" (application.yml:3:17) is not a name for a context. Use lower-case letters and digits, in parts joined by"
							+ " single dashes, such as 'order-service'.");
	}

	@Test
	void namesWhenEqualWithoutDashesAreRefused() {
		PropertySources.addYaml(this.environment, "ssl.contexts.order-service.eof-policy: strict");
		PropertySources.addVariables(this.environment, Map.of("SSL_CONTEXTS_ORDERSERVICE_READTIMEOUT", "3"));
		assertThatExceptionOfType(SslPropertyException.class).isThrownBy(() -> ContextNames.of(this.environment))
			.withMessage(
					"ssl.contexts.orderservice (environment variable SSL_CONTEXTS_ORDERSERVICE_READTIMEOUT) and ssl.contexts.order-service are one name to an environment"
							+ " variable, which has no dashes. Rename one of them.");
	}

	@Test
	void nameWhenItIsTheDefaultsIsRefused() {
		PropertySources.addYaml(this.environment, "ssl.contexts.default.eof-policy: strict");
		assertThatExceptionOfType(SslPropertyException.class).isThrownBy(() -> ContextNames.of(this.environment))
			.withMessage(
					"ssl.contexts.default (application.yml:1:34) names the context that ssl itself describes. Move its keys there.");
	}

	@Test
	void contextWhenWithoutKeysIsRefused() {
		PropertySources.addYaml(this.environment, "ssl:", "  contexts:", "    orders:");
		assertThatExceptionOfType(SslPropertyException.class).isThrownBy(() -> ContextNames.of(this.environment))
			.withMessage("ssl.contexts.orders (application.yml:3:12) has no keys. Write at least one, say"
					+ " verify-mode: peer.");
	}

}
