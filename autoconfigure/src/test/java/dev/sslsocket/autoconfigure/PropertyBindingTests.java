package dev.sslsocket.autoconfigure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that every key binds, on both levels, from YAML and from the environment.
 */
class PropertyBindingTests {

	static Stream<Arguments> keys() {
		return Stream.of(key("certificate", "classpath:a.pem", "classpath:a.pem"),
				key("private-key", "certs/key.pem", "certs/key.pem"), key("private-key-password", "'0123'", "0123"),
				key("identities[0].hosts", "'a.example, *.b.example'", "a.example,*.b.example",
						List.of("a.example", "*.b.example")),
				key("identities[0].certificate", "classpath:a.pem", "classpath:a.pem"),
				key("identities[0].private-key", "certs/key.pem", "certs/key.pem"),
				key("identities[0].private-key-password", "'0123'", "0123"), key("use-cert", "off", "false", false),
				key("ca", "jdk", List.of("jdk")), key("ca-file", "a.pem, b.pem", List.of("a.pem", "b.pem")),
				key("ca-path", "/etc/ssl/certs", List.of("/etc/ssl/certs")),
				key("client-ca-file", "a.pem, b.pem", List.of("a.pem", "b.pem")),
				key("pins", "sha256$AB:12, sha256$pub$ab", List.of("sha256$AB:12", "sha256$pub$ab")),
				key("pin-mode", "additional", "additional"), key("client-auth", "0x03", "3", "3"),
				key("verify-mode", "0x01", "1", "1"), key("verify-hostname", "off", "false", "false"),
				key("verify-name", "orders.example", "orders.example"), key("revocation.crl", "off", "false", "false"),
				key("revocation.crl-files", "a.crl, classpath:b.crl", List.of("a.crl", "classpath:b.crl")),
				key("revocation.ocsp", "staple", "staple"), key("revocation.ocsp-scope", "chain", "chain"),
				key("revocation.must-staple", "true", true),
				key("protocols", "[TLSv1.3, TLSv1.2]", "TLSv1.3,TLSv1.2", List.of("TLSv1.3", "TLSv1.2")),
				key("ciphers", "'!aNULL:ECDHE+AESGCM, HIGH'", List.of("!aNULL:ECDHE+AESGCM", "HIGH")),
				key("cipher-suites", "[TLS_AES_256_GCM_SHA384, TLS_AES_128_GCM_SHA256]",
						"TLS_AES_256_GCM_SHA384,TLS_AES_128_GCM_SHA256",
						List.of("TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256")),
				key("honor-cipher-order", "off", "false", false),
				key("groups", "[x25519, P-256]", "x25519,P-256", List.of("x25519", "P-256")),
				key("signature-schemes", "ed25519", List.of("ed25519")), key("dh-file", "dh.pem", "dh.pem"),
				key("sni-host", "off", "false", "false"),
				key("alpn.protocols", "[h2, http/1.1]", "h2,http/1.1", List.of("h2", "http/1.1")),
				key("alpn.preference", "client", "client"), key("alpn.mismatch", "continue", "continue"),
				key("engine", "auto", "auto"), key("ocsp-stapling", "on", "true", true),
				key("ocsp-staple-file", "a.der, b.der", List.of("a.der", "b.der")),
				key("session-cache.enabled", "false", false), key("session-cache.size", "7", 7),
				key("session-cache.timeout", "90", Duration.ofSeconds(90)),
				key("session-tickets.enabled", "off", "false", false),
				key("session-tickets.key-files", "/run/keys/one, file:two", List.of("/run/keys/one", "file:two")),
				key("connect-timeout", "3", Duration.ofSeconds(3)),
				key("handshake-timeout", "250ms", Duration.ofMillis(250)), key("read-timeout", "0", Duration.ZERO),
				key("write-timeout", "1m", Duration.ofMinutes(1)), key("close-timeout", "-1", Duration.ofSeconds(-1)),
				key("eof-policy", "lenient", "lenient"), key("keep-socket-on-error", "true", true),
				key("reload-on-update", "yes", "true", true), key("debug", "2", "2"));
	}

	private static Arguments key(String key, String text, Object expected) {
		return Arguments.of(key, text, text.replace("'", ""), expected);
	}

	private static Arguments key(String key, String yaml, String variable, Object expected) {
		return Arguments.of(key, yaml, variable, expected);
	}

