package dev.sslsocket.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

import dev.sslsocket.SslSocket;
import dev.sslsocket.SslSocketFactory;
import dev.sslsocket.connection.SslConnections;
import dev.sslsocket.failure.SslHandshakeException;
import dev.sslsocket.verify.PublicSuffixes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What an operator sees.
 */
@SampleTest
class ActuatorTests {

	@LocalServerPort
	private int port;

	@Autowired
	@Qualifier("echo")
	private Listener echo;

	@Autowired
	@Qualifier("mutual")
	private Listener mutual;

	@Autowired
	private SslSocketFactory anonymous;

	@Autowired
	@Qualifier("client")
	private SslSocketFactory clients;

	@Autowired
	private SslConnections connections;

	private RestTestClient http;

	@BeforeEach
	void connect() {
		this.http = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + this.port + "/actuator").build();
		Awaitility.await().until(() -> this.connections.size() == 0);
	}

	@Test
	void connectionsWhileAClientIsConnectedShowItsCipherAndCertificate() throws IOException {
		try (SslSocket socket = this.clients.connect("localhost", this.mutual.port())) {
			echo(socket, "hello");
			String server = "$.connections[?(@.side == 'server')]";
			this.http.get()
				.uri("/sslconnections")
				.exchangeSuccessfully()
				.expectBody()
				.jsonPath("$.connections.length()")
				.isEqualTo(2)
				.jsonPath(server + ".context")
				.isEqualTo("mutual")
				.jsonPath(server + ".cipher")
				.isEqualTo(socket.cipher())
				.jsonPath(server + ".peerCertificate.subject")
				.isEqualTo("CN=demo client")
				.jsonPath(server + ".bytesRead")
				.isEqualTo(5);
		}
		Awaitility.await().until(() -> this.connections.size() == 0);
		this.http.get().uri("/sslconnections").exchangeSuccessfully().expectBody().jsonPath("$.connections").isEmpty();
	}

	@Test
	void connectionsWhenFiveHundredHaveComeAndGoneAreNone() throws IOException {
		for (int i = 0; i < 500; i++) {
			try (SslSocket socket = this.anonymous.connect("127.0.0.1", this.echo.port())) {
				assertThat(socket.tlsState()).isNotNull();
			}
		}
		Awaitility.await().until(() -> this.connections.size() == 0);
	}

	@Test
	void failureWhenAClientHasNoCertificateIsAtTheEndpointAndInTheMetersTag() throws IOException {
		try (SslSocket socket = this.anonymous.connect("localhost", this.mutual.port())) {
			// In TLS 1.3 the refusal comes with the first read.
			assertThatExceptionOfType(SslHandshakeException.class).isThrownBy(() -> socket.getInputStream().read());
		}
		Awaitility.await().until(() -> this.connections.size() == 0);
		this.http.get()
			.uri("/sslconnections")
			.exchangeSuccessfully()
			.expectBody()
			.jsonPath("$.failures.byReason.certificate_required")
			.value(Integer.class, (count) -> assertThat(count).isPositive())
			.jsonPath("$.failures.last[?(@.side == 'server' && @.context == 'mutual')].reason")
			.value((reasons) -> assertThat(reasons).asString().contains("certificate_required"));
		this.http.get()
			.uri("/metrics/ssl.handshakes?tag=context:mutual&tag=side:server&tag=reason:certificate_required")
			.exchangeSuccessfully()
			.expectBody()
			.jsonPath("$.measurements[?(@.statistic == 'COUNT' && @.value >= 1)]")
			.isNotEmpty();
	}

	@Test
	void debugLevelWhenAccessIsNotRaisedCannotBeTurned() {
		this.http.post()
			.uri("/sslcontexts/client")
			.contentType(MediaType.APPLICATION_JSON)
			.body(Map.of("debug", 2))
			.exchange()
			.expectStatus()
			.isEqualTo(405);
	}

	@Test
	void healthWhenAllCertificatesAreValidIsUp() {
		this.http.get()
			.uri("/health/sslContexts")
			.exchangeSuccessfully()
			.expectBody()
			.jsonPath("$.status")
			.isEqualTo("UP")
			.jsonPath("$.components.client.details.validCertificates[0]")
			.isEqualTo("CN=demo client ends 2099-12-31T23:59:59Z");
	}

	@Test
	void contextsShowWhomTheyTrust() {
		this.http.get()
			.uri("/sslcontexts/mutual")
			.exchangeSuccessfully()
			.expectBody()
			.jsonPath("$.trust")
			.isEqualTo("1 CA (CN=Demo CA)")
			.jsonPath("$.clientAuth")
			.isEqualTo("need");
	}

	@Test
	void contextsShowHowOldTheListOfPublicSuffixesIs() {
		this.http.get()
			.uri("/sslcontexts")
			.exchangeSuccessfully()
			.expectBody()
			.jsonPath("$.publicSuffixListDate")
			.isEqualTo(PublicSuffixes.date().toString());
	}

	@Test
	void sessionsWhenAServerWasMetAreShownAndCannotBeDropped() throws IOException {
		try (SslSocket socket = this.clients.connect("localhost", this.mutual.port())) {
			echo(socket, "hello");
		}
		this.http.get()
			.uri("/sslsessions/client")
			.exchangeSuccessfully()
			.expectBody()
			.jsonPath("$.keys[0]")
			.isEqualTo("localhost:" + this.mutual.port())
			.jsonPath("$.handshakes")
			.value(Integer.class, (count) -> assertThat(count).isPositive());
		this.http.delete().uri("/sslsessions/client").exchange().expectStatus().isEqualTo(405);
	}

	@Test
	void endpointsThatNobodyAskedForAreNotExposed() {
		this.http.get().uri("/env").exchange().expectStatus().isNotFound();
	}

	private static void echo(SslSocket socket, String text) throws IOException {
		socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
		assertThat(socket.getInputStream().readNBytes(text.length())).asString(StandardCharsets.UTF_8).isEqualTo(text);
	}

}
