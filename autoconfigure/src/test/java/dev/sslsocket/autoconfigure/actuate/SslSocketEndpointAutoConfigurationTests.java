package dev.sslsocket.autoconfigure.actuate;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.jmx.JmxEndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.Operation;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.jmx.JmxEndpointsSupplier;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.jmx.JmxAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import dev.sslsocket.SslContexts;
import dev.sslsocket.SslServerSocket;
import dev.sslsocket.SslSocket;
import dev.sslsocket.SslSocketFactory;
import dev.sslsocket.actuate.ConnectionDescriptor;
import dev.sslsocket.actuate.ContextDescriptor;
import dev.sslsocket.actuate.DebugDescriptor;
import dev.sslsocket.actuate.FailureDescriptor;
import dev.sslsocket.actuate.FailuresDescriptor;
import dev.sslsocket.actuate.SslConnectionsEndpoint;
import dev.sslsocket.actuate.SslContextsEndpoint;
import dev.sslsocket.actuate.SslSessionsEndpoint;
import dev.sslsocket.autoconfigure.SslSocketAutoConfiguration;
import dev.sslsocket.testing.CrlMaker;
import dev.sslsocket.testing.OcspMaker;
import dev.sslsocket.testing.TestPki;
import dev.sslsocket.verify.PublicSuffixes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests for {@link SslSocketEndpointAutoConfiguration} and what its endpoints show.
 */
class SslSocketEndpointAutoConfigurationTests {

	private static final TestPki pki = TestPki.create();

