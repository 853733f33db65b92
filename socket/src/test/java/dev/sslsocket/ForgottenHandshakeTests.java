package dev.sslsocket;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.sslsocket.connection.ConnectionSide;
import dev.sslsocket.connection.LiveConnection;
import dev.sslsocket.connection.SslConnectionListener;
import dev.sslsocket.failure.SslReason;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A connection that goes on has no use for what its handshake looked like.
 */
@Timeout(30)
class ForgottenHandshakeTests {

	private final List<TlsConnection> connections = new CopyOnWriteArrayList<>();

	private final SslConnectionListener listener = new SslConnectionListener() {

		@Override
		public void handshaken(LiveConnection connection) {
			ForgottenHandshakeTests.this.connections.add((TlsConnection) connection);
		}

	};

	@Test
	void recordsWhenTls12HandsAreShakenAreForgottenOnBothSides() throws Exception {
		assertThat(rememberedBeforeAndAfterData("TLSv1.2")).containsExactly(List.of(), List.of());
	}

	// The server's verdict on its certificate comes before any data.
	@Test
	void recordsWhenTls13HandsAreShakenAreKeptByTheClientUntilDataComes() throws Exception {
		assertThat(rememberedBeforeAndAfterData("TLSv1.3")).containsExactly(List.of(ConnectionSide.CLIENT), List.of());
	}

	private List<List<ConnectionSide>> rememberedBeforeAndAfterData(String protocol) throws Exception {
		List<List<ConnectionSide>> remembered = new ArrayList<>();
		SslContext context = Endpoints.server((b) -> b.protocols(protocol).connectionListener(this.listener));
		try (SslServerSocket server = Endpoints.listen(context)) {
			CompletableFuture<SslSocket> accepted = Endpoints.async(() -> {
				SslSocket socket = server.accept();
				socket.startHandshake();
				return socket;
			});
			try (SslSocket socket = Endpoints.client((b) -> b.connectionListener(this.listener))
				.socketFactory()
				.connect("localhost", server.getLocalPort()); SslSocket peer = Endpoints.get(accepted)) {
				remembered.add(remembering());
				peer.getOutputStream().write(7);
				assertThat(socket.getInputStream().read()).isEqualTo(7);
				remembered.add(remembering());
			}
		}
		assertThat(this.connections).hasSize(2);
		return remembered;
	}

	private List<ConnectionSide> remembering() {
		return this.connections.stream()
			.filter((connection) -> !connection.recorder().lines(SslReason.CLOSED).isEmpty())
			.map(TlsConnection::side)
			.toList();
	}

}
