package dev.sslsocket;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.failure.SslTimeoutException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Sockets that others made, those of channels among them (the seed's
 * {@code new_from_fd}): {@link System#inheritedChannel()} hands out such.
 */
class ForeignSocketTests {

	private static final InetSocketAddress LOOPBACK = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void socketsOfChannelsWhenUsedAtBothEndsTalkAndStop(String protocol) throws Exception {
		SslContext clients = Endpoints.client((b) -> b.protocols(protocol));
		try (ServerSocketChannel channel = ServerSocketChannel.open().bind(LOOPBACK);
				SslServerSocket server = Endpoints.server((b) -> b).serverSocketFactory().listen(channel.socket());
				SocketChannel plain = SocketChannel.open(channel.getLocalAddress())) {
			CompletableFuture<Void> echo = Endpoints.async(() -> {
				try (SslSocket accepted = server.accept()) {
					InputStream in = accepted.getInputStream();
					accepted.getOutputStream().write(in.readNBytes(5));
					assertThat(in.read()).isEqualTo(-1);
					Socket after = accepted.stopTls();
					after.getOutputStream().write(after.getInputStream().readNBytes(5));
				}
				return null;
			});
			SslSocket socket = clients.socketFactory().startTls(plain.socket(), "localhost");
			socket.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
			assertThat(socket.getInputStream().readNBytes(5)).asString(StandardCharsets.US_ASCII).isEqualTo("hello");
			Socket after = socket.stopTls();
			assertThat(after).isSameAs(plain.socket());
			after.getOutputStream().write("plain".getBytes(StandardCharsets.US_ASCII));
			assertThat(after.getInputStream().readNBytes(5)).asString(StandardCharsets.US_ASCII).isEqualTo("plain");
			Endpoints.get(echo);
		}
	}

	@Test
	void socketOfAChannelWhenItsPeerIsSilentKeepsTheDeadlines() throws Exception {
		SslContext clients = Endpoints.client((b) -> b.handshakeTimeout(Duration.ofMillis(50)));
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				SocketChannel plain = SocketChannel.open(silent.getLocalSocketAddress())) {
			assertThatExceptionOfType(SslTimeoutException.class)
				.isThrownBy(() -> clients.socketFactory().startTls(plain.socket(), "localhost"));
			assertThat(plain.isOpen()).isTrue();
		}
	}

	@Test
	void listenWhenTheSocketIsNotBoundOrClosedIsRefused() throws Exception {
		SslServerSocketFactory servers = Endpoints.server((b) -> b).serverSocketFactory();
		ServerSocket unusable = new ServerSocket();
		assertThatExceptionOfType(SocketException.class).isThrownBy(() -> servers.listen(unusable))
			.withMessage("Socket is not bound");
		unusable.close();
		assertThatExceptionOfType(SocketException.class).isThrownBy(() -> servers.listen(unusable))
			.withMessage("Socket is closed");
	}

	@Test
	void listenWhenTheContextHasNoCertificateIsRefused() throws Exception {
		SslServerSocketFactory servers = Endpoints.client((b) -> b).serverSocketFactory();
		try (ServerSocket bound = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			assertThatExceptionOfType(SslConfigurationException.class).isThrownBy(() -> servers.listen(bound));
		}
	}

	@Test
	void closeWhenTheListeningSocketIsForeignClosesIt() throws Exception {
		ServerSocket bound = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
		Endpoints.server((b) -> b).serverSocketFactory().listen(bound).close();
		assertThat(bound.isClosed()).isTrue();
	}

}
