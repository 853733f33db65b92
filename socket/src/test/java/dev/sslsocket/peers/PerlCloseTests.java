package dev.sslsocket.peers;

import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

import dev.sslsocket.line.LineReader;
import dev.sslsocket.SslSocket;
import dev.sslsocket.TlsState;
import dev.sslsocket.failure.SslClosedException;
import dev.sslsocket.failure.SslTruncatedException;
import dev.sslsocket.testing.program.RequiresPerlModule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.sslsocket.peers.PerlConversation.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Ends of connections with Perl that are nobody's close_notify, or come from another
 * thread.
 */
@RequiresPerlModule("IO::Socket::SSL")
class PerlCloseTests {

	// Case 9: neither the end nor a truncation that looks like one.
	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void readWhenPerlResetsTheConnectionFails(Cell cell) throws Exception {
		try (PerlConversation conversation = PerlConversation.inTls(cell)) {
			conversation.settle();
			conversation.expect("reset", "ok");
			assertThatExceptionOfType(SocketException.class)
				.isThrownBy(() -> conversation.tls().getInputStream().read())
				.isNotInstanceOf(SslTruncatedException.class)
				.withMessageContaining("reset");
			assertThat(conversation.tls().closedCleanly()).isFalse();
		}
	}

	// Case 35.
	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void closeByAnotherThreadWakesTheReaderOfALine(Cell cell) throws Exception {
		try (PerlConversation conversation = PerlConversation.inTls(cell)) {
			SslSocket socket = conversation.tls();
			LineReader lines = LineReader.over(socket);
			conversation.expect("write half", "4");
			Background<String> reading = Background.start(lines::readLine);
			conversation.settle();
			socket.close();
			socket.close();
			assertThatExceptionOfType(SslClosedException.class).isThrownBy(reading::await);
			assertThat(socket.tlsState()).isEqualTo(TlsState.CLOSED);
			conversation.expect("sysread 1", "end");
			conversation.expect("received", "2");
		}
	}

	// Case 37: what waits unread would have TCP reset, and our answer thrown away.
	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void closeRightBehindAWriteWhenMuchIsUnreadLosesNothing(Cell cell) throws Exception {
		try (PerlConversation conversation = PerlConversation.inTls(cell)) {
			conversation.expect("write " + "unread ".repeat(5000), "35000");
			byte[] answer = new byte[100_000];
			conversation.tls().getOutputStream().write(answer);
			conversation.tls().close();
			assertThat(conversation.peer().ask("drain")).startsWith("100000 ");
			conversation.expect("received", "2");
		}
	}

	// Case 5: a buffer that was used before is not presented as data.
	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void readAtTheEndLeavesTheBufferAlone(Cell cell) throws Exception {
		try (PerlConversation conversation = PerlConversation.inTls(cell)) {
			conversation.settle();
			conversation.expect("write old", "3");
			conversation.expect("close", "ok");
			byte[] buffer = new byte[3];
			assertThat(conversation.tls().getInputStream().read(buffer)).isEqualTo(3);
			byte[] before = buffer.clone();
			assertThat(conversation.tls().getInputStream().read(buffer)).isEqualTo(-1);
			assertThat(conversation.tls().peek(buffer, 0, 3)).isEqualTo(-1);
			assertThat(buffer).isEqualTo(before);
		}
	}

	// Case 11.
	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void writeFromAnOffsetWritesJustThat(Cell cell) throws Exception {
		try (PerlConversation conversation = PerlConversation.inTls(cell)) {
			byte[] data = "0123456789".getBytes(StandardCharsets.US_ASCII);
			SslSocket socket = conversation.tls();
			socket.getOutputStream().write(data, 10, 0);
			assertThatExceptionOfType(IndexOutOfBoundsException.class)
				.isThrownBy(() -> socket.getOutputStream().write(data, 11, 0));
			assertThatExceptionOfType(IndexOutOfBoundsException.class)
				.isThrownBy(() -> socket.getOutputStream().write(data, 4, 7));
			socket.getOutputStream().write(data, 4, 3);
			write(socket, "!");
			conversation.expect("read 4", "'456!'");
			assertThat(conversation.peer().ask("pending")).isEqualTo("0");
		}
	}

	// t/sysread_write.t: two records of 512 bytes in reads of 66.
	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void readsAreShortWhereARecordEnds(Cell cell) throws Exception {
		try (PerlConversation conversation = PerlConversation.inTls(cell)) {
			for (int record = 0; record < 2; record++) {
				conversation.expect("write " + "x".repeat(512), "512");
			}
			assertThat(lengths(conversation.tls(), 1024)).containsExactly(66, 66, 66, 66, 66, 66, 66, 50, 66, 66, 66,
					66, 66, 66, 66, 50);
			for (int record = 0; record < 2; record++) {
				conversation.tls().getOutputStream().write(new byte[512]);
			}
			for (int record = 0; record < 2; record++) {
				for (int read = 0; read < 7; read++) {
					assertThat(conversation.peer().ask("sysread 66")).hasSize(2 + 66 * 4);
				}
				assertThat(conversation.peer().ask("sysread 66")).hasSize(2 + 50 * 4);
			}
		}
	}

	private static int[] lengths(SslSocket socket, int total) throws IOException {
		IntStream.Builder lengths = IntStream.builder();
		byte[] buffer = new byte[66];
		for (int left = total; left > 0;) {
			int count = socket.getInputStream().read(buffer);
			lengths.add(count);
			left -= count;
		}
		return lengths.build().toArray();
	}

}
