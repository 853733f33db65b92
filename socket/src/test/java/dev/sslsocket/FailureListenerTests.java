package dev.sslsocket;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

import dev.sslsocket.connection.ConnectionSide;
import dev.sslsocket.connection.FailedHandshake;
import dev.sslsocket.connection.SslFailures;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.verify.ClientAuth;
import dev.sslsocket.verify.TrustSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Who listens is told of each failure once, on both sides.
 */
@Timeout(30)
class FailureListenerTests {

	private final SslFailures clients = new SslFailures();

	private final SslFailures servers = new SslFailures();

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void clientWhenItsCertificateIsMissingFailsOnceOnEachSide(String protocol) throws Exception {
		SslContext context = Endpoints.server((b) -> b.connectionListener(this.servers)
			.clientAuth(ClientAuth.NEED)
			.trust(TrustSource.certificates(Endpoints.PKI.ca().certificate())));
		try (SslServerSocket server = Endpoints.listen(context)) {
			CompletableFuture<Throwable> accepted = Endpoints.async(() -> {
				try (SslSocket socket = server.accept()) {
					return catchThrowable(socket::startHandshake);
				}
			});
			SslContext client = Endpoints.client((b) -> b.connectionListener(this.clients).protocols(protocol));
			Throwable first = catchThrowable(() -> talk(client, server));
			assertThat(first).isInstanceOf(IOException.class);
			Endpoints.get(accepted);
		}
		assertThat(this.servers.last()).singleElement().satisfies((failure) -> {
			assertThat(failure.reason()).isEqualTo(SslReason.CERTIFICATE_REQUIRED);
			assertThat(failure.side()).isEqualTo(ConnectionSide.SERVER);
		});
		assertThat(this.clients.last()).singleElement().satisfies((failure) -> {
			assertThat(failure.reason()).isEqualTo(SslReason.CERTIFICATE_REQUIRED);
			assertThat(failure.side()).isEqualTo(ConnectionSide.CLIENT);
			assertThat(failure.peerAlert()).isPresent();
		});
	}

	@Test
	void clientWhenItRefusesTheServerIsCounted() throws Exception {
		try (SslServerSocket server = Endpoints.listen(Endpoints.server((b) -> b.connectionListener(this.servers)))) {
			CompletableFuture<Throwable> accepted = Endpoints.async(() -> {
				try (SslSocket socket = server.accept()) {
					return catchThrowable(socket::startHandshake);
				}
			});
			SslContext client = Endpoints.client((b) -> b.connectionListener(this.clients).verifyName("other.example"));
			assertThat(catchThrowable(() -> talk(client, server))).isInstanceOf(IOException.class);
			Endpoints.get(accepted);
		}
		assertThat(this.clients.counts()).containsOnlyKeys(SslReason.HOSTNAME_MISMATCH);
		assertThat(this.servers.counts()).containsOnlyKeys(SslReason.CERTIFICATE_REFUSED_BY_PEER);
		assertThat(this.servers.last()).extracting(FailedHandshake::message)
			.singleElement()
			.asString()
			.contains("the peer sent the alert");
	}

	private static void talk(SslContext client, SslServerSocket server) throws IOException {
		try (SslSocket socket = client.socketFactory().connect("localhost", server.getLocalPort())) {
			Throwable read = catchThrowable(() -> socket.getInputStream().read());
			// Whoever asks again is told the same, and nobody else is.
			assertThat(catchThrowable(() -> socket.getInputStream().read())).isSameAs(read);
			assertThat(catchThrowable(() -> socket.getOutputStream().write(1))).isSameAs(read);
			if (read instanceof IOException ex) {
				throw ex;
			}
		}
	}

}
