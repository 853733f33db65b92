package dev.sslsocket.autoconfigure;

import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.sslsocket.SslContexts;
import dev.sslsocket.SslServerSocket;
import dev.sslsocket.SslServerSocketFactory;
import dev.sslsocket.SslSocketFactory;
import dev.sslsocket.verify.TrustSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for what a person reads when the application does not start.
 */
@ExtendWith(OutputCaptureExtension.class)
class FailureAnalysisTests {

	private static final String UNKNOWN = """
			Description:

			No SSL context 'order'. Known: default, billing, orders. Did you mean 'orders'?

			Action:

			Use the name of a known context, or configure ssl.contexts.order.
			""";

	private static final String[] CONTEXTS = { "--ssl.contexts.orders.ca=jdk", "--ssl.contexts.billing.ca=jdk" };

	@Test
	void propertyWhenItCannotBeUsedIsNamedWithReasonAndAction(CapturedOutput output) {
		start(Application.class, "--ssl.contexts.orders.ca-file=classpath:cert/my-ca.pem");
		assertThat(output).contains("""
				APPLICATION FAILED TO START
				***************************

				Description:

				ssl.contexts.orders.ca-file (commandLineArgs): 'classpath:cert/my-ca.pem' does not exist. \
				Similar: classpath:certs/my-ca.pem

				Action:

				Correct ssl.contexts.orders.ca-file (commandLineArgs) and start again.
				""");
	}

	@Test
	void flagWhenItIsNoneIsExplainedByBoot(CapturedOutput output) {
		start(Application.class, "--ssl.contexts.orders.reload-on-update=maybe");
		assertThat(output).contains("Property: ssl.contexts.orders.reload-on-update\n")
			.contains("Value: \"maybe\"")
			.contains("Invalid boolean value 'maybe'");
	}

	@Test
	void nameWhenItIsNotAContextsIsExplained(CapturedOutput output) {
		start(Application.class, "--ssl.contexts.Orders.ca=jdk");
		assertThat(output)
			.contains("Description:\n\nssl.contexts.Orders (commandLineArgs) is not a name for a context.");
	}

	@Test
	void contextWhenUnknownToTheRegistryIsExplained(CapturedOutput output) {
		start(AskingTheRegistry.class, CONTEXTS);
		assertThat(output).contains(UNKNOWN);
	}

	@Test
	void contextWhenUnknownAsQualifierIsExplained(CapturedOutput output) {
		start(AskingByQualifier.class, CONTEXTS);
		assertThat(output).contains(UNKNOWN);
	}

	@Test
	void qualifierWhenOnATypeOfTheApplicationIsLeftToBoot(CapturedOutput output) {
		start(AskingForAnotherType.class, CONTEXTS);
		assertThat(output).contains("Consider defining a bean of type 'java.lang.Runnable'")
			.doesNotContain("No SSL context");
	}

	@Test
	void settingWhenWrongInCodeIsExplained(CapturedOutput output) {
		start(CallingTheLibrary.class);
		assertThat(output).contains("Description:\n\nca-file: 'nowhere.pem' does not exist.")
			.contains("Correct the code that uses or makes the SSL context");
	}

	@Test
	void settingWhenMissingForARoleIsExplained(CapturedOutput output) {
		start(ListeningWithoutCertificate.class);
		assertThat(output)
			.contains("Description:\n\ncertificate is not set, and a server needs one: context 'default'");
	}

	private static void start(Class<?> application, String... arguments) {
		SpringApplication spring = new SpringApplication(application);
		assertThatThrownBy(() -> spring.run(arguments).close()).isInstanceOf(RuntimeException.class);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class AskingTheRegistry {

		@Bean
		SslSocketFactory factory(SslContexts contexts) {
			return contexts.socketFactory("order");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class AskingByQualifier {

		@Bean
		Object client(@Qualifier("order") SslSocketFactory factory) {
			return factory;
		}

		@Bean
		Runnable caller(@Qualifier("client") Object client) {
			return client::notify;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class AskingForAnotherType {

		@Bean
		Object client(@Qualifier("order") Runnable runnable) {
			return runnable;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class CallingTheLibrary {

		@Bean
		SslContextCustomizer customizer() {
			return (name, builder) -> builder.trust(TrustSource.file(java.nio.file.Path.of("nowhere.pem")));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class ListeningWithoutCertificate {

		@Bean
		SslServerSocket server(SslServerSocketFactory servers) throws IOException {
			return servers.listen(0);
		}

	}

}
