package dev.sslsocket.sample;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

import dev.sslsocket.testing.TestPki;
import dev.sslsocket.testing.peer.PlaintextPeer;
import dev.sslsocket.testing.peer.TlsPeer;
import dev.sslsocket.testing.program.FreePort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code GET /probe}: what was negotiated, or why nothing was.
 */
@SampleTest
class ProbeControllerTests {

	private static final TestPki pki = TestPki.create();

	@LocalServerPort
	private int port;

	@Autowired
	@Qualifier("echo")
	private Listener echo;

	@Autowired
	@Qualifier("mutual")
	private Listener mutual;

	private RestTestClient http;

	@DynamicPropertySource
	static void ssl(DynamicPropertyRegistry registry) {
		registry.add("ssl.contexts.test.ca-file", pki::caPem);
	}

	@BeforeEach
	void connect() {
		this.http = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + this.port).build();
	}

	@Test
	void probeWhenAllIsWellReportsWhatWasNegotiated() {
		probe("localhost", this.echo.port(), "default").expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.protocol")
			.isEqualTo("TLSv1.3")
			.jsonPath("$.cipher")
			.isEqualTo("TLS_AES_256_GCM_SHA384")
			.jsonPath("$.verified")
			.isEqualTo(true)
			.jsonPath("$.certificate.subject")
			.isEqualTo("CN=localhost")
			.jsonPath("$.certificate.subjectAltNames[0]")
			.isEqualTo("DNS:localhost");
	}

	@Test
	void probeWhenTheCertificateIsForAnotherHostSaysSo() {
		try (TlsPeer peer = TlsPeer.wrongHost(pki)) {
			refused("localhost", peer.port(), "test", "hostname_mismatch", "connected to 'localhost'");
		}
	}

	@Test
	void probeWhenTheIssuerIsUnknownSaysSo() {
		try (TlsPeer peer = TlsPeer.sound(pki)) {
			refused("127.0.0.1", peer.port(), "default", "unknown_ca", "presented CN=localhost");
		}
	}

	@Test
	void probeWhenThePortIsPlaintextSaysSo() {
		try (PlaintextPeer peer = PlaintextPeer.http()) {
			refused("127.0.0.1", peer.port(), "default", "not_tls", "HTTP/1.1 400");
		}
	}

	@Test
	void probeWhenTheServerWantsACertificateSaysSo() {
		// By its alert, which on JDK 17 is bad_certificate, on JDK 25
		// certificate_required.
		probe("127.0.0.1", this.mutual.port(), "default").expectStatus()
			.isEqualTo(HttpStatus.BAD_GATEWAY)
			.expectBody()
			.jsonPath("$.reason")
			.value(String.class,
					(reason) -> assertThat(reason).isIn("certificate_refused_by_peer", "certificate_required"));
	}

	@Test
	void probeWhenNobodyListensSaysSo() {
		refused("127.0.0.1", FreePort.find(), "default", "no_connection", "Connection refused");
	}

	@Test
	void probeWhenTheContextIsUnknownNamesTheNearest() {
		probe("127.0.0.1", this.echo.port(), "clint").expectStatus()
			.isBadRequest()
			.expectBody()
			.jsonPath("$.message")
			.isEqualTo("No SSL context 'clint'. Known: default, client, internet, mutual, start-tls, test."
					+ " Did you mean 'client'?");
	}

	@Test
	void probeWhenThePortIsOutOfRangeIsABadRequest() {
		probe("127.0.0.1", 70_000, "default").expectStatus().isBadRequest();
	}

	private void refused(String host, int peerPort, String context, String reason, String words) {
		probe(host, peerPort, context).expectStatus()
			.isEqualTo(HttpStatus.BAD_GATEWAY)
			.expectBody()
			.jsonPath("$.reason")
			.isEqualTo(reason)
			.jsonPath("$.message")
			.value(String.class,
					(message) -> assertThat(message).startsWith((reason.equals("no_connection")) ? "" : reason)
						.contains(words));
	}

	private RestTestClient.ResponseSpec probe(String host, int peerPort, String context) {
		return this.http.get()
			.uri("/probe?host={host}&port={port}&context={context}", host, peerPort, context)
			.exchange();
	}

}
