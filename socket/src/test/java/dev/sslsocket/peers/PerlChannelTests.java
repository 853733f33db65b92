package dev.sslsocket.peers;

import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

import dev.sslsocket.ChannelDriver;
import dev.sslsocket.ChannelNeed;
import dev.sslsocket.PlainChannel;
import dev.sslsocket.SslContext;
import dev.sslsocket.SslSocketChannel;
import dev.sslsocket.TlsState;
import dev.sslsocket.engine.EngineUnderTest;
import dev.sslsocket.failure.NotTlsException;
import dev.sslsocket.testing.program.RequiresPerlModule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A channel of ours against Perl's own module, both without waiting, and TLS put on and
 * taken off one connection.
 */
@RequiresPerlModule("IO::Socket::SSL")
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PerlChannelTests {

	private PerlPeer peer;

	private SocketChannel channel;

	@BeforeEach
	void start() throws Exception {
		this.peer = PerlPeer.start();
	}

	@AfterEach
	void close() throws Exception {
		if (this.channel != null) {
			this.channel.close();
		}
		this.peer.close();
	}

	// Case 30, and the module's own test of non-blocking sockets: both sides go by steps.
	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void handshakeByStepsOnBothSidesGoesThrough(Cell cell) throws Exception {
		connect(cell);
		try (ChannelDriver ours = ChannelDriver.of(upgrade(cell, null))) {
			assertThat(ours.tls().handshake()).isFalse();
			assertThat(ours.tls().wants()).isEqualTo(ChannelNeed.READ);
			PerlPeer.Answer steps = this.peer.tell(steps(cell));
			ours.handshake();
			assertThat(Integer.parseInt(steps.await())).isBetween(1, 20);
			assertThat(ours.tls().protocol()).isEqualTo(cell.protocol());
			ours.write("word");
			expect("blocking", "ok");
			expect("read 4", "'word'");
			expect("write answer", "6");
			assertThat(ours.text(6)).isEqualTo("answer");
		}
	}

	// Case 12: the end of the tunnel is reached while Perl does not read.
	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void writeWhenPerlDoesNotReadWantsWriteAndLosesNothing(Cell cell) throws Exception {
		connect(cell);
		try (ChannelDriver ours = ChannelDriver.of(upgrade(cell, null))) {
			PerlPeer.Answer started = this.peer.tell(PerlConversation.perlStart(cell));
			ours.handshake();
			started.await();
			byte[] data = new byte[32 * 1024 * 1024];
			new Random(3).nextBytes(data);
			ByteBuffer source = ByteBuffer.wrap(data);
			while (ours.tls().write(source) > 0) {
				continue;
			}
			assertThat(ours.tls().wants()).isEqualTo(ChannelNeed.WRITE);
			int taken = source.position();
			assertThat(taken).isBetween(30_000, data.length - 1);
			PerlPeer.Answer drained = this.peer.tell("drain");
			while (!ours.tls().flush()) {
				ours.await();
			}
			if (EngineUnderTest.closesHalf()) {
				ours.tls().shutdownOutput();
				while (!ours.tls().flush()) {
					ours.await();
				}
			}
			else {
				ours.tls().close();
			}
			assertThat(drained.await()).isEqualTo(taken + " " + sha256(Arrays.copyOf(data, taken)));
		}
	}

	// The same the other way: what Perl could not write waits for us.
	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void readWhenPerlHasFilledTheConnectionGetsAllOfIt(Cell cell) throws Exception {
		connect(cell);
		try (ChannelDriver ours = ChannelDriver.of(upgrade(cell, null))) {
			PerlPeer.Answer started = this.peer.tell(PerlConversation.perlStart(cell));
			ours.handshake();
			started.await();
			expect("nonblocking", "ok");
			String filled = this.peer.ask("fill 100000000");
			assertThat(filled).endsWith(" WANT_WRITE");
			int sent = Integer.parseInt(filled.substring(0, filled.indexOf(' ')));
			assertThat(sent).isGreaterThanOrEqualTo(30_000);
			assertThat(ours.read(sent)).containsOnly('x');
		}
	}

	// Cases 21 and 26: upgrade and downgrade on one connection, exact to the byte.
	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void upgradeAndDowngradeAnyNumberOfTimes(Cell cell) throws Exception {
		connect(cell);
		PlainChannel plain = null;
		for (int round = 0; round < 4; round++) {
			ChannelDriver ours = ChannelDriver.of(upgrade(cell, plain));
			PerlPeer.Answer started = this.peer.tell(PerlConversation.perlStart(cell));
			ours.handshake();
			assertThat(started.await()).startsWith(cell.perlProtocol() + " " + ours.tls().cipher() + " ");
			ours.write("secret?");
			expect("read 7", "'secret?'");
			expect("write secret!", "7");
			assertThat(ours.text(7)).isEqualTo("secret!");
			PerlPeer.Answer stopped = this.peer.tell("stop");
			PerlPeer.Answer written = this.peer.tell("write plain");
			plain = ours.stopTls();
			assertThat(stopped.await()).isEqualTo("IO::Socket::INET");
			assertThat(written.await()).isEqualTo("5");
			assertThat(ours.inClear(plain, 5)).isEqualTo("plain");
			assertThat(ours.tls().tlsState()).isEqualTo(TlsState.STOPPED);
			assertThat(plain.channel()).isSameAs(this.channel);
			this.channel.write(ascii("clear"));
			expect("read 5", "'clear'");
		}
	}

	// Case 21: goodbye and plaintext come as one segment, and before anybody looks.
	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void plaintextBehindPerlsGoodbyeIsHandedOut(Cell cell) throws Exception {
		connect(cell);
		ChannelDriver ours = ChannelDriver.of(upgrade(cell, null));
		PerlPeer.Answer started = this.peer.tell(PerlConversation.perlStart(cell));
		ours.handshake();
		started.await();
		expect("cork 1", "ok");
		expect("write secret", "6");
		expect("goodbye", "ok");
		expect("raw plain\\ntext", "10");
		expect("cork 0", "ok");
		assertThat(ours.text(6)).isEqualTo("secret");
		assertThat(ours.readOnce()).isEqualTo(-1);
		PlainChannel plain = ours.stopTls();
		assertThat(ours.inClear(plain, 10)).isEqualTo("plain\ntext");
		assertThat(this.peer.ask("stop")).isEqualTo("IO::Socket::INET");
		this.channel.write(ascii("clear"));
		expect("read 5", "'clear'");
	}

	// Case 18 for channels.
	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void upgradeWhenPerlSpeaksInClearLeavesTheConnectionAsItWas(Cell cell) throws Exception {
		connect(cell);
		ChannelDriver ours = ChannelDriver.of(upgrade(cell, null));
		if (cell.ours() == Side.CLIENT) {
			assertThat(ours.tls().handshake()).isFalse();
			expect("hello", "handshake record, whole");
		}
		expect("write foo, not TLS\\nmore\\n", "18");
		assertThatExceptionOfType(NotTlsException.class).isThrownBy(ours::handshake)
			.withMessageContaining("foo, not TLS");
		PlainChannel plain = ours.tls().plainChannel().orElseThrow();
		assertThat(ours.inClear(plain, 18)).isEqualTo("foo, not TLS\nmore\n");
		this.channel.write(ascii("bar"));
		expect("sysread 100", "'bar'");
		PerlPeer.Answer started = this.peer.tell(PerlConversation.perlStart(cell));
		ChannelDriver again = ChannelDriver.of(upgrade(cell, plain));
		again.handshake();
		assertThat(started.await()).startsWith(cell.perlProtocol());
	}

	private void connect(Cell cell) throws Exception {
		if (cell.ours() == Side.CLIENT) {
			this.channel = ChannelDriver.connect(Integer.parseInt(this.peer.ask("listen")));
			expect("accept", "ok");
			return;
		}
		try (ServerSocketChannel listening = ChannelDriver.listen()) {
			expect("connect " + ChannelDriver.port(listening), "ok");
			this.channel = listening.accept();
			this.channel.configureBlocking(false);
		}
	}

	private SslSocketChannel upgrade(Cell cell, PlainChannel before) throws Exception {
		SslContext context = Material.context(cell.ours(), (builder) -> builder.protocols(cell.protocol()));
		return (cell.ours() == Side.CLIENT) ? context.startTls(this.channel, "localhost", 1)
				: context.startTlsAsServer(this.channel, (before != null) ? before.leftover() : ByteBuffer.allocate(0));
	}

	private static String steps(Cell cell) {
		return PerlConversation.perlStart(cell).replaceFirst("start", "steps");
	}

	private void expect(String command, String answer) {
		assertThat(this.peer.ask(command)).as(command).isEqualTo(answer);
	}

	private static ByteBuffer ascii(String text) {
		return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
	}

	private static String sha256(byte[] data) throws Exception {
		return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data));
	}

}