	private static final InetSocketAddress LOOPBACK = new InetSocketAddress("127.0.0.1", 0);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslSocketAutoConfiguration.class,
				SslSocketEndpointAutoConfiguration.class, SslSocketHealthAutoConfiguration.class));

	private final ApplicationContextRunner exposed = this.runner
		.withConfiguration(AutoConfigurations.of(EndpointAutoConfiguration.class))
		.withPropertyValues("management.endpoints.web.exposure.include=*",
				"management.endpoints.jmx.exposure.include=*");

	private final ApplicationContextRunner jmx = this.exposed
		.withConfiguration(AutoConfigurations.of(JmxAutoConfiguration.class, JmxEndpointAutoConfiguration.class))
		.withPropertyValues("spring.jmx.enabled=true");

	@Test
	void endpointsWhenExposedExist() {
		this.exposed.run((context) -> assertThat(context).hasSingleBean(SslConnectionsEndpoint.class)
			.hasSingleBean(SslContextsEndpoint.class)
			.hasSingleBean(SslSessionsEndpoint.class));
	}

	@Test
	void endpointsWhenNotExposedDoNotExist() {
		this.runner.run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean(SslConnectionsEndpoint.class)
			.doesNotHaveBean(SslContextsEndpoint.class)
			.doesNotHaveBean(SslSessionsEndpoint.class));
	}

	@Test
	void applicationWhenActuatorIsMissingStarts() {
		this.exposed.withClassLoader(new FilteredClassLoader(ConditionalOnAvailableEndpoint.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(SslSocketFactory.class)
				.doesNotHaveBean("sslSocketConnectionsEndpoint"));
	}

	@Test
	void connectionWhenLiveShowsCipherAndCertificateAndThenLeaves() {
		this.exposed
			.withPropertyValues("ssl.certificate=" + pki.serverPem(), "ssl.private-key=" + pki.serverKeyPem(),
					"ssl.ca-file=" + pki.caPem())
			.run((context) -> {
				SslContexts contexts = context.getBean(SslContexts.class);
				SslConnectionsEndpoint endpoint = context.getBean(SslConnectionsEndpoint.class);
				try (SslServerSocket server = contexts.serverSocketFactory("default").listen(LOOPBACK)) {
					CompletableFuture<Void> echo = CompletableFuture.runAsync(() -> echo(server));
					try (SslSocket socket = contexts.socketFactory("default")
						.connect("localhost", server.getLocalPort())) {
						socket.getOutputStream().write(7);
						assertThat(socket.getInputStream().read()).isEqualTo(7);
						ConnectionDescriptor client = endpoint.connections()
							.connections()
							.stream()
							.filter((connection) -> connection.side().equals("client"))
							.findFirst()
							.orElseThrow();
						assertThat(client.engine()).isEqualTo("jdk");
						assertThat(client.protocol()).isEqualTo("TLSv1.3");
						assertThat(client.cipher()).isEqualTo(client.cipherSuite()).startsWith("TLS_AES_");
						assertThat(client.peer()).isEqualTo("localhost:" + server.getLocalPort());
						assertThat(client.verified()).isTrue();
						assertThat(client.bytesWritten()).isEqualTo(1);
						assertThat(client.peerCertificate()).isNotNull();
						assertThat(client.peerCertificate().subject()).isEqualTo("CN=localhost");
						assertThat(client.peerCertificate().issuer()).isEqualTo("CN=Test CA");
						assertThat(client.peerCertificate().subjectAltNames()).contains("DNS:localhost",
								"IP:127.0.0.1");
						assertThat(client.peerCertificate().fingerprint()).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
						assertThat(endpoint.connection(client.id())).isNotNull();
						assertThat(endpoint.connections().connections()).hasSize(2);
					}
					echo.join();
				}
				assertThat(endpoint.connections().connections()).isEmpty();
				assertThat(endpoint.connection(-1)).isNull();
			});
	}

	@Test
	void handshakeWhenItFailsIsCountedAndShownWithItsReason() {
		this.exposed.withPropertyValues(Handshakes.properties()).run((context) -> {
			SslConnectionsEndpoint endpoint = context.getBean(SslConnectionsEndpoint.class);
			Handshakes.talk(context.getBean(SslContexts.class), "default");
			assertThat(endpoint.connections().failures().byReason()).isEmpty();
			Handshakes.talk(context.getBean(SslContexts.class), "wrong");
			FailuresDescriptor failures = endpoint.connections().failures();
			assertThat(failures.byReason()).containsOnly(entry("certificate_refused_by_peer", 1L),
					entry("hostname_mismatch", 1L));
			FailureDescriptor client = failure(failures, "client");
			assertThat(client.context()).isEqualTo("wrong");
			assertThat(client.reason()).isEqualTo("hostname_mismatch");
			assertThat(client.peer()).startsWith("localhost:");
			assertThat(client.peerAlert()).isNull();
			assertThat(client.message()).startsWith("hostname_mismatch: ").contains("other.example");
			assertThat(client.trace()).first().asString().contains("> ClientHello TLSv1.3,TLSv1.2 sni=localhost");
			assertThat(client.trace()).last().asString().endsWith("= hostname_mismatch");
			assertThat(failure(failures, "server").peerAlert()).isIn("bad_certificate", "certificate_unknown");
		});
	}

	private static FailureDescriptor failure(FailuresDescriptor failures, String side) {
		return failures.last().stream().filter((failure) -> failure.side().equals(side)).findFirst().orElseThrow();
	}

	@Test
	void contextsWhenTheEngineIsNativeShowItAndWhatIsStapled(@TempDir Path directory) throws Exception {
		Path file = Files.write(directory.resolve("a.der"), OcspMaker.issuedBy(pki.ca()).good(pki.server()).der());
		this.exposed
			.withPropertyValues("ssl.certificate=" + pki.serverPem(), "ssl.private-key=" + pki.serverKeyPem(),
					"ssl.ca-file=" + pki.caPem(), "ssl.engine=auto", "ssl.ocsp-staple-file=" + file)
			.run((context) -> {
				ContextDescriptor root = context.getBean(SslContextsEndpoint.class).context("default");
				assertThat(root.engine()).isEqualTo("openssl");
				assertThat(root.offer().groups()).startsWith("X25519MLKEM768");
				assertThat(root.ocspStaples()).singleElement().satisfies((staple) -> {
					assertThat(staple.subject()).isEqualTo("CN=localhost");
					assertThat(staple.until()).isAfter(Instant.now());
					assertThat(staple.revoked()).isFalse();
					assertThat(staple.problem()).isEmpty();
				});
			});
	}

	@Test
	void contextsWhenConfiguredShowOriginsAndNoSecrets() {
		this.exposed.withPropertyValues("ssl.certificate=" + pki.serverPem(), "ssl.private-key=" + pki.serverKeyPem(),
				"ssl.ca-file=" + pki.caPem(), "ssl.client-auth=want", "ssl.contexts.lax.verify-mode=none",
				"ssl.contexts.lax.ciphers=CHACHA20+ECDHE", "ssl.contexts.lax.cipher-suites=TLS_AES_128_GCM_SHA256",
				"ssl.contexts.lax.honor-cipher-order=false", "ssl.contexts.lax.ca=jdk",
				"ssl.contexts.lax.read-timeout=3", "ssl.contexts.lax.verify-hostname=www", "ssl.revocation.crl=leaf",
				"ssl.revocation.crl-files=" + CrlMaker.issuedBy(pki.ca()).pem(), "ssl.revocation.ocsp=staple")
			.run((context) -> {
				SslContextsEndpoint endpoint = context.getBean(SslContextsEndpoint.class);
				assertThat(endpoint.contexts().contexts()).extracting(ContextDescriptor::name)
					.containsExactly("default", "lax");
				assertThat(endpoint.contexts().publicSuffixListDate()).isEqualTo(PublicSuffixes.date())
					.isAfter(LocalDate.of(2026, 1, 1));
				ContextDescriptor root = endpoint.context("default");
				assertThat(root.verifyHostname()).isEqualTo("rfc9525");
				assertThat(root.identities()).singleElement()
					.satisfies((identity) -> assertThat(identity.chain().get(0).subject()).isEqualTo("CN=localhost"));
				assertThat(root.trust()).isEqualTo("1 CA (CN=Test CA)");
				assertThat(root.clientAuth()).isEqualTo("want");
				assertThat(root.origins()).containsOnlyKeys("ssl.certificate", "ssl.private-key", "ssl.ca-file",
						"ssl.client-auth", "ssl.revocation.crl", "ssl.revocation.crl-files", "ssl.revocation.ocsp");
				assertThat(root.revocation()).isEqualTo(
						new ContextDescriptor.Revocation("leaf", List.of("inline PEM"), "staple", "leaf", false));
				assertThat(root.engine()).isEqualTo("jdk");
				assertThat(root.ocspStaples()).isEmpty();
				assertThat(root.offer().ciphers()).startsWith("TLS_AES_256_GCM_SHA384")
					.contains("ECDHE-RSA-AES128-GCM-SHA256");
				assertThat(root.offer().honorCipherOrder()).isTrue();
				assertThat(root.offer().protocols()).containsExactly("TLSv1.3", "TLSv1.2");
				assertThat(root.offer().groups()).contains("x25519", "secp256r1", "ffdhe2048");
				assertThat(root.offer().signatureSchemes()).contains("rsa_pss_rsae_sha256");
				assertThat(root.offer().alpn()).isEmpty();
				assertThat(root.offer().alpnPreference()).isEqualTo("server");
				assertThat(root.offer().alpnMismatch()).isEqualTo("fail");
				assertThat(root.offer().sniHost()).isNull();
				ContextDescriptor lax = endpoint.context("lax");
				assertThat(lax.offer().ciphers()).containsExactly("TLS_AES_128_GCM_SHA256",
						"ECDHE-ECDSA-CHACHA20-POLY1305", "ECDHE-RSA-CHACHA20-POLY1305");
				assertThat(lax.offer().honorCipherOrder()).isFalse();
				assertThat(lax.verifyMode()).isEqualTo("none");
				assertThat(lax.verifyHostname()).isEqualTo("http");
				assertThat(lax.useCertificate()).isFalse();
				assertThat(lax.origins()).containsOnlyKeys("ssl.certificate", "ssl.private-key", "ssl.contexts.lax.ca",
						"ssl.contexts.lax.ciphers", "ssl.contexts.lax.cipher-suites",
						"ssl.contexts.lax.honor-cipher-order", "ssl.client-auth", "ssl.revocation.crl",
						"ssl.revocation.crl-files", "ssl.revocation.ocsp", "ssl.contexts.lax.verify-mode",
						"ssl.contexts.lax.read-timeout", "ssl.contexts.lax.verify-hostname");
				assertThat(lax.origins().get("ssl.contexts.lax.verify-mode")).isEqualTo("test");
				assertThat(endpoint.contexts().toString()).doesNotContain("-----BEGIN");
				assertThat(endpoint.context("nobody")).isNull();
			});
	}

	@Test
	void contextWhenItsServerHasSeveralIdentitiesShowsEachWithItsHostsAndWhereItWasWritten() {
		this.exposed
			.withPropertyValues("ssl.certificate=" + pki.serverPem(), "ssl.private-key=" + pki.serverKeyPem(),
					"ssl.contexts.many.identities[0].hosts=A.Example,*.b.example",
					"ssl.contexts.many.identities[0].certificate=" + pki.clientPem(),
					"ssl.contexts.many.identities[0].private-key=" + pki.clientKeyPem(),
					"ssl.contexts.many.identities[1].certificate=" + pki.serverPem(),
					"ssl.contexts.many.identities[1].private-key=" + pki.serverKeyPem(),
					"ssl.contexts.many.ca-file=" + pki.caPem(), "ssl.contexts.many.client-ca-file=" + pki.caPem(),
					"ssl.contexts.many.client-auth=want")
			.run((context) -> {
				SslContextsEndpoint endpoint = context.getBean(SslContextsEndpoint.class);
				ContextDescriptor many = endpoint.context("many");
				assertThat(many.identities()).extracting(ContextDescriptor.Identity::hosts)
					.containsExactly(List.of("a.example", "*.b.example"), List.of());
				assertThat(many.identities()).extracting((identity) -> identity.chain().get(0).subject())
					.containsExactly("CN=test client", "CN=localhost");
				assertThat(many.clientCaNames()).containsExactly("CN=Test CA");
				assertThat(endpoint.context("default").clientCaNames()).isEmpty();
				assertThat(many.origins()).containsOnlyKeys("ssl.contexts.many.identities[0].hosts",
						"ssl.contexts.many.identities[0].certificate", "ssl.contexts.many.identities[0].private-key",
						"ssl.contexts.many.identities[1].certificate", "ssl.contexts.many.identities[1].private-key",
						"ssl.contexts.many.ca-file", "ssl.contexts.many.client-ca-file",
						"ssl.contexts.many.client-auth");
				assertThat(endpoint.contexts().toString()).doesNotContain("-----BEGIN");
			});
	}

	@Test
	void debugWhenSetActsOnThatContextAndOthersAreRefusedWithTheReason() {
		this.exposed
			.withPropertyValues("ssl.ca=jdk", "ssl.debug=1", "ssl.contexts.a.verify-name=a.example",
					"ssl.contexts.loud.debug=4")
			.run((context) -> {
				SslContextsEndpoint endpoint = context.getBean(SslContextsEndpoint.class);
				assertThat(endpoint.context("a").debug()).isOne();
				assertThat(endpoint.debug("a", 3).getBody()).isEqualTo(new DebugDescriptor("a", 3, null));
				assertThat(endpoint.context("a").debug()).isEqualTo(3);
				assertThat(endpoint.context("default").debug()).isOne();
				assertThat(refused(endpoint.debug("a", 4))).startsWith("debug stays 3 for context 'a': 4 logs");
				assertThat(refused(endpoint.debug("a", 7))).startsWith("debug is 7. Use 0 (nothing)");
				assertThat(endpoint.debug("b", 1).getStatus()).isEqualTo(404);
				assertThat(endpoint.context("a").debug()).isEqualTo(3);
				endpoint.debug("loud", 0);
				endpoint.debug("loud", 4);
				assertThat(endpoint.context("loud").debug()).isEqualTo(4);
			});
	}

	@Test
	void debugWhenAccessIsNotRaisedIsNoOperationOfTheEndpoint() {
		this.jmx.run((context) -> assertThat(operations(context)).containsOnly(OperationType.READ));
		this.jmx.withPropertyValues("management.endpoint.sslcontexts.access=UNRESTRICTED")
			.run((context) -> assertThat(operations(context)).contains(OperationType.WRITE));
	}

	private static List<OperationType> operations(ApplicationContext context) {
		return context.getBean(JmxEndpointsSupplier.class)
			.getEndpoints()
			.stream()
			.filter((endpoint) -> endpoint.getEndpointId().equals(EndpointId.of("sslcontexts")))
			.flatMap((endpoint) -> endpoint.getOperations().stream())
			.map(Operation::getType)
			.toList();
	}

	private static String refused(WebEndpointResponse<DebugDescriptor> response) {
		assertThat(response.getStatus()).isEqualTo(400);
		return response.getBody().refused();
	}

	private static void echo(SslServerSocket server) {
		try (SslSocket socket = server.accept()) {
			socket.getInputStream().transferTo(socket.getOutputStream());
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
