package dev.sslsocket.sample;

import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.client.RestTestClient;

/**
 * The health of an application one of whose certificates has ended.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "sample.echo-port=0", "sample.mutual-port=0", "sample.line-port=0", "sample.loop-port=0",
				"ssl.contexts.expired.certificate=classpath:certs/expired-cert.pem",
				"ssl.contexts.expired.private-key=classpath:certs/expired-key.pem" })
class ExpiredCertificateTests {

	@LocalServerPort
	private int port;

	@Test
	void healthWhenACertificateHasEndedNamesIt() {
		RestTestClient.bindToServer()
			.baseUrl("http://127.0.0.1:" + this.port)
			.build()
			.get()
			.uri("/actuator/health/sslContexts")
			.exchange()
			.expectStatus()
			.isEqualTo(HttpStatus.SERVICE_UNAVAILABLE)
			.expectBody()
			.jsonPath("$.components.expired.status")
			.isEqualTo("OUT_OF_SERVICE")
			.jsonPath("$.components.expired.details.invalidCertificates[0]")
			.isEqualTo("CN=expired demo server ended 2026-01-02T00:00:00Z")
			.jsonPath("$.components.default.status")
			.isEqualTo("UP");
	}

}
