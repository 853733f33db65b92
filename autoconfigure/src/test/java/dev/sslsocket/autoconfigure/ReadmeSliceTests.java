package dev.sslsocket.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import dev.sslsocket.SslSocket;
import dev.sslsocket.SslSocketFactory;
import dev.sslsocket.testing.TestPki;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A test slice as an application writes it, and as the README shows it: a PKI in memory,
 * nothing started but TLS sockets, a peer in one line.
 */
@SpringJUnitConfig
@ImportAutoConfiguration(SslSocketAutoConfiguration.class)
class ReadmeSliceTests {

	private static final TestPki pki = TestPki.create();

	@DynamicPropertySource
	static void ssl(DynamicPropertyRegistry registry) {
		registry.add("ssl.ca-file", pki::caPem);
	}

	@Test
	void peerWhenOfTheTestPkiIsVerified(@Autowired SslSocketFactory ssl) throws IOException {
		try (ServerSocket server = pki.jdkServerContext()
			.getServerSocketFactory()
			.createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			Thread answering = new Thread(() -> answer(server));
			answering.start();
			try (SslSocket socket = ssl.connect("localhost", server.getLocalPort())) {
				assertThat(socket.getInputStream().read()).isEqualTo(7);
				assertThat(socket.peerCertificate().subject()).isEqualTo("CN=localhost");
			}
		}
	}

	private static void answer(ServerSocket server) {
		try (var accepted = server.accept()) {
			accepted.getOutputStream().write(7);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
