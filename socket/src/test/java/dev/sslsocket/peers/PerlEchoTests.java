package dev.sslsocket.peers;

import java.util.Random;
import java.util.stream.Stream;

import dev.sslsocket.SslSocket;
import dev.sslsocket.TlsState;
import dev.sslsocket.engine.EngineUnderTest;
import dev.sslsocket.failure.SslClosedException;
import dev.sslsocket.testing.program.RequiresPerlModule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Bytes to Perl and back, and each direction ended by itself.
 */
@RequiresPerlModule("IO::Socket::SSL")
class PerlEchoTests {

	static Stream<Arguments> sizes() {
		return Cell.all()
			.flatMap((cell) -> Stream.of(1, 1024, 16384, 102_400, 1_048_576).map((size) -> Arguments.of(cell, size)));
	}

	@ParameterizedTest(name = "{0}, {1} bytes")
	@MethodSource("sizes")
	void echoByThePeerWhenAnySizeArrivesWhole(Cell cell, int size) throws Exception {
		byte[] data = new byte[size];
		new Random(size).nextBytes(data);
		try (PerlConversation conversation = PerlConversation.inTls(cell)) {
			PerlPeer.Answer echoed = conversation.peer().tell("echo");
			SslSocket socket = conversation.tls();
			Background<Void> writing = Background.start(() -> {
				socket.getOutputStream().write(data);
				if (EngineUnderTest.closesHalf()) {
					socket.shutdownOutput();
				}
				return null;
			});
			assertThat(socket.getInputStream().readNBytes(size)).isEqualTo(data);
			writing.await();
			if (!EngineUnderTest.closesHalf()) {
				socket.close();
			}
			assertThat(echoed.await()).isEqualTo(String.valueOf(size));
		}
	}

	@ParameterizedTest(name = "{0}, {1} bytes")
	@MethodSource("sizes")
	void echoByUsWhenAnySizeArrivesWhole(Cell cell, int size) throws Exception {
		try (PerlConversation conversation = PerlConversation.inTls(cell)) {
			SslSocket socket = conversation.tls();
			PerlPeer.Answer done = conversation.peer().tell("roundtrip " + size);
			PerlPeer.Answer closed = conversation.peer().tell("close");
			assertThat(socket.getInputStream().transferTo(socket.getOutputStream())).isEqualTo(size);
			assertThat(socket.closedCleanly()).isTrue();
			assertThat(done.await()).isEqualTo(String.valueOf(size));
			assertThat(closed.await()).isEqualTo("ok");
		}
	}

	// Case 25 without WRITE_ONLY: ending our direction is what it stands for.
	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void ourHalfCloseWhenThePeerGoesOnStillReads(Cell cell) throws Exception {
		try (PerlConversation conversation = PerlConversation.inTls(cell)) {
			SslSocket socket = conversation.tls();
			PerlConversation.write(socket, "question");
			if (!EngineUnderTest.closesHalf()) {
				assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(socket::shutdownOutput);
				PerlConversation.write(socket, "!");
				conversation.expect("read 9", "'question!'");
				return;
			}
			socket.shutdownOutput();
			assertThat(socket.tlsState()).isEqualTo(TlsState.WRITE_CLOSED);
			assertThatExceptionOfType(SslClosedException.class)
				.isThrownBy(() -> PerlConversation.write(socket, "more"));
			conversation.expect("read 8", "'question'");
			conversation.expect("sysread 1", "end");
			conversation.expect("received", "2");
			conversation.expect("write answer", "6");
			assertThat(PerlConversation.read(socket, 6)).isEqualTo("answer");
			conversation.expect("goodbye", "ok");
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
			assertThat(socket.closedCleanly()).isTrue();
		}
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void peersHalfCloseWhenTls13IsTheEndOfItsDirectionOnly(Cell cell) throws Exception {
		try (PerlConversation conversation = PerlConversation.inTls(cell)) {
			SslSocket socket = conversation.tls();
			conversation.expect("write question", "8");
			conversation.expect("goodbye", "ok");
			assertThat(PerlConversation.read(socket, 8)).isEqualTo("question");
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
			assertThat(socket.closedCleanly()).isTrue();
			if (cell.protocol().equals("TLSv1.2") || !EngineUnderTest.closesHalf()) {
				// RFC 5246 section 7.2.1: whoever is told goodbye says it too, and
				// nothing else.
				assertThatExceptionOfType(SslClosedException.class)
					.isThrownBy(() -> PerlConversation.write(socket, "answer"));
			}
			else {
				PerlConversation.write(socket, "answer");
				conversation.expect("read 6", "'answer'");
			}
			socket.close();
			conversation.expect("sysread 1", "end");
			conversation.expect("received", "2");
		}
	}

}
