package dev.sslsocket;

import java.net.Socket;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.sslsocket.connection.ConnectionSide;
import dev.sslsocket.connection.LiveConnection;
import dev.sslsocket.connection.SslConnection;
import dev.sslsocket.connection.SslConnectionListener;
import dev.sslsocket.connection.SslConnections;
import dev.sslsocket.failure.NotTlsException;
import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.failure.SslTimeoutException;
import dev.sslsocket.testing.peer.TlsPeer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * How a channel's handshake begins and fails, and who is told.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChannelHandshakeTests {

	private final List<String> told = new ArrayList<>();

	@RegisterExtension
	final ChannelEnds ends = new ChannelEnds();

	@Test
	void channelWhenItIsBlockingUnconnectedOrClosedIsRefused() throws Exception {
		SslContext client = Endpoints.client((b) -> b.connectionListener(telling()));
		SslContext server = Endpoints.server((b) -> b);
		this.ends.near().configureBlocking(true);
		assertThatExceptionOfType(IllegalBlockingModeException.class)
			.isThrownBy(() -> client.channel(this.ends.near(), "localhost", 1));
		assertThatExceptionOfType(IllegalBlockingModeException.class)
			.isThrownBy(() -> server.serverChannel(this.ends.near()));
		try (SocketChannel unconnected = SocketChannel.open()) {
			unconnected.configureBlocking(false);
			assertThatExceptionOfType(NotYetConnectedException.class)
				.isThrownBy(() -> client.channel(unconnected, "localhost", 1));
		}
		this.ends.far().close();
		assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(() -> server.serverChannel(this.ends.far()));
		assertThatExceptionOfType(SslConfigurationException.class)
			.isThrownBy(() -> client.serverChannel(this.ends.near()))
			.satisfies((ex) -> assertThat(ex.setting()).isEqualTo("certificate"));
		assertThatExceptionOfType(SslConfigurationException.class)
			.isThrownBy(() -> client.channel(this.ends.near(), "", 1))
			.satisfies((ex) -> assertThat(ex.setting()).isEqualTo("verify-name"));
		assertThat(this.told).isEmpty();
	}

	// Case 30.
	@Test
	void closeDuringTheHandshakeSendsNothing() throws Exception {
		SslSocketChannel server = Endpoints.server((b) -> b).serverChannel(this.ends.far());
		assertThat(server.handshake()).isFalse();
		server.close();
		this.ends.near().configureBlocking(true);
		assertThat(this.ends.near().socket().getInputStream().read()).isEqualTo(-1);
	}

	@Test
	void handshakeWhenThePeerIsSilentIsOverAtTheDeadline() throws Exception {
		SslContext context = Endpoints
			.server((b) -> b.handshakeTimeout(Duration.ofMillis(200)).connectionListener(telling()));
		SslSocketChannel server = context.serverChannel(this.ends.far());
		Throwable failure = null;
		while (failure == null) {
			failure = catchThrowable(server::handshake);
		}
		assertThat(failure).isInstanceOf(SslTimeoutException.class).hasMessageContaining("sent nothing");
		assertThat(this.told).containsExactly("opened", "failed handshake_timeout", "closed");
		assertThat(server.timeLeft()).isEmpty();
		assertThat(server.interestOps()).isZero();
		assertThat(this.ends.far().isOpen()).isFalse();
		assertThat(server.plainChannel()).isEmpty();
		server.close();
		assertThat(this.told).hasSize(3);
	}

	@Test
	void timeLeftWhenTheDeadlineHasPassedIsZero() throws Exception {
		SslContext context = Endpoints.server((b) -> b.handshakeTimeout(Duration.ofMillis(20)));
		try (SslSocketChannel server = context.serverChannel(this.ends.far())) {
			assertThat(server.handshake()).isFalse();
			while (!server.timeLeft().orElseThrow().isZero()) {
				Thread.onSpinWait();
			}
			assertThatExceptionOfType(SslTimeoutException.class).isThrownBy(server::handshake)
				.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(SslReason.HANDSHAKE_TIMEOUT));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void handshakeWhenTheNameIsAnotherFailsAndThePeerIsTold(String protocol) throws Exception {
		SslContext context = Endpoints.client((b) -> b.protocols(protocol).connectionListener(telling()));
		SslSocketChannel client = context.channel(this.ends.near(), "localhost", 1,
				SslConnectOptions.builder().verifyName("other.example").build());
		CompletableFuture<Throwable> accepted = Endpoints.async(() -> catchThrowable(
				ChannelDriver.of(Endpoints.server((b) -> b).serverChannel(this.ends.far()))::handshake));
		Throwable refused = catchThrowable(ChannelDriver.of(client)::handshake);
		assertThat(((SslFailure) refused).reason()).isEqualTo(SslReason.HOSTNAME_MISMATCH);
		assertThat(((SslFailure) Endpoints.get(accepted)).peerAlert()).isPresent();
		assertThat(this.told).containsExactly("opened", "failed hostname_mismatch", "closed");
		assertThat(client.isOpen()).isFalse();
	}

	@Test
	void handshakeWhenAServerAnswersInClearFailsAndSendsNothingMore() throws Exception {
		SslSocketChannel client = Endpoints.client((b) -> b).channel(this.ends.near(), "localhost", 1);
		assertThat(client.handshake()).isFalse();
		this.ends.far().configureBlocking(true);
		Socket peer = this.ends.far().socket();
		byte[] header = peer.getInputStream().readNBytes(5);
		peer.getInputStream().readNBytes((header[3] & 0xff) << 8 | header[4] & 0xff);
		peer.getOutputStream().write("220 ready\r\n".getBytes(StandardCharsets.US_ASCII));
		assertThat(catchThrowable(ChannelDriver.of(client)::handshake)).isInstanceOf(NotTlsException.class)
			.hasMessageContaining("answered \"220 ready\", not TLS");
		assertThat(peer.getInputStream().read()).isEqualTo(-1);
		assertThat(client.plainChannel()).isEmpty();
	}

	@Test
	void handshakeWhenThePeerGoesAwayFails() throws Exception {
		SslSocketChannel server = Endpoints.server((b) -> b).serverChannel(this.ends.far());
		this.ends.near().close();
		assertThat(catchThrowable(ChannelDriver.of(server)::handshake)).isInstanceOfSatisfying(
				javax.net.ssl.SSLHandshakeException.class,
				(ex) -> assertThat(((SslFailure) ex).reason()).isEqualTo(SslReason.CLOSED));
	}

	@Test
	void connectionWhenItIsAChannelIsSeenByWhoeverListens() throws Exception {
		SslConnections connections = new SslConnections();
		SslContext context = Endpoints.client((b) -> b.connectionListener(connections).connectionListener(telling()));
		try (TlsPeer peer = TlsPeer.sound(Endpoints.PKI)) {
			SocketChannel channel = ChannelDriver.connect(peer.port());
			ChannelDriver client = ChannelDriver.of(context.channel(channel, "localhost", peer.port()));
			client.handshake();
			client.write("line\n");
			assertThat(client.text(5)).isEqualTo("line\n");
			SslConnection seen = connections.stream((connection) -> true).findFirst().orElseThrow();
			assertThat(seen.side()).isEqualTo(ConnectionSide.CLIENT);
			assertThat(seen.peer()).isEqualTo("localhost:" + peer.port());
			assertThat(seen.localAddress()).startsWith("127.0.0.1:");
			assertThat(seen.bytesWritten()).isEqualTo(5);
			assertThat(seen.cipher()).isEqualTo(client.tls().cipher()).isNotEmpty();
			assertThat(client.tls().serverName()).isEqualTo("localhost");
			assertThat(client.tls().peerCertificate().commonName()).isEqualTo("localhost");
			client.close();
			assertThat(connections.size()).isZero();
			assertThat(this.told).containsExactly("opened", "handshaken", "closed");
		}
	}

	private SslConnectionListener telling() {
		return new SslConnectionListener() {

			@Override
			public void opened(LiveConnection connection) {
				ChannelHandshakeTests.this.told.add("opened");
			}

			@Override
			public void handshaken(LiveConnection connection) {
				ChannelHandshakeTests.this.told.add("handshaken");
			}

			@Override
			public void failed(LiveConnection connection, SslFailure failure) {
				ChannelHandshakeTests.this.told.add("failed " + failure.reason());
			}

			@Override
			public void closed(LiveConnection connection) {
				ChannelHandshakeTests.this.told.add("closed");
			}

		};
	}

}
