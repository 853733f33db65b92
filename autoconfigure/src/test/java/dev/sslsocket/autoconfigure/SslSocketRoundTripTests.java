package dev.sslsocket.autoconfigure;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.sslsocket.SslContexts;
import dev.sslsocket.SslServerSocket;
import dev.sslsocket.SslServerSocketFactory;
import dev.sslsocket.SslSocket;
import dev.sslsocket.SslSocketFactory;
import dev.sslsocket.connection.SslConnections;
import dev.sslsocket.testing.TestPki;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a context of a server and one of a client, both from properties, talk.
 */
class SslSocketRoundTripTests {

	private static final TestPki pki = TestPki.create();

	private static final InetSocketAddress LOOPBACK = new InetSocketAddress("127.0.0.1", 0);

	@Test
	void lineWhenSentBetweenTwoContextsIsEchoed() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(SslSocketAutoConfiguration.class))
			.withPropertyValues("ssl.contexts.server.certificate=" + pki.serverPem(),
					"ssl.contexts.server.private-key=" + pki.serverKeyPem(),
					"ssl.contexts.server.ca-file=" + pki.caPem(), "ssl.contexts.server.client-auth=need",
					"ssl.contexts.client.certificate=" + pki.clientPem(),
					"ssl.contexts.client.private-key=" + pki.clientKeyPem(),
					"ssl.contexts.client.ca-file=" + pki.caPem())
			.run((context) -> {
				SslServerSocketFactory servers = (SslServerSocketFactory) context
					.getBean("sslSocketServerFactory.server");
				SslSocketFactory clients = (SslSocketFactory) context.getBean("sslSocketFactory.client");
				SslConnections connections = context.getBean(SslConnections.class);
				try (SslServerSocket server = servers.listen(LOOPBACK)) {
					CompletableFuture<Void> echo = CompletableFuture.runAsync(() -> echo(server));
					try (SslSocket socket = clients.connect("localhost", server.getLocalPort())) {
						socket.getOutputStream().write("hello\n".getBytes(StandardCharsets.UTF_8));
						assertThat(socket.getInputStream().readNBytes(6))
							.isEqualTo("hello\n".getBytes(StandardCharsets.UTF_8));
						assertThat(connections.stream((connection) -> connection.context().equals("client")))
							.hasSize(1);
					}
					echo.join();
				}
				assertThat(connections.size()).isZero();
				assertThat(context.getBean(SslContexts.class).names()).containsExactly("default", "client", "server");
			});
	}

	private static void echo(SslServerSocket server) {
		try (SslSocket socket = server.accept()) {
			assertThat(socket.getSession().getPeerPrincipal().getName()).isEqualTo("CN=test client");
			socket.getInputStream().transferTo(socket.getOutputStream());
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
