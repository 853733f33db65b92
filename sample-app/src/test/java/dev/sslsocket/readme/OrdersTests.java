package dev.sslsocket.readme;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import dev.sslsocket.autoconfigure.SslSocketAutoConfiguration;
import dev.sslsocket.testing.TestPki;
import dev.sslsocket.testing.peer.TlsPeer;

import static org.assertj.core.api.Assertions.assertThat;

@SpringJUnitConfig(Orders.class)
@ImportAutoConfiguration(SslSocketAutoConfiguration.class)
class OrdersTests {

	private static final TestPki pki = TestPki.create();

	private static final TlsPeer server = TlsPeer.sound(pki); // echoes

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry registry) {
		registry.add("ssl.ca-file", pki::caPem);
		registry.add("orders.port", server::port);
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@Test
	void sendReturnsTheAnswer(@Autowired Orders orders) throws Exception {
		assertThat(orders.send("two tea")).isEqualTo("two tea");
	}

}
