package dev.sslsocket.sample;

import java.io.IOException;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

import dev.sslsocket.SslContexts;
import dev.sslsocket.SslSocketFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An operator turns the debug level, and finds the lines in the log of an application
 * that configures none.
 */
@SampleTest
@TestPropertySource(properties = "management.endpoint.sslcontexts.access=unrestricted")
class DebugLevelTests {

	@LocalServerPort
	private int port;

	@Autowired
	@Qualifier("echo")
	private Listener echo;

	@Autowired
	@Qualifier("client")
	private SslSocketFactory clients;

	@Autowired
	private SslContexts contexts;

	@Test
	void levelWhenTurnedShowsCiphersInTheLogUntilItIsTurnedBack(CapturedOutput output) throws IOException {
		this.clients.connect("localhost", this.echo.port()).close();
		assertThat(output).doesNotContain("d.s.debug.client");
		turn(2).expectStatus().isOk().expectBody().json("{\"context\":\"client\",\"debug\":2}");
		this.clients.connect("localhost", this.echo.port()).close();
		Awaitility.await()
			.untilAsserted(() -> assertThat(output).containsPattern("INFO .* dev.sslsocket.debug.client +: #\\d+ client"
					+ " localhost:" + this.echo.port() + ": TLSv1.3 TLS_AES_256_GCM_SHA384 group="));
		turn(0).expectStatus().isOk();
		assertThat(this.contexts.get("client").debug().level()).isZero();
	}

	@Test
	void levelWhenItWouldLogDataIsRefusedWithTheReason() {
		turn(4).expectStatus()
			.isBadRequest()
			.expectBody()
			.jsonPath("$.refused")
			.value(String.class,
					(reason) -> assertThat(reason).startsWith("debug stays 0 for context 'client': 4 logs"));
		assertThat(this.contexts.get("client").debug().level()).isZero();
	}

	private RestTestClient.ResponseSpec turn(int level) {
		return RestTestClient.bindToServer()
			.baseUrl("http://127.0.0.1:" + this.port + "/actuator")
			.build()
			.post()
			.uri("/sslcontexts/client")
			.contentType(MediaType.APPLICATION_JSON)
			.body(Map.of("debug", level))
			.exchange();
	}

}
