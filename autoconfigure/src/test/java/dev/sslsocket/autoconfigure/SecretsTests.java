package dev.sslsocket.autoconfigure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

import dev.sslsocket.testing.KeyEncryption;
import dev.sslsocket.testing.TestPki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests that no refusal shows a secret: each is caused with a marker in every place where
 * a secret may stand, with debug output on, and the whole output is searched.
 */
@ExtendWith(OutputCaptureExtension.class)
class SecretsTests {

	private static final String MARKER = "S3cretMarker";

	private static final TestPki pki = TestPki.create();

	private static final String CERTIFICATE = pki.serverPem();

	private static final String KEY = pki.serverKeyPem();

	private static final String ENCRYPTED = pki.server()
		.encryptedPrivateKeyPem(KeyEncryption.PBES2_AES_256_CBC, "right");

	static Stream<Refusal> refusals() {
		return Stream.of(
				new Refusal("wrong pass phrase", "certificate", CERTIFICATE, "private-key", ENCRYPTED,
						"private-key-password", MARKER),
				new Refusal("wrong pass phrase, traditional", "certificate", CERTIFICATE, "private-key",
						pki.server().encryptedPrivateKeyPem(KeyEncryption.TRADITIONAL_AES_256_CBC, "right"),
						"private-key-password", MARKER),
				new Refusal("pass phrase without certificate", "private-key-password", MARKER),
				new Refusal("key without certificate", "private-key", marked(KEY)),
				new Refusal("damaged key", "certificate", CERTIFICATE, "private-key", marked(KEY)),
				new Refusal("key without BEGIN", "certificate", CERTIFICATE, "private-key", bare(KEY)),
				new Refusal("key without BEGIN, in a context that follows its files", "certificate", CERTIFICATE,
						"private-key", bare(KEY), "reload-on-update", "true"),
				new Refusal("CA on the class path, in a context that follows its files", "certificate", CERTIFICATE,
						"private-key", KEY + MARKER, "private-key-password", MARKER, "ca-file", "classpath:ca.pem",
						"reload-on-update", "true"),
				new Refusal("key cut short", "certificate", CERTIFICATE, "private-key",
						"BEGIN PRIVATE KEY-----" + MARKER),
				new Refusal("key that is text of several lines", "certificate", CERTIFICATE, "private-key",
						"my key\n" + MARKER),
				new Refusal("key with another label", "certificate", CERTIFICATE, "private-key",
						KEY.replace("PRIVATE KEY", MARKER.toUpperCase() + " KEY") + MARKER),
				new Refusal("damaged certificate", "certificate", marked(CERTIFICATE), "private-key", KEY),
				new Refusal("certificate without BEGIN", "certificate", bare(CERTIFICATE), "private-key", KEY),
				new Refusal("certificate with the key behind it, damaged", "certificate", CERTIFICATE + marked(KEY)),
				new Refusal("key that is not the certificate's", "certificate", CERTIFICATE, "private-key",
						MARKER + "\n" + pki.clientKeyPem(), "private-key-password", MARKER),
				new Refusal("certificate without key", "certificate", CERTIFICATE + MARKER, "private-key-password",
						MARKER),
				new Refusal("damaged CA", "certificate", CERTIFICATE, "private-key", KEY + MARKER, "ca-file",
						marked(pki.caPem())),
				new Refusal("missing CA file", secrets("ca-file", "nowhere.pem")),
				new Refusal("missing CA directory", secrets("ca-path", "nowhere")),
				new Refusal("unknown platform", secrets("ca", "java")),
				new Refusal("empty CA file", secrets("ca-file", "")),
				new Refusal("client-auth without CA", secrets("client-auth", "need")),
				new Refusal("client-auth of no kind", secrets("client-auth", "0x02")),
				new Refusal("verify-mode of no kind", secrets("verify-mode", "0x03")),
				new Refusal("verify-hostname of no kind", secrets("verify-hostname", "maybe")),
				new Refusal("missing revocation list", secrets("revocation.crl-files", "nowhere.crl")),
				new Refusal("secret for a revocation list", secrets("revocation.crl-files", marked(KEY))),
				new Refusal("revocation of no kind", secrets("revocation.crl", "maybe")),
				new Refusal("OCSP of no kind", secrets("revocation.ocsp", "maybe")),
				new Refusal("unknown protocol", secrets("protocols", "TLSv9")),
				new Refusal("unknown group", secrets("groups", "nonsense")),
				new Refusal("secret for Diffie-Hellman parameters", secrets("dh-file", marked(KEY))),
				new Refusal("eof-policy of no kind", secrets("eof-policy", "0")),
				new Refusal("negative timeout", secrets("read-timeout", "-1")),
				new Refusal("timeout that is none", secrets("read-timeout", "soon")),
				new Refusal("cache of no size", secrets("session-cache.size", "0")),
				new Refusal("sessions too old", secrets("session-cache.timeout", "8d")),
				new Refusal("flag that is none", secrets("use-cert", "perhaps")),
				new Refusal("identity with a wrong pass phrase", "identities[0].certificate", CERTIFICATE,
						"identities[0].private-key", ENCRYPTED, "identities[0].private-key-password", MARKER),
				new Refusal("identity with a damaged key", "identities[0].certificate", CERTIFICATE,
						"identities[0].private-key", marked(KEY)),
				new Refusal("identity without certificate", "identities[0].private-key", marked(KEY),
						"identities[0].private-key-password", MARKER),
				new Refusal("identity with no host name",
						secrets("identities[0].hosts", "a b", "identities[0].certificate", CERTIFICATE,
								"identities[0].private-key", MARKER + "\n" + KEY)),
				new Refusal("damaged client CA", secrets("client-ca-file", marked(pki.caPem()))),
				new Refusal("context without a right name", secrets("contexts.A.ca", "jdk")),
				new Refusal("context without certificate", secrets("contexts.a.private-key", marked(KEY))));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("refusals")
	void outputWhenTheStartIsRefusedShowsNoSecret(Refusal refusal, CapturedOutput output) {
		assertSilent(refusal, "ssl.", output);
		if (!refusal.isAboutContexts()) {
			assertSilent(refusal, "ssl.contexts.orders.", output);
		}
	}

	private static void assertSilent(Refusal refusal, String prefix, CapturedOutput output) {
		SpringApplication application = new SpringApplication(Application.class);
		application.addInitializers((context) -> refusal.addTo(context.getEnvironment(), prefix));
		assertThatThrownBy(() -> application
			.run("--logging.level.org.springframework.boot.diagnostics=TRACE",
					"--logging.level.org.springframework.boot.context.properties=TRACE",
					"--logging.level.dev.sslsocket=TRACE")
			.close()).satisfies((failure) -> assertThat(stackTrace(failure)).doesNotContain(MARKER));
		assertThat(output).contains("APPLICATION FAILED TO START").doesNotContain(MARKER);
	}

	@Test
	void recordWhenWrittenAsTextNamesKeysOnly() {
		ConfigurableEnvironment environment = PropertySources.environment();
		new Refusal("x", secrets("ca", "jdk")).addTo(environment, "ssl.");
		SslContextProperties properties = org.springframework.boot.context.properties.bind.Binder.get(environment)
			.bind("ssl", SslContextProperties.class)
			.get();
		assertThat(properties.privateKeyPassword()).isEqualTo(MARKER);
		assertThat(properties).hasToString("SslContextProperties[certificate, private-key, private-key-password, ca]");
		assertThat(ContextLevels.ofDefault(properties).toString()).doesNotContain(MARKER);
		assertThat(new SslContextProperties.Identity(List.of("a"), null, MARKER, MARKER))
			.hasToString("Identity[hosts, private-key, private-key-password]");
		assertThat(new SslNamedContextsProperties(Map.of("a", properties)).toString()).doesNotContain(MARKER);
		assertThat(new IdentityProperties(ContextLevels.ofDefault(properties)).toString()).doesNotContain(MARKER);
	}

	/** A context with good material that holds secrets, and one setting that is wrong. */
	private static String[] secrets(String... more) {
		List<String> settings = new ArrayList<>(List.of("certificate", CERTIFICATE, "private-key",
				MARKER + "\n" + ENCRYPTED, "private-key-password", MARKER));
		settings.addAll(List.of(more));
		return settings.toArray(String[]::new);
	}

	/** Breaks a PEM text by a marker within its body. */
	private static String marked(String pem) {
		int body = pem.indexOf('\n') + 1;
		return pem.substring(0, body) + MARKER + pem.substring(body);
	}

	/** The body of a PEM text on one line, as somebody may paste it. */
	private static String bare(String pem) {
		List<String> lines = new ArrayList<>(Arrays.asList(pem.split("\n")));
		lines.removeIf((line) -> line.startsWith("-----"));
		return String.join("", lines) + MARKER;
	}

	private static String stackTrace(Throwable failure) {
		java.io.StringWriter text = new java.io.StringWriter();
		failure.printStackTrace(new java.io.PrintWriter(text));
		return text.toString();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(SslSocketAutoConfiguration.class)
	static class Application {

	}

	record Refusal(String name, Map<String, Object> settings) {

		Refusal(String name, String... settings) {
			this(name, pairs(settings));
		}

		void addTo(ConfigurableEnvironment environment, String prefix) {
			Map<String, Object> properties = new java.util.LinkedHashMap<>();
			this.settings.forEach((key, value) -> properties.put(prefix + key, value));
			environment.getPropertySources()
				.addFirst(new org.springframework.core.env.MapPropertySource("refused", properties));
		}

		boolean isAboutContexts() {
			return this.settings.keySet().stream().anyMatch((key) -> key.startsWith("contexts."));
		}

		private static Map<String, Object> pairs(String... settings) {
			Map<String, Object> pairs = new java.util.LinkedHashMap<>();
			for (int i = 0; i < settings.length; i += 2) {
				pairs.put(settings[i], settings[i + 1]);
			}
			return pairs;
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

}
