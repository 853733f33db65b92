package dev.sslsocket.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslSocket;
import dev.sslsocket.reload.ContextReloads;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.TestPki;
import dev.sslsocket.verify.TrustSource;
import dev.sslsocket.x509.SslIdentity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server of the sample whose files are replaced, and what an operator sees of it.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "sample.echo-port=0", "sample.mutual-port=0", "sample.line-port=0", "sample.loop-port=0",
				"ssl.contexts.mutual.reload-on-update=true" })
class ReloadedFilesTests {

	private static final TestPki pki = TestPki.create();

	private static final CertifiedKey RENEWED = CertificateMaker.localhost().subject("CN=renewed").issuedBy(pki.ca());

	private final SslContext client = SslContext.builder()
		.trust(TrustSource.certificates(pki.ca().certificate()))
		.identity(SslIdentity.of(pki.client().privateKey(), pki.client().certificate()))
		.build();

	@TempDir
	private static Path directory;

	@LocalServerPort
	private int port;

	@Autowired
	@Qualifier("mutual")
	private Listener mutual;

	@Autowired
	private ContextReloads reloads;

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry registry) throws IOException {
		registry.add("ssl.certificate", () -> pki.server().writeChain(directory.resolve("tls.crt")).toString());
		registry.add("ssl.private-key", () -> pki.server().writePrivateKey(directory.resolve("tls.key")).toString());
		Path ca = Files.writeString(directory.resolve("ca.crt"), pki.caPem());
		registry.add("ssl.ca-file", ca::toString);
	}

	@Test
	void filesWhenTheyAreReplacedAreInForceOnceTheyFitTogether() throws IOException {
		try (SslSocket live = connect()) {
			assertThat(live.peerCertificate().commonName()).isEqualTo("localhost");
			RENEWED.writeChain(directory.resolve("tls.crt"));
			check();
			assertThat(nameShown()).isEqualTo("localhost");
			RestTestClient http = RestTestClient.bindToServer()
				.baseUrl("http://127.0.0.1:" + this.port + "/actuator")
				.build();
			http.get().uri("/health").exchange().expectStatus().isOk();
			http.get()
				.uri("/health/sslContexts")
				.exchangeSuccessfully()
				.expectBody()
				.jsonPath("$.status")
				.isEqualTo("UP")
				.jsonPath("$.components.mutual.status")
				.isEqualTo("DEGRADED")
				.jsonPath("$.components.mutual.details.reloadFailure")
				.value(String.class, (reason) -> assertThat(reason).contains(" is not the key of "));
			http.get()
				.uri("/health/sslContexts/mutual")
				.exchangeSuccessfully()
				.expectBody()
				.jsonPath("$.status")
				.isEqualTo("DEGRADED");

			RENEWED.writePrivateKey(directory.resolve("tls.key"));
			check();
			assertThat(nameShown()).isEqualTo("renewed");
			http.get()
				.uri("/sslcontexts/mutual")
				.exchangeSuccessfully()
				.expectBody()
				.jsonPath("$.generation")
				.isEqualTo(1)
				.jsonPath("$.reload.lastReload")
				.isNotEmpty()
				.jsonPath("$.reload.failure")
				.doesNotExist();
			http.get()
				.uri("/sslcontexts/internet")
				.exchangeSuccessfully()
				.expectBody()
				.jsonPath("$.reload")
				.doesNotExist();
			assertThat(echo(live)).isEqualTo("hello");
		}
	}

	private void check() {
		this.reloads.check();
		this.reloads.check();
	}

	private String nameShown() throws IOException {
		try (SslSocket socket = connect()) {
			assertThat(echo(socket)).isEqualTo("hello");
			return socket.peerCertificate().commonName();
		}
	}

	private static String echo(SslSocket socket) throws IOException {
		socket.getOutputStream().write("hello".getBytes(StandardCharsets.UTF_8));
		return new String(socket.getInputStream().readNBytes(5), StandardCharsets.UTF_8);
	}

	private SslSocket connect() throws IOException {
		return this.client.socketFactory().connect("localhost", this.mutual.port());
	}

}
