package dev.sslsocket;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import dev.sslsocket.engine.EngineUnderTest;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.verify.ClientAuth;
import dev.sslsocket.verify.TrustSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Bytes between two channels on one thread: nothing waits, so one thread does.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChannelPairTests {

	@RegisterExtension
	final ChannelEnds ends = new ChannelEnds();

	@ParameterizedTest
	@CsvSource({ "TLSv1.2, 1", "TLSv1.2, 7", "TLSv1.2, 1000", "TLSv1.3, 1", "TLSv1.3, 7", "TLSv1.3, 1000" })
	void handshakeWhenBytesComeInSmallPiecesGoesThrough(String protocol, int piece) throws Exception {
		SocketChannel[] beyond = ChannelDriver.pair();
		try (SslSocketChannel client = client(protocol, this.ends.near());
				SslSocketChannel server = Endpoints.server((b) -> b.protocols(protocol)).serverChannel(beyond[1])) {
			// Two connections and somebody in between, who passes a few bytes at a time.
			ByteBuffer room = ByteBuffer.allocate(piece);
			boolean done = false;
			while (!done) {
				boolean client1 = client.handshake();
				relay(this.ends.far(), beyond[0], room);
				done = server.handshake() & client1;
				relay(beyond[0], this.ends.far(), room);
			}
			assertThat(server.protocol()).isEqualTo(protocol);
			ByteBuffer word = ByteBuffer.allocate(4);
			assertThat(client.write(ByteBuffer.wrap("word".getBytes(StandardCharsets.US_ASCII)))).isEqualTo(4);
			while (word.hasRemaining()) {
				relay(this.ends.far(), beyond[0], room);
				assertThat(server.read(word)).isNotNegative();
			}
			assertThat(word.array()).asString(StandardCharsets.US_ASCII).isEqualTo("word");
		}
		finally {
			beyond[0].close();
		}
	}

	private static void relay(SocketChannel from, SocketChannel to, ByteBuffer room) throws Exception {
		from.read(room.clear());
		room.flip();
		while (room.hasRemaining()) {
			to.write(room);
		}
	}

	@Test
	void handshakeWhenNothingHasComeSaysWhatItWaitsFor() throws Exception {
		try (SslSocketChannel client = client("TLSv1.3", this.ends.near());
				SslSocketChannel server = Endpoints.server((b) -> b).serverChannel(this.ends.far())) {
			assertThat(client.wants()).isEqualTo(ChannelNeed.WRITE);
			assertThat(server.wants()).isEqualTo(ChannelNeed.READ);
			assertThat(server.timeLeft()).isEmpty();
			assertThat(server.handshake()).isFalse();
			assertThat(server.wants()).isEqualTo(ChannelNeed.READ);
			assertThat(server.interestOps()).isEqualTo(java.nio.channels.SelectionKey.OP_READ);
			assertThat(server.timeLeft()).hasValueSatisfying(
					(left) -> assertThat(left).isPositive().isLessThanOrEqualTo(java.time.Duration.ofSeconds(10)));
			assertThat(client.handshake()).isFalse();
			assertThat(client.wants()).isEqualTo(ChannelNeed.READ);
			assertThat(client.tlsState()).isEqualTo(TlsState.NEW);
		}
	}

	@Test
	void readAndWriteShakeHandsFirst() throws Exception {
		try (ChannelDriver client = driver(client("TLSv1.3", this.ends.near())); ChannelDriver server = server()) {
			CompletableFuture<String> heard = Endpoints.async(() -> server.text(5));
			client.write("hello");
			assertThat(Endpoints.get(heard)).isEqualTo("hello");
			assertThat(client.tls().timeLeft()).isEmpty();
		}
	}

	// Case 1, and case 2: what is decrypted, or taken from the socket, no selector tells.
	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void pendingTellsWhatNoSelectorDoes(String protocol) throws Exception {
		try (ChannelDriver client = driver(client(protocol, this.ends.near())); ChannelDriver server = server()) {
			shakeHands(client, server);
			server.tls().write(buffer("AAAAAAAAAA"));
			server.tls().write(buffer("BBBBB"));
			assertThat(client.tls().pending()).isZero();
			ByteBuffer three = ByteBuffer.allocate(3);
			int peeked = client.tls().peek(three);
			while (peeked == 0) {
				client.await();
				peeked = client.tls().peek(three);
			}
			assertThat(text(three)).isEqualTo("AAA");
			assertThat(client.tls().pending()).isEqualTo(10);
			ByteBuffer hundred = ByteBuffer.allocate(100);
			assertThat(client.tls().peek(hundred)).isEqualTo(10);
			assertThat(client.tls().read(ByteBuffer.allocate(7))).isEqualTo(7);
			assertThat(client.tls().pending()).isEqualTo(3);
			assertThat(client.tls().read(ByteBuffer.allocate(3))).isEqualTo(3);
			// The second record came with the first, or comes.
			assertThat(client.text(2)).isEqualTo("BB");
			assertThat(client.tls().pending()).isEqualTo(3);
			assertThat(client.tls().wants()).isEqualTo(ChannelNeed.NOTHING);
			assertThat(client.text(3)).isEqualTo("BBB");
			assertThat(client.tls().pending()).isZero();
			assertThat(client.tls().read(ByteBuffer.allocate(1))).isZero();
			assertThat(client.tls().wants()).isEqualTo(ChannelNeed.READ);
		}
	}

	@Test
	void pendingWhenRecordsWaitUndecryptedIsNotZeroUntilTheEndIsTold() throws Exception {
		try (ChannelDriver client = driver(client("TLSv1.3", this.ends.near())); ChannelDriver server = server()) {
			shakeHands(client, server);
			byte[] bulk = new byte[20_000];
			client.tls().write(ByteBuffer.wrap(bulk));
			client.tls().write(buffer("x"));
			if (EngineUnderTest.closesHalf()) {
				client.tls().shutdownOutput();
			}
			else {
				client.tls().close();
			}
			int read = 0;
			ByteBuffer target = ByteBuffer.allocate(1000);
			int count = 0;
			while (count >= 0) {
				// As long as something is pending, nobody asks the selector.
				if (server.tls().pending() == 0) {
					server.await();
				}
				count = server.tls().read(target.clear());
				read += Math.max(count, 0);
			}
			assertThat(read).isEqualTo(20_001);
			assertThat(server.tls().pending()).isZero();
			assertThat(server.tls().interestOps()).isZero();
			assertThat(server.tls().closedCleanly()).isTrue();
			assertThat(server.tls().read(target.clear())).isEqualTo(-1);
		}
	}

	@Test
	void gatheredBytesAreScatteredInOrder() throws Exception {
		try (ChannelDriver client = driver(client("TLSv1.3", this.ends.near())); ChannelDriver server = server()) {
			shakeHands(client, server);
			ByteBuffer[] sources = { buffer("never"), buffer("gather"), ByteBuffer.allocateDirect(0), buffer("ed") };
			assertThat(client.tls().write(sources, 1, 3)).isEqualTo(8);
			ByteBuffer[] targets = { ByteBuffer.allocateDirect(3), ByteBuffer.allocate(0), ByteBuffer.allocate(9) };
			long count = server.tls().read(targets);
			while (count == 0) {
				server.await();
				count = server.tls().read(targets);
			}
			assertThat(count).isEqualTo(8);
			assertThat(text(targets[0]) + text(targets[2])).isEqualTo("gathered");
			assertThat(sources[0].remaining()).isEqualTo(5);
			assertThat(catchThrowable(() -> server.tls().read(ByteBuffer.allocate(1).asReadOnlyBuffer())))
				.isInstanceOf(IllegalArgumentException.class);
			assertThat(client.tls().write(buffer("direct").asReadOnlyBuffer())).isEqualTo(6);
			assertThat(server.text(6)).isEqualTo("direct");
		}
	}

	// Case 12: it ends with WRITE, and nothing that was taken is lost.
	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void writeWhenThePeerDoesNotReadStopsTakingAndLosesNothing(String protocol) throws Exception {
		try (ChannelDriver client = driver(client(protocol, this.ends.near())); ChannelDriver server = server()) {
			shakeHands(client, server);
			byte[] data = new byte[32 * 1024 * 1024];
			new Random(5).nextBytes(data);
			ByteBuffer source = ByteBuffer.wrap(data);
			while (client.tls().write(source) > 0) {
				continue;
			}
			int taken = source.position();
			assertThat(taken).isBetween(30_000, data.length - 1);
			assertThat(client.tls().wants()).isEqualTo(ChannelNeed.WRITE);
			assertThat(client.tls().interestOps()).isEqualTo(5);
			assertThat(client.tls().snapshot().bytesWritten()).isEqualTo(taken);
			// Unread, and still the other direction works.
			server.tls().write(buffer("stop"));
			assertThat(client.text(4)).isEqualTo("stop");
			CompletableFuture<byte[]> received = Endpoints.async(() -> server.read(taken));
			while (!client.tls().flush()) {
				client.await();
			}
			assertThat(Endpoints.get(received)).isEqualTo(java.util.Arrays.copyOf(data, taken));
			assertThat(client.tls().wants()).isNotEqualTo(ChannelNeed.WRITE);
		}
	}

	@Test
	void channelWhenItIsNotTcpWorksTheSame(@TempDir Path directory) throws Exception {
		UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("socket"));
		try (ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address)) {
			SocketChannel local = SocketChannel.open(address);
			local.configureBlocking(false);
			SocketChannel remote = listening.accept();
			remote.configureBlocking(false);
			try (ChannelDriver client = driver(client("TLSv1.3", local));
					ChannelDriver server = driver(Endpoints.server((b) -> b).serverChannel(remote))) {
				shakeHands(client, server);
				client.write("word");
				assertThat(server.text(4)).isEqualTo("word");
				client.tls().close();
				assertThat(server.readOnce()).isEqualTo(-1);
				assertThat(server.tls().closedCleanly()).isTrue();
			}
		}
	}

	@Test
	void oneThreadReadsWhileAnotherWrites() throws Exception {
		try (ChannelDriver client = driver(client("TLSv1.3", this.ends.near())); ChannelDriver server = server()) {
			shakeHands(client, server);
			byte[] data = new byte[8 * 1024 * 1024];
			new Random(9).nextBytes(data);
			CompletableFuture<Void> echo = Endpoints.async(() -> {
				server.echo(10_000, data.length);
				return null;
			});
			CompletableFuture<Void> writer = Endpoints.async(() -> {
				ByteBuffer source = ByteBuffer.wrap(data);
				while (source.hasRemaining() || !client.tls().flush()) {
					client.tls().write(source);
				}
				return null;
			});
			ByteBuffer target = ByteBuffer.allocate(data.length);
			while (target.hasRemaining()) {
				assertThat(client.tls().read(target)).isNotNegative();
			}
			assertThat(target.array()).isEqualTo(data);
			Endpoints.get(writer);
			client.tls().close();
			Endpoints.get(echo);
		}
	}

	// TLS 1.3: the server's verdict on our certificate comes when our handshake is over.
	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void clientWithoutACertificateIsToldSoWhenItReads(String protocol) throws Exception {
		try (ChannelDriver client = driver(client(protocol, this.ends.near()));
				ChannelDriver server = driver(demanding().serverChannel(this.ends.far()))) {
			CompletableFuture<Throwable> refused = Endpoints.async(() -> catchThrowable(server::handshake));
			Throwable told = catchThrowable(() -> client.handshake().readOnce());
			assertThat(((SslFailure) Endpoints.get(refused)).reason()).isEqualTo(SslReason.CERTIFICATE_REQUIRED);
			assertThat(((SslFailure) told).reason()).isEqualTo(SslReason.CERTIFICATE_REQUIRED);
			assertThat(server.tls().isOpen()).isFalse();
		}
	}

	// It may be writing already, and a broken connection is all that a write sees.
	@Test
	void clientWithoutACertificateIsToldSoWhenItWrites() throws Exception {
		try (SslServerSocket server = Endpoints.listen(demanding())) {
			Endpoints.async(() -> catchThrowable(() -> server.accept().startHandshake()));
			SocketChannel channel = ChannelDriver.connect(server.getLocalPort());
			try (ChannelDriver client = driver(client("TLSv1.3", channel)).handshake()) {
				Throwable told = null;
				while (told == null) {
					told = catchThrowable(() -> client.tls().write(buffer("word")));
				}
				assertThat(told).isInstanceOf(SslFailure.class);
				assertThat(((SslFailure) told).reason()).isEqualTo(SslReason.CERTIFICATE_REQUIRED);
			}
		}
	}

	private static SslContext demanding() {
		return Endpoints.server((b) -> b.clientAuth(ClientAuth.NEED)
			.closeTimeout(java.time.Duration.ofMillis(300))
			.trust(TrustSource.certificates(Endpoints.PKI.ca().certificate())));
	}

	private static SslSocketChannel client(String protocol, SocketChannel channel) throws Exception {
		return Endpoints.client((b) -> b.protocols(protocol)).channel(channel, "localhost", 1);
	}

	private ChannelDriver server() throws Exception {
		return driver(Endpoints.server((b) -> b).serverChannel(this.ends.far()));
	}

	private static ChannelDriver driver(SslSocketChannel tls) throws Exception {
		return ChannelDriver.of(tls);
	}

	private static void shakeHands(ChannelDriver client, ChannelDriver server) throws Exception {
		CompletableFuture<ChannelDriver> accepted = Endpoints.async(server::handshake);
		client.handshake();
		Endpoints.get(accepted);
	}

	private static ByteBuffer buffer(String text) {
		return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
	}

	private static String text(ByteBuffer filled) {
		filled.flip();
		return StandardCharsets.US_ASCII.decode(filled).toString();
	}

}
