package dev.sslsocket.autoconfigure;

import java.util.Map;

import javax.net.ssl.SSLSocketFactory;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import dev.sslsocket.EofPolicy;
import dev.sslsocket.SslContext;
import dev.sslsocket.SslContexts;
import dev.sslsocket.SslServerSocketFactory;
import dev.sslsocket.SslSocketFactory;
import dev.sslsocket.connection.SslConnections;
import dev.sslsocket.session.SslSessionCache;
import dev.sslsocket.testing.TestPki;
import dev.sslsocket.verify.HostnameScheme;
import dev.sslsocket.verify.VerifyMode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SslSocketAutoConfiguration}: which beans there are and who wins.
 */
class SslSocketAutoConfigurationTests {

	private static final TestPki pki = TestPki.create();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslSocketAutoConfiguration.class));

	@Test
	void beansWhenNothingIsConfiguredTrustTheJdk() {
		this.runner.run((context) -> {
			assertThat(context).hasNotFailed()
				.hasSingleBean(SslContexts.class)
				.hasSingleBean(SslSocketFactory.class)
				.hasSingleBean(SslServerSocketFactory.class)
				.hasSingleBean(SslSessionCache.class)
				.hasSingleBean(SslConnections.class);
			SslContext defaultContext = context.getBean(SslContext.class);
			assertThat(defaultContext.trustDescription()).contains("of the JDK");
			assertThat(defaultContext.verifyMode()).isEqualTo(VerifyMode.PEER);
			assertThat(context.getBean(SSLSocketFactory.class)).isSameAs(context.getBean(SslSocketFactory.class));
		});
	}

	@Test
	void verifyHostnameWhenItIsASchemeComesFromYamlAndTheEnvironmentOutranksIt() {
		String[] yaml = { "ssl:", "  verify-hostname: imap", "  contexts:", "    web.verify-hostname: WWW",
				"    any.verify-hostname: off", "    heir.verify-mode: peer" };
		this.runner.withInitializer(PropertySources.yaml(yaml)).run((context) -> {
			SslContexts contexts = context.getBean(SslContexts.class);
			assertThat(contexts.get("default").hostnameVerification()).isEqualTo(HostnameScheme.IMAP);
			assertThat(contexts.get("web").hostnameVerification()).isEqualTo(HostnameScheme.HTTP);
			assertThat(contexts.get("any").hostnameVerification()).isEqualTo(HostnameScheme.NONE);
			assertThat(contexts.get("heir").hostnameVerification()).isEqualTo(HostnameScheme.IMAP);
		});
		this.runner.withInitializer(PropertySources.yaml(yaml))
			.withInitializer(PropertySources
				.variables(Map.of("SSL_VERIFYHOSTNAME", "rfc4513", "SSL_CONTEXTS_WEB_VERIFYHOSTNAME", "RFC9525")))
			.run((context) -> {
				SslContexts contexts = context.getBean(SslContexts.class);
				assertThat(contexts.get("default").hostnameVerification()).isEqualTo(HostnameScheme.LDAP);
				assertThat(contexts.get("web").hostnameVerification()).isEqualTo(HostnameScheme.RFC9525);
			});
	}

	@Test
	void environmentWhenOpensslVariablesAreSetChangesNothing() {
		this.runner
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment",
						Map.of("SSL_CERT_FILE", "/nowhere/bundle.pem", "SSL_CERT_DIR", "/nowhere/certs"))))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(SslContextProperties.class)).hasToString("SslContextProperties[]");
				assertThat(context.getBean(SslContexts.class).names()).containsExactly("default");
				assertThat(context.getBean(SslContext.class).trustDescription()).contains("of the JDK");
				assertThat(context.getBean(SslContext.class).identities()).isEmpty();
			});
	}

	@Test
	void keysOfOtherLibrariesWhenSetChangeNothing() {
		this.runner
			.withPropertyValues("ssl.enabled=false", "ssl.protocol=TLS", "ssl.key-store=a.jks", "ssl.trust-store=b.jks",
					"ssl.key=k", "ssl.hostname=h", "ssl.port=1", "ssl.cert-file=/nowhere", "ssl.cert.dir=/nowhere")
			.run((context) -> {
				assertThat(context).hasNotFailed().hasSingleBean(SslSocketFactory.class);
				assertThat(context.getBean(SslContextProperties.class)).hasToString("SslContextProperties[]");
			});
	}

	@Test
	void injectionWhenThreeContextsExistFollowsTheQualifier() {
		this.runner
			.withPropertyValues("ssl.eof-policy=lenient", "ssl.contexts.orders.verify-name=orders.example",
					"ssl.contexts.billing.ca-file=" + pki.caPem())
			.withUserConfiguration(Injected.class)
			.run((context) -> {
				Injected injected = context.getBean(Injected.class);
				assertThat(injected.plain.name()).isEqualTo("default");
				assertThat(injected.orders.name()).isEqualTo("orders");
				assertThat(injected.orders.verifyName()).contains("orders.example");
				assertThat(injected.orders.eofPolicy()).isEqualTo(EofPolicy.LENIENT);
				assertThat(injected.factory).isSameAs(context.getBean("sslSocketFactory.default"));
				assertThat(injected.named).isSameAs(injected.factory);
				assertThat(injected.billing).isSameAs(context.getBean("sslSocketFactory.billing"))
					.isNotSameAs(injected.factory);
				assertThat(injected.server).isSameAs(context.getBean("sslSocketServerFactory.orders"));
				assertThat(BeanFactoryAnnotationUtils
					.qualifiedBeanOfType(context.getBeanFactory(), SslContext.class, "billing")
					.trustDescription()).contains("CN=Test CA");
			});
	}

	@Test
	void userBeanWhenItHasTheNameOfAContextWorksBesideIt() {
		this.runner.withPropertyValues("ssl.contexts.orders.verify-name=orders.example")
			.withUserConfiguration(OrdersService.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean("orders")).isInstanceOf(String.class);
				assertThat(context.getBean(OrdersService.Holder.class).context.name()).isEqualTo("orders");
			});
	}

	@Test
	void userFactoryWhenItHasTheNameOfAContextWins() {
		this.runner.withPropertyValues("ssl.contexts.orders.verify-name=orders.example")
			.withUserConfiguration(OrdersFactory.class)
			.run((context) -> assertThat(context.getBean(OrdersFactory.Holder.class).factory)
				.isSameAs(context.getBean("orders")));
	}

	@Configuration(proxyBeanMethods = false)
	static class Injected {

		private final SslContext plain;

		private final SslContext orders;

		private final SslSocketFactory factory;

		private final SslSocketFactory named;

		private final SslSocketFactory billing;

		private final SslServerSocketFactory server;

		Injected(SslContext plain, @Qualifier("orders") SslContext orders, SslSocketFactory factory,
				@Qualifier("default") SslSocketFactory named, @Qualifier("billing") SslSocketFactory billing,
				@Qualifier("orders") SslServerSocketFactory server) {
			this.plain = plain;
			this.orders = orders;
			this.factory = factory;
			this.named = named;
			this.billing = billing;
			this.server = server;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OrdersService {

		@Bean
		String orders() {
			return "a service of the application";
		}

		@Bean
		Holder holder(@Qualifier("orders") SslContext context) {
			return new Holder(context);
		}

		record Holder(SslContext context) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OrdersFactory {

		@Bean
		SslSocketFactory orders() {
			return SslContext.builder().build().socketFactory();
		}

		@Bean
		Holder holder(@Qualifier("orders") SslSocketFactory factory) {
			return new Holder(factory);
		}

		record Holder(SslSocketFactory factory) {
		}

	}

}