	@Test
	void keysWhenListedHereAreAllThereAre() {
		List<Object> tested = keys().map((arguments) -> arguments.get()[0]).toList();
		assertThat(tested).isEqualTo(
				List.copyOf(bindRoot(PropertySources.environment(), "identities[0].hosts", "a").byKey().keySet()));
	}

	@ParameterizedTest(name = "{0}: {1}")
	@MethodSource("keys")
	void valueWhenInYamlIsBoundAtTheRootAndInAContext(String key, String yaml, String variable, Object expected) {
		ConfigurableEnvironment environment = PropertySources.environment();
		PropertySources.addYaml(environment, "ssl." + key + ": " + yaml,
				"ssl.contexts.order-service." + key + ": " + yaml);
		assertBound(environment, "order-service", key, expected);
	}

	@ParameterizedTest(name = "{0}: {2}")
	@MethodSource("keys")
	void valueWhenInTheEnvironmentIsBoundAtTheRootAndInAContext(String key, String yaml, String variable,
			Object expected) {
		ConfigurableEnvironment environment = PropertySources.environment();
		String name = key.replaceAll("[-\\]]", "").replaceAll("[.\\[]", "_").toUpperCase(java.util.Locale.ROOT);
		PropertySources.addVariables(environment,
				Map.of("SSL_" + name, variable, "SSL_CONTEXTS_ORDERS_" + name, variable));
		assertBound(environment, "orders", key, expected);
	}

	@Test
	void identitiesWhenWrittenAsListsAreBound() {
		ConfigurableEnvironment environment = PropertySources.environment();
		PropertySources.addYaml(environment, "ssl:", "  identities:", "  - hosts: [a.example, b.example]",
				"    certificate: a.pem", "  - certificate: b.pem", "    private-key: key.pem");
		assertThat(root(environment).identities()).containsExactly(
				new SslContextProperties.Identity(List.of("a.example", "b.example"), "a.pem", null, null),
				new SslContextProperties.Identity(null, "b.pem", "key.pem", null));
	}

	@Test
	void identityWhenInTheEnvironmentElementByElementIsBound() {
		ConfigurableEnvironment environment = PropertySources.environment();
		PropertySources.addVariables(environment,
				Map.of("SSL_IDENTITIES_0_HOSTS_0", "a.example", "SSL_IDENTITIES_0_HOSTS_1", "*.b.example",
						"SSL_IDENTITIES_0_CERTIFICATE", "a.pem", "SSL_IDENTITIES_1_CERTIFICATE", "b.pem"));
		assertThat(root(environment).identities()).containsExactly(
				new SslContextProperties.Identity(List.of("a.example", "*.b.example"), "a.pem", null, null),
				new SslContextProperties.Identity(null, "b.pem", null, null));
	}

	@Test
	void protocolsWhenWrittenAsTheSeedDoesAreBound() {
		ConfigurableEnvironment environment = PropertySources.environment();
		PropertySources.addYaml(environment, "ssl.protocols: SSLv23:!TLSv1_3");
		assertThat(root(environment).protocols()).containsExactly("SSLv23:!TLSv1_3");
	}

	@Test
	void listWhenWrittenAsListInYamlIsBound() {
		ConfigurableEnvironment environment = PropertySources.environment();
		PropertySources.addYaml(environment, "ssl:", "  ca-file:", "  - a.pem", "  - classpath:b.pem");
		assertThat(root(environment).caFile()).containsExactly("a.pem", "classpath:b.pem");
	}

	private static void assertBound(ConfigurableEnvironment environment, String context, String key, Object expected) {
		Map<String, Object> written = new LinkedHashMap<>(root(environment).byKey());
		assertThat(written.get(key)).isEqualTo(expected);
		assertThat(written.values()).filteredOn(java.util.Objects::nonNull).hasSize(1);
		SslNamedContextsProperties named = Binder.get(environment).bind("ssl", SslNamedContextsProperties.class).get();
		assertThat(named.contexts()).containsOnlyKeys(context);
		assertThat(named.contexts().get(context).byKey()).isEqualTo(written);
	}

	private static SslContextProperties bindRoot(ConfigurableEnvironment environment, String key, String value) {
		PropertySources.addYaml(environment, "ssl." + key + ": " + value);
		return root(environment);
	}

	private static SslContextProperties root(ConfigurableEnvironment environment) {
		return Binder.get(environment).bind("ssl", SslContextProperties.class).get();
	}

}
