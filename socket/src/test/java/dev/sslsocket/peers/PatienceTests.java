package dev.sslsocket.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import dev.sslsocket.SslServerSocket;
import dev.sslsocket.SslSocket;
import dev.sslsocket.SslSocketFactory;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.failure.SslTimeoutException;
import dev.sslsocket.testing.peer.DripFeedingPeer;
import dev.sslsocket.testing.peer.MutePeer;
import dev.sslsocket.testing.program.RequiresPerlModule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Peers that take their time.
 */
@RequiresPerlModule("IO::Socket::SSL")
class PatienceTests {

	private static final Duration SHORT = Duration.ofMillis(400);

	// Case 28: no single read times out; the peer would go on for fourteen minutes.
	@Test
	@Timeout(60)
	void handshakeWhenThePeerDripsEndsAtTheDeadline() throws Exception {
		SslSocketFactory factory = Material.client((builder) -> builder.handshakeTimeout(SHORT)).socketFactory();
		try (DripFeedingPeer peer = DripFeedingPeer.start()) {
			LongSupplier elapsed = stopwatch();
			assertThatExceptionOfType(SslTimeoutException.class)
				.isThrownBy(() -> factory.connect("localhost", peer.port()))
				.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(SslReason.HANDSHAKE_TIMEOUT))
				.withMessageContaining("did not complete the handshake");
			assertThat(elapsed.getAsLong()).isGreaterThanOrEqualTo(SHORT.toMillis());
		}
	}

	// Case 28, as a server: Perl connects and says nothing.
	@Test
	@Timeout(60)
	void handshakeWhenTheClientIsMuteEndsAtTheDeadline() throws Exception {
		try (PerlConversation conversation = PerlConversation.inClear(new Cell(Side.SERVER, "TLSv1.3"),
				(builder) -> builder.handshakeTimeout(SHORT))) {
			assertThatExceptionOfType(SslTimeoutException.class).isThrownBy(conversation::startTlsAlone)
				.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(SslReason.HANDSHAKE_TIMEOUT))
				.withMessageContaining("sent nothing");
			// Start-TLS keeps the connection.
			PerlConversation.write(conversation.plain(), "late");
			conversation.expect("read 4", "'late'");
		}
	}

	// Case 28: zero is no limit. The read timeout is another thing, and ends the wait.
	@Test
	@Timeout(60)
	void handshakeWhenThereIsNoDeadlineIsBoundedByTheReadTimeoutOnly() throws Exception {
		SslSocketFactory factory = Material
			.client((builder) -> builder.handshakeTimeout(Duration.ZERO).readTimeout(SHORT))
			.socketFactory();
		try (MutePeer peer = MutePeer.start()) {
			assertThatExceptionOfType(SslTimeoutException.class)
				.isThrownBy(() -> factory.connect("localhost", peer.port()))
				.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(SslReason.READ_TIMEOUT));
		}
	}

	// Case 28: neither does the handshake's deadline stay behind on the socket.
	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void readTimeoutWhenThePeerIsSilentLosesNothing(Cell cell) throws Exception {
		try (PerlConversation conversation = PerlConversation.inTls(cell,
				(builder) -> builder.readTimeout(Duration.ZERO))) {
			SslSocket socket = conversation.tls();
			assertThat(socket.getSoTimeout()).isZero();
			socket.setSoTimeout((int) SHORT.toMillis());
			assertThatExceptionOfType(SslTimeoutException.class).isThrownBy(() -> socket.getInputStream().read())
				.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(SslReason.READ_TIMEOUT));
			conversation.expect("write late", "4");
			assertThat(PerlConversation.read(socket, 4)).isEqualTo("late");
		}
	}

	// Case 29: the silent ones stay silent until the good one has been served.
	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	@Timeout(60)
	void serverWhenAHundredClientsAreSilentServesTheNext(String protocol) throws Exception {
		InetAddress loopback = InetAddress.getLoopbackAddress();
		ExecutorService echoes = Executors.newCachedThreadPool();
		List<Socket> silent = new ArrayList<>();
		try (PerlPeer good = PerlPeer.start();
				SslServerSocket server = Material.server((builder) -> builder.protocols(protocol))
					.serverSocketFactory()
					.listen(new InetSocketAddress(loopback, 0))) {
			Background<Void> accepting = Background.start(() -> {
				for (int client = 0; client < 101; client++) {
					SslSocket socket = server.accept();
					echoes.submit(() -> echo(socket));
				}
				return null;
			});
			for (int client = 0; client < 100; client++) {
				silent.add(new Socket(loopback, server.getLocalPort()));
			}
			assertThat(good.ask("connect " + server.getLocalPort())).isEqualTo("ok");
			Cell cell = new Cell(Side.SERVER, protocol);
			assertThat(good.ask(PerlConversation.perlStart(cell))).startsWith(cell.perlProtocol());
			assertThat(good.ask("roundtrip 1024")).isEqualTo("1024");
			accepting.await();
			for (Socket socket : silent) {
				socket.close();
			}
		}
		finally {
			echoes.shutdown();
			assertThat(echoes.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
		}
	}

	private static Void echo(SslSocket socket) throws IOException {
		try (socket) {
			socket.getInputStream().transferTo(socket.getOutputStream());
			return null;
		}
	}

	private static LongSupplier stopwatch() {
		long start = System.nanoTime();
		return () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
	}

}
