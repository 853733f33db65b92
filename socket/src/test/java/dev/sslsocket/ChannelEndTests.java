package dev.sslsocket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import javax.net.ssl.SSLServerSocket;

import dev.sslsocket.engine.EngineUnderTest;
import dev.sslsocket.failure.SslClosedException;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.failure.SslTruncatedException;
import dev.sslsocket.testing.peer.Fault;
import dev.sslsocket.testing.peer.FaultProxy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * How a channel's connection ends: cleanly, in halves, cut off, damaged, with data on its
 * way.
 */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChannelEndTests {

	// Whoever closes with a ticket unread resets the connection, and the system forgets
	// what it has not sent yet.
	@ParameterizedTest(name = "{0} bytes into {1} bytes of the system''s")
	@CsvSource({ "262144, 16384, WRITE", "153600, 4194304, NOTHING" })
	void closeWhenThePeerReadsLateLosesNothing(int size, int systemBuffer, ChannelNeed waiting) throws Exception {
		try (SSLServerSocket jdk = (SSLServerSocket) Endpoints.PKI.jdkServerContext()
			.getServerSocketFactory()
			.createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			SslContext context = Endpoints.client((b) -> b);
			for (int run = 0; run < 20; run++) {
				CountDownLatch closed = new CountDownLatch(1);
				CompletableFuture<Integer> received = Endpoints.async(() -> {
					try (Socket socket = jdk.accept()) {
						// The handshake, and the tickets that nobody reads.
						int first = socket.getInputStream().read();
						closed.await();
						return first + socket.getInputStream().readAllBytes().length;
					}
				});
				SocketChannel channel = ChannelDriver.connect(jdk.getLocalPort());
				channel.setOption(StandardSocketOptions.SO_SNDBUF, systemBuffer);
				ChannelDriver client = ChannelDriver.of(context.channel(channel, "localhost", 1)).handshake();
				client.write(new byte[] { 1 });
				ByteBuffer rest = ByteBuffer.allocate(size);
				while (rest.hasRemaining() && client.tls().write(rest) > 0) {
					continue;
				}
				int taken = rest.position();
				// What waits is with us in the one case, with the system in the
				// other.
				assertThat(client.tls().wants()).isEqualTo(waiting);
				// No selector knows the channel any more, lest it keeps TCP open.
				client.close();
				assertThat(client.tls().isOpen()).isFalse();
				closed.countDown();
				assertThat(Endpoints.get(received)).isEqualTo(1 + taken);
			}
		}
	}

	@Test
	void closeWhenAllHasArrivedSaysGoodbyeAndClosesTcp() throws Exception {
		try (SslServerSocket server = Endpoints.listen(Endpoints.server((b) -> b))) {
			CompletableFuture<Boolean> clean = Endpoints.async(() -> {
				try (SslSocket socket = server.accept()) {
					socket.getOutputStream().write(socket.getInputStream().read());
					assertThat(socket.getInputStream().read()).isEqualTo(-1);
					return socket.closedCleanly();
				}
			});
			ChannelDriver client = client(server.getLocalPort(), EofPolicy.STRICT);
			client.write("x");
			assertThat(client.readOnce()).isEqualTo('x');
			client.tls().close();
			// At once, or when the peer has answered, should a ticket have come late.
			while (client.tls().channel().isOpen()) {
				Thread.onSpinWait();
			}
			assertThat(Endpoints.get(clean)).isTrue();
			assertThat(client.tls().tlsState()).isEqualTo(TlsState.CLOSED);
			assertThatExceptionOfType(SslClosedException.class).isThrownBy(() -> client.tls().read(buffer()));
			assertThatExceptionOfType(SslClosedException.class).isThrownBy(() -> client.tls().write(buffer()));
			client.tls().close();
		}
	}

	@Test
	void closeWithoutCloseNotifyLooksLikeTruncation() throws Exception {
		try (SslServerSocket server = Endpoints.listen(Endpoints.server((b) -> b))) {
			CompletableFuture<Throwable> seen = Endpoints.async(() -> {
				try (SslSocket socket = server.accept()) {
					return catchThrowable(() -> socket.getInputStream().readAllBytes());
				}
			});
			try (ChannelDriver client = client(server.getLocalPort(), EofPolicy.STRICT)) {
				client.write("x");
				client.tls().close(CloseOption.NO_CLOSE_NOTIFY);
			}
			assertThat(Endpoints.get(seen)).isInstanceOf(IOException.class).isNotInstanceOf(SslClosedException.class);
		}
	}

	@ParameterizedTest
	@EnumSource
	void readWhenThePeerIsCutOffObeysThePolicy(EofPolicy policy) throws Exception {
		try (SslServerSocket server = Endpoints.listen(Endpoints.server((b) -> b))) {
			CompletableFuture<Void> cut = Endpoints.async(() -> {
				SslSocket socket = server.accept();
				socket.getOutputStream().write('x');
				socket.close(CloseOption.NO_CLOSE_NOTIFY);
				return null;
			});
			try (ChannelDriver client = client(server.getLocalPort(), policy)) {
				assertThat(client.readOnce()).isEqualTo('x');
				if (policy == EofPolicy.STRICT) {
					assertThatExceptionOfType(SslTruncatedException.class).isThrownBy(client::readOnce);
					assertThatExceptionOfType(SslTruncatedException.class).isThrownBy(client::readOnce);
				}
				else {
					assertThat(client.readOnce()).isEqualTo(-1);
				}
				assertThat(client.tls().closedCleanly()).isFalse();
				assertThat(client.tls().interestOps()).isZero();
			}
			Endpoints.get(cut);
		}
	}

	@ParameterizedTest
	@EnumSource
	void interestWhenAReadThatWaitedMeetsTheEndIsNone(EofPolicy policy) throws Exception {
		try (SslServerSocket server = Endpoints.listen(Endpoints.server((b) -> b))) {
			CountDownLatch waiting = new CountDownLatch(1);
			CompletableFuture<Void> cut = Endpoints.async(() -> {
				SslSocket socket = server.accept();
				socket.getOutputStream().write('x');
				waiting.await();
				socket.close(CloseOption.NO_CLOSE_NOTIFY);
				return null;
			});
			try (ChannelDriver client = client(server.getLocalPort(), policy)) {
				assertThat(client.readOnce()).isEqualTo('x');
				assertThat(client.tls().read(buffer())).isZero();
				assertThat(client.tls().wants()).isEqualTo(ChannelNeed.READ);
				waiting.countDown();
				assertThat(catchThrowable(client::readOnce) != null).isEqualTo(policy == EofPolicy.STRICT);
				assertThat(client.tls().wants()).isEqualTo(ChannelNeed.NOTHING);
				assertThat(client.tls().interestOps()).isZero();
			}
			Endpoints.get(cut);
		}
	}

	// Case 8, for a channel: never the end of the data, and the peer is told.
	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void readWhenARecordIsDamagedFailsAndTellsThePeer(String protocol) throws Exception {
		try (SslServerSocket server = Endpoints.listen(Endpoints.server((b) -> b.protocols(protocol)));
				FaultProxy proxy = FaultProxy.to(server.getLocalPort())) {
			CompletableFuture<Throwable> told = Endpoints.async(() -> {
				try (SslSocket socket = server.accept()) {
					socket.getOutputStream().write(socket.getInputStream().read());
					return catchThrowable(() -> socket.getOutputStream().write(socket.getInputStream().read()));
				}
			});
			try (ChannelDriver client = client(proxy.port(), EofPolicy.STRICT)) {
				client.write("x");
				assertThat(client.readOnce()).isEqualTo('x');
				proxy.toServer(Fault.none()).toClient(Fault.flipBitInRecord(1));
				client.write("y");
				// The answer is damaged on its way.
				assertThat(((SslFailure) catchThrowable(client::readOnce)).reason())
					.isEqualTo(SslReason.BAD_RECORD_MAC);
				assertThat(client.tls().tlsState()).isEqualTo(TlsState.FAILED);
				assertThat(catchThrowable(() -> client.write("z"))).isInstanceOf(SslFailure.class);
				assertThat(Endpoints.get(told)).isNull();
			}
		}
	}

	// RFC 8446 section 6.1: each direction ends by itself.
	@Test
	void shutdownOutputLeavesReadingOpen() throws Exception {
		try (SslServerSocket server = Endpoints.listen(Endpoints.server((b) -> b))) {
			CompletableFuture<Void> peer = Endpoints.async(() -> {
				try (SslSocket socket = server.accept()) {
					assertThat(socket.getInputStream().readAllBytes()).hasSize(8);
					socket.getOutputStream().write("answer".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
				}
				return null;
			});
			try (ChannelDriver client = client(server.getLocalPort(), EofPolicy.STRICT)) {
				client.write("question");
				if (!EngineUnderTest.closesHalf()) {
					assertThatExceptionOfType(UnsupportedOperationException.class)
						.isThrownBy(() -> client.tls().shutdownOutput())
						.withMessageContaining("has no half close");
					assertThat(client.tls().tlsState()).isEqualTo(TlsState.OPEN);
					client.tls().close();
					return;
				}
				client.tls().shutdownOutput();
				assertThat(client.tls().tlsState()).isEqualTo(TlsState.WRITE_CLOSED);
				assertThatExceptionOfType(SslClosedException.class).isThrownBy(() -> client.write("more"));
				assertThat(client.readAll()).asString(java.nio.charset.StandardCharsets.US_ASCII).isEqualTo("answer");
				assertThat(client.tls().closedCleanly()).isTrue();
			}
			Endpoints.get(peer);
		}
	}

	@Test
	void writeWhenThePeerHasSaidGoodbyeStillReachesItInTls13() throws Exception {
		try (ServerSocketChannel listening = ChannelDriver.listen()) {
			CompletableFuture<String> peer = Endpoints.async(() -> {
				SocketChannel accepted = listening.accept();
				accepted.configureBlocking(false);
				try (ChannelDriver server = ChannelDriver
					.of(Endpoints.server((b) -> b.engine("jdk")).serverChannel(accepted))) {
					server.handshake();
					server.tls().shutdownOutput();
					return EngineUnderTest.closesHalf() ? server.text(4) : "end " + server.readOnce();
				}
			});
			try (ChannelDriver client = client(ChannelDriver.port(listening), EofPolicy.STRICT)) {
				assertThat(client.readOnce()).isEqualTo(-1);
				assertThat(client.tls().tlsState()).isEqualTo(TlsState.READ_CLOSED);
				assertThat(client.tls().interestOps()).isZero();
				if (!EngineUnderTest.closesHalf()) {
					// It ends both directions when the peer ends one.
					assertThatExceptionOfType(SslClosedException.class).isThrownBy(() -> client.write("late"));
					client.tls().close();
					assertThat(Endpoints.get(peer)).isEqualTo("end -1");
					return;
				}
				client.write("late");
				assertThat(Endpoints.get(peer)).isEqualTo("late");
			}
		}
	}

	@Test
	void closeByAnotherThreadEndsTheLoopsNextCall() throws Exception {
		try (SslServerSocket server = Endpoints.listen(Endpoints.server((b) -> b))) {
			CompletableFuture<Integer> peer = Endpoints.async(() -> {
				try (SslSocket socket = server.accept()) {
					return socket.getInputStream().read();
				}
			});
			ChannelDriver client = client(server.getLocalPort(), EofPolicy.STRICT).handshake();
			CompletableFuture<Throwable> loop = Endpoints.async(() -> catchThrowable(() -> {
				while (true) {
					client.tls().read(buffer());
				}
			}));
			Endpoints.get(Endpoints.async(() -> {
				client.tls().close();
				return null;
			}));
			assertThat(Endpoints.get(loop)).isInstanceOf(SslClosedException.class).hasMessage("Socket closed");
			assertThat(Endpoints.get(peer)).isEqualTo(-1);
		}
	}

	@Test
	void closeWhenLingerIsZeroResets() throws Exception {
		try (SslServerSocket server = Endpoints.listen(Endpoints.server((b) -> b))) {
			CompletableFuture<Throwable> seen = Endpoints.async(() -> {
				try (SslSocket socket = server.accept()) {
					return catchThrowable(() -> socket.getInputStream().read());
				}
			});
			ChannelDriver client = client(server.getLocalPort(), EofPolicy.STRICT).handshake();
			client.tls().channel().setOption(StandardSocketOptions.SO_LINGER, 0);
			client.close();
			assertThat(Endpoints.get(seen)).isInstanceOf(IOException.class).hasMessageContaining("reset");
		}
	}

	@Test
	void closeWhenThePeerNeverReadsEndsWithinTheCloseTimeout() throws Exception {
		SocketChannel[] pair = ChannelDriver.pair();
		SslContext context = Endpoints.client((b) -> b.closeTimeout(Duration.ofMillis(300)));
		try (ChannelDriver server = ChannelDriver.of(Endpoints.server((b) -> b).serverChannel(pair[1]))) {
			CompletableFuture<ChannelDriver> accepted = Endpoints.async(server::handshake);
			SslSocketChannel client = context.channel(pair[0], "localhost", 1);
			ChannelDriver.of(client).handshake();
			Endpoints.get(accepted);
			while (client.write(ByteBuffer.allocate(100_000)) > 0) {
				continue;
			}
			client.close();
			while (pair[0].isOpen()) {
				Thread.onSpinWait();
			}
			assertThat(client.isOpen()).isFalse();
		}
	}

	private static ByteBuffer buffer() {
		return ByteBuffer.allocate(10);
	}

	private static ChannelDriver client(int port, EofPolicy policy) throws IOException {
		return ChannelDriver
			.of(Endpoints.client((b) -> b.eofPolicy(policy)).channel(ChannelDriver.connect(port), "localhost", port));
	}

}
