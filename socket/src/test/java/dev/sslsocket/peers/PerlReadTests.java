package dev.sslsocket.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import dev.sslsocket.EofPolicy;
import dev.sslsocket.SslSocket;
import dev.sslsocket.TlsState;
import dev.sslsocket.engine.EngineUnderTest;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.failure.SslTruncatedException;
import dev.sslsocket.testing.program.RequiresPerlModule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a read, a peek and the end look like when the records are Perl's.
 */
@RequiresPerlModule("IO::Socket::SSL")
class PerlReadTests {

	// Case 1.
	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void peekAndPendingWhenThePeerSentTwoRecordsKeepToTheFirst(Cell cell) throws Exception {
		try (PerlConversation conversation = PerlConversation.inTls(cell)) {
			SslSocket socket = conversation.tls();
			conversation.expect("write AAAAAAAAAA", "10");
			conversation.expect("write BBBBB", "5");
			assertThat(socket.pending()).isZero();
			assertThat(peek(socket, 3)).isEqualTo("AAA");
			assertThat(socket.pending()).isEqualTo(10);
			assertThat(peek(socket, 100)).isEqualTo("AAAAAAAAAA");
			assertThat(peek(socket, 100)).isEqualTo("AAAAAAAAAA");
			assertThat(socket.getInputStream().available()).isEqualTo(10);
			assertThat(read(socket, 100)).isEqualTo("AAAAAAAAAA");
			assertThat(socket.pending()).isZero();
			assertThat(read(socket, 2)).isEqualTo("BB");
			assertThat(socket.pending()).isEqualTo(3);
			assertThat(read(socket, 100)).isEqualTo("BBB");
		}
	}

	// Case 1, the other way: each of our writes is a record of its own.
	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void writesWhenSmallAreRecordsOfTheirOwn(Cell cell) throws Exception {
		try (PerlConversation conversation = PerlConversation.inTls(cell)) {
			SslSocket socket = conversation.tls();
			PerlConversation.write(socket, "AAAAAAAAAA");
			PerlConversation.write(socket, "BBBBB");
			conversation.expect("pending", "0");
			conversation.expect("peek 3", "'AAA'");
			conversation.expect("pending", "10");
			conversation.expect("sysread 100", "'AAAAAAAAAA'");
			conversation.expect("sysread 2", "'BB'");
			conversation.expect("pending", "3");
		}
	}

	// Case 10: TLS 1.3 hides its record type in the record, which costs the JDK 17 bytes
	// and BoringSSL none.
	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void writeWhenLargerThanARecordIsCutAtTheLargest(Cell cell) throws Exception {
		boolean full = cell.protocol().equals("TLSv1.2") || EngineUnderTest.isNative();
		try (PerlConversation conversation = PerlConversation.inTls(cell)) {
			conversation.tls().getOutputStream().write(new byte[18_000]);
			conversation.expect("record", full ? "16384" : "16367");
			conversation.expect("record", full ? "1616" : "1633");
		}
	}

	// Case 4.
	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void readWhenLessIsThereReturnsItAndReadFullyWaits(Cell cell) throws Exception {
		try (PerlConversation conversation = PerlConversation.inTls(cell)) {
			SslSocket socket = conversation.tls();
			conversation.expect("write one", "3");
			assertThat(read(socket, 6)).isEqualTo("one");
			conversation.expect("write two", "3");
			Background<String> reading = Background.start(() -> PerlConversation.read(socket, 6));
			// The answer to a question that goes the other way comes after the read of
			// 'two' could have.
			conversation.settle();
			assertThat(reading.isDone()).isFalse();
			conversation.expect("write six", "3");
			assertThat(reading.await()).isEqualTo("twosix");
		}
	}

	// Case 6.
	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void endWhenThePeerSaysGoodbyeIsClean(Cell cell) throws Exception {
		try (PerlConversation conversation = PerlConversation.inTls(cell)) {
			SslSocket socket = conversation.tls();
			conversation.settle();
			conversation.expect("write last", "4");
			conversation.expect("close", "ok");
			assertThat(PerlConversation.read(socket, 5)).isEqualTo("last");
			assertThat(socket.closedCleanly()).isTrue();
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
			assertThat(peek(socket, 1)).isEmpty();
		}
	}

	// Case 7, with our default.
	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void endWhenThePeerOnlyClosesTcpIsATruncation(Cell cell) throws Exception {
		try (PerlConversation conversation = PerlConversation.inTls(cell)) {
			SslSocket socket = conversation.tls();
			conversation.settle();
			conversation.expect("write last", "4");
			conversation.expect("cut", "ok");
			assertThat(PerlConversation.read(socket, 4)).isEqualTo("last");
			for (int again = 0; again < 2; again++) {
				assertThatExceptionOfType(SslTruncatedException.class).isThrownBy(() -> socket.getInputStream().read())
					.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(SslReason.TRUNCATED));
			}
			assertThat(socket.closedCleanly()).isFalse();
		}
	}

	// Case 7, where truncation is let pass: never identical to case 6.
	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void endWhenThePeerOnlyClosesTcpAndWeAreLenientIsNotClean(Cell cell) throws Exception {
		try (PerlConversation conversation = PerlConversation.inTls(cell,
				(builder) -> builder.eofPolicy(EofPolicy.LENIENT))) {
			SslSocket socket = conversation.tls();
			conversation.settle();
			conversation.expect("cut", "ok");
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
			assertThat(socket.closedCleanly()).isFalse();
		}
	}

	// What we are to the peer: clean by close_notify, cut without it.
	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void closeSaysGoodbyeOnce(Cell cell) throws Exception {
		try (PerlConversation conversation = PerlConversation.inTls(cell)) {
			SslSocket socket = conversation.tls();
			PerlConversation.write(socket, "last");
			socket.close();
			socket.close();
			assertThat(socket.tlsState()).isEqualTo(TlsState.CLOSED);
			conversation.expect("read 4", "'last'");
			conversation.expect("sysread 1", "end");
			conversation.expect("received", "2");
			conversation.expect("rawread 1", "end");
		}
	}

	private static String peek(SslSocket socket, int length) throws IOException {
		byte[] target = new byte[length];
		return text(target, socket.peek(target, 0, length));
	}

	private static String read(SslSocket socket, int length) throws IOException {
		byte[] target = new byte[length];
		return text(target, socket.getInputStream().read(target));
	}

	private static String text(byte[] bytes, int count) {
		return new String(bytes, 0, Math.max(0, count), StandardCharsets.US_ASCII);
	}

}
