package dev.sslsocket.autoconfigure;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

import dev.sslsocket.testing.TestPki;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StartupReport} and {@link UnknownKeys}, and that contexts which verify
 * less say so.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartupReportTests {

	private static final TestPki pki = TestPki.create();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslSocketAutoConfiguration.class));

	@Test
	void reportWhenEverythingIsInOrderIsSilent(CapturedOutput output) {
		this.runner
			.withInitializer(PropertySources.yaml("ssl:", "  ca: [jdk]", "  session-cache.size: 3", "  alpn:",
					"    protocols: [h2]", "  contexts.a-b.readTimeout: 1", "  contexts.a-b.ca: [jdk, jdk]"))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(output).doesNotContain("Nobody reads", "From the environment", "verify-");
			});
	}

	@Test
	void verificationWhenSwitchedOffIsSaidOncePerContext(CapturedOutput output) {
		this.runner
			.withPropertyValues("ssl.contexts.lax.verify-mode=none", "ssl.contexts.nameless.verify-hostname=off",
					"ssl.contexts.pinned.verify-hostname=off", "ssl.contexts.pinned.pins=" + "ab".repeat(32),
					"ssl.contexts.pinned.pin-mode=additional")
			.run((context) -> {
				assertThat(output.getAll().lines().filter((line) -> line.startsWith("WARN"))).containsExactly(
						"WARN SslContextsFactory SSL context 'lax' does not verify the servers it connects to"
								+ " (verify-mode: none): anybody can pose as them.",
						"WARN SslContextsFactory SSL context 'nameless' does not check the names of the servers it"
								+ " connects to (verify-hostname: none): every certificate of a trusted CA will do.");
			});
	}

	@Test
	void engineWhenChosenByAutoIsSaidInOneLine(CapturedOutput output) {
		this.runner
			.withPropertyValues("ssl.engine=auto", "ssl.contexts.a.cipher-suites=TLS_AES_128_GCM_SHA256",
					"ssl.contexts.b.read-timeout=1", "ssl.contexts.c.engine=jdk", "ssl.contexts.d.engine=openssl")
			.run((context) -> assertThat(output.getAll().lines().filter((line) -> line.contains(" engine: ")))
				.containsExactly("INFO StartupReport engine: auto takes openssl for SSL context default, b; jdk for SSL"
						+ " context a, since openssl has no choice of the suites of TLS 1.3, and cipher-suites asks for"
						+ " it"));
	}

	@Test
	void engineWhenNamedIsNotSaid(CapturedOutput output) {
		this.runner.withPropertyValues("ssl.contexts.c.engine=jdk", "ssl.contexts.d.engine=openssl").run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(output).doesNotContain("engine");
		});
	}

	@Test
	void valuesWhenFromTheEnvironmentAreListedAndWeakerOnesWarnedOf(CapturedOutput output) {
		this.runner
			.withInitializer(PropertySources.variables(Map.of("SSL_READTIMEOUT", "3", "SSL_CERT_FILE", "/x",
					"SSL_CERT_DIR", "/x", "SSL_CONTEXTS_ORDERS_VERIFYMODE", "0x00", "SSL_CONTEXTS_MAIL_VERIFYHOSTNAME",
					"smtp", "SSL_CONTEXTS_WEB_VERIFYHOSTNAME", "rfc9525")))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(output)
					.contains("INFO StartupReport From the environment: ssl.read-timeout (environment"
							+ " variable SSL_READTIMEOUT), ssl.contexts.mail.verify-hostname (environment variable"
							+ " SSL_CONTEXTS_MAIL_VERIFYHOSTNAME), ssl.contexts.orders.verify-mode (environment"
							+ " variable SSL_CONTEXTS_ORDERS_VERIFYMODE)")
					.contains("WARN StartupReport ssl.contexts.mail.verify-hostname (environment variable"
							+ " SSL_CONTEXTS_MAIL_VERIFYHOSTNAME) weakens SSL context 'mail'.")
					.doesNotContain("SSL_CONTEXTS_WEB_VERIFYHOSTNAME) weakens")
					.contains("WARN StartupReport ssl.contexts.orders.verify-mode (environment variable"
							+ " SSL_CONTEXTS_ORDERS_VERIFYMODE) weakens SSL context 'orders'.")
					.doesNotContain("CERT_FILE", "CERT_DIR");
			});
	}

	@Test
	void identitiesWhenFromTheEnvironmentAreListedAndWrongKeysOfThemToo(CapturedOutput output) {
		this.runner
			.withInitializer(PropertySources.variables(Map.of("SSL_CONTEXTS_ORDERS_IDENTITIES_0_HOSTS_0", "localhost",
					"SSL_CONTEXTS_ORDERS_IDENTITIES_0_CERTIFICATE", pki.serverPem() + pki.serverKeyPem())))
			.withInitializer(PropertySources.yaml("ssl.identities:", "  - host: localhost", "    certificate: |",
					"      " + (pki.serverPem() + pki.serverKeyPem()).strip().replace("\n", "\n      ")))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(output)
					.contains("From the environment: ssl.contexts.orders.identities[0].hosts (environment variable"
							+ " SSL_CONTEXTS_ORDERS_IDENTITIES_0_HOSTS_0), ssl.contexts.orders.identities[0].certificate"
							+ " (environment variable SSL_CONTEXTS_ORDERS_IDENTITIES_0_CERTIFICATE)")
					.contains("Nobody reads these keys: ssl.identities[0].host (application.yml:2:11), did you mean"
							+ " ssl.identities[0].hosts?")
					.doesNotContain("PRIVATE KEY");
			});
	}

	@Test
	void valueWhenFromTheEnvironmentAndStrongIsNotWarnedOf(CapturedOutput output) {
		this.runner.withInitializer(PropertySources.variables(Map.of("SSL_VERIFYMODE", "peer")))
			.run((context) -> assertThat(output).contains("From the environment: ssl.verify-mode")
				.doesNotContain("weakens"));
	}

	@Test
	void revocationWhenTheEnvironmentWeakensItIsWarnedOf(CapturedOutput output) {
		this.runner
			.withInitializer(PropertySources.variables(Map.of("SSL_REVOCATION_CRL", "off", "SSL_REVOCATION_OCSP",
					"false", "SSL_REVOCATION_MUSTSTAPLE", "false", "SSL_CONTEXTS_A_REVOCATION_OCSP", "hard")))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(output).contains(
						"ssl.revocation.crl (environment variable SSL_REVOCATION_CRL) weakens SSL context 'default'")
					.contains("ssl.revocation.ocsp (environment variable SSL_REVOCATION_OCSP) weakens")
					.contains("ssl.revocation.must-staple (environment variable SSL_REVOCATION_MUSTSTAPLE) weakens")
					.doesNotContain("SSL_CONTEXTS_A_REVOCATION_OCSP) weakens");
			});
	}

	@Test
	void keysWhenUnknownAreListedWithPlaceAndNearestKey(CapturedOutput output) {
		this.runner
			.withInitializer(PropertySources.yaml("ssl:", "  ca-fiel: a.pem", "  contexts.orders:",
					"    verfy-mode: peer", "    read-timeout: 1", "  bundle.pem:", "    web.keystore: a",
					"    web.truststore: b", "  key-store: a.jks"))
			.run((context) -> assertThat(output.getAll().lines().filter((line) -> line.startsWith("WARN")))
				.containsExactly("WARN StartupReport Nobody reads these keys: ssl.ca-fiel (application.yml:2:12), did"
						+ " you mean ssl.ca-file?; ssl.contexts.orders.verfy-mode (application.yml:4:17), did you mean"
						+ " ssl.contexts.orders.verify-mode?; ssl.bundle.pem (application.yml:7:19), did you mean"
						+ " spring.ssl.bundle.pem?; ssl.key-store (application.yml:9:14)"));
	}

	@Test
	void keysWhenAnotherLibraryHasBoundThemAreNotListed(CapturedOutput output) {
		this.runner.withInitializer(PropertySources.yaml("ssl.key-store: a.jks", "ssl.hostname: h"))
			.withUserConfiguration(OtherLibrary.class)
			.run((context) -> {
				assertThat(context.getBean(OtherLibrary.Properties.class).keyStore()).isEqualTo("a.jks");
				assertThat(output).contains("Nobody reads these keys: ssl.hostname (application.yml:2:15)")
					.doesNotContain("key-store");
			});
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(OtherLibrary.Properties.class)
	static class OtherLibrary {

		@ConfigurationProperties("ssl")
		record Properties(String keyStore) {
		}

	}

}
