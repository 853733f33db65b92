package dev.sslsocket.peers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;

import dev.sslsocket.SslSocket;
import dev.sslsocket.TlsState;
import dev.sslsocket.engine.EngineUnderTest;
import dev.sslsocket.failure.SslClosedException;
import dev.sslsocket.failure.SslProtocolException;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.failure.SslTimeoutException;
import dev.sslsocket.testing.program.RequiresPerlModule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.sslsocket.peers.PerlConversation.read;
import static dev.sslsocket.peers.PerlConversation.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * {@code start_SSL} and {@code stop_SSL}, ours against Perl's own, on one TCP connection.
 */
@RequiresPerlModule("IO::Socket::SSL")
class PerlStartStopTests {

	// Case 21.
	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void tlsStartsAndStopsAnyNumberOfTimes(Cell cell) throws Exception {
		try (PerlConversation conversation = PerlConversation.inClear(cell)) {
			Socket original = conversation.plain();
			for (int round = 0; round < 4; round++) {
				speakInClear(conversation, "clear" + round);
				SslSocket socket = conversation.startTls();
				write(socket, "secret?");
				conversation.expect("read 7", "'secret?'");
				conversation.expect("write secret!", "7");
				assertThat(read(socket, 7)).isEqualTo("secret!");
				conversation.stopTls();
				assertThat(socket.tlsState()).isEqualTo(TlsState.STOPPED);
				assertThat(conversation.plain()).isSameAs(original);
			}
			speakInClear(conversation, "the end");
			conversation.expect("hangup", "ok");
			assertThat(original.getInputStream().read()).isEqualTo(-1);
		}
	}

	// Case 21, script of the module's own test: the last round ends with closing in TLS.
	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void startStopStartStopWriteCloseWhenThePeerWritesBehindItsGoodbye(Cell cell) throws Exception {
		try (PerlConversation conversation = PerlConversation.inClear(cell)) {
			conversation.startTls();
			conversation.stopTls();
			SslSocket socket = conversation.startTls();
			// Stopping and writing go out as one segment.
			conversation.expect("cork 1", "ok");
			PerlPeer.Answer stopped = conversation.peer().tell("stop");
			PerlPeer.Answer written = conversation.peer().tell("write plain");
			PerlPeer.Answer uncorked = conversation.peer().tell("cork 0");
			Socket plain = socket.stopTls();
			assertThat(stopped.await()).isEqualTo("IO::Socket::INET");
			assertThat(written.await()).isEqualTo("5");
			assertThat(uncorked.await()).isEqualTo("ok");
			assertThat(read(plain, 5)).isEqualTo("plain");
			conversation.expect("hangup", "ok");
			assertThat(plain.getInputStream().read()).isEqualTo(-1);
		}
	}

	// Case 22, and 21's boundary where all of it is there before we look.
	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void plaintextBehindThePeersGoodbyeWhenTlsIsStoppedIsRead(Cell cell) throws Exception {
		try (PerlConversation conversation = PerlConversation.inClear(cell)) {
			SslSocket socket = conversation.startTls();
			conversation.expect("cork 1", "ok");
			conversation.expect("write secret", "6");
			conversation.expect("goodbye", "ok");
			conversation.expect("raw plain\\ntext", "10");
			conversation.expect("cork 0", "ok");
			assertThat(read(socket, 7)).isEqualTo("secret");
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
			assertThat(socket.getInputStream().available()).isZero();
			assertThat(socket.tlsState()).isIn(TlsState.READ_CLOSED, TlsState.CLOSED);
			InputStream in = socket.getInputStream();
			OutputStream out = socket.getOutputStream();
			Socket plain = socket.stopTls();
			assertThatExceptionOfType(SslClosedException.class).isThrownBy(() -> out.write('x'));
			assertThatExceptionOfType(SslClosedException.class).isThrownBy(() -> in.read());
			assertThatExceptionOfType(SocketException.class).isThrownBy(() -> write(socket, "x"));
			assertThat(read(plain, 10)).isEqualTo("plain\ntext");
			assertThat(conversation.peer().ask("stop")).isEqualTo("IO::Socket::INET");
			conversation.goOn(plain);
			speakInClear(conversation, "and on");
			// Round two goes over the socket that replayed.
			conversation.startTls();
			conversation.stopTls();
			speakInClear(conversation, "and on");
		}
	}

	// Case 22: what an application writes before it has stopped TLS is never in clear.
	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void writeBehindThePeersGoodbyeWhenTlsIsNotStoppedIsNeverInClear(Cell cell) throws Exception {
		try (PerlConversation conversation = PerlConversation.inClear(cell)) {
			SslSocket socket = conversation.startTls();
			conversation.expect("goodbye", "ok");
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
			if (cell.protocol().equals("TLSv1.2") || !EngineUnderTest.closesHalf()) {
				assertThatExceptionOfType(SslClosedException.class).isThrownBy(() -> write(socket, "secret"));
			}
			else {
				write(socket, "secret");
				conversation.expect("read 6", "'secret'");
			}
			Socket plain = socket.stopTls();
			assertThat(conversation.peer().ask("stop")).isEqualTo("IO::Socket::INET");
			write(plain, "plain");
			conversation.expect("read 5", "'plain'");
		}
	}

	// Case 21: the peer answers our goodbye whenever it likes.
	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void stopWhenThePeerAnswersLateWaitsForIt(Cell cell) throws Exception {
		try (PerlConversation conversation = PerlConversation.inClear(cell)) {
			SslSocket socket = conversation.startTls();
			Background<Socket> stopping = Background.start(socket::stopTls);
			conversation.expect("readable 20", "yes");
			conversation.expect("sysread 1", "end");
			conversation.expect("received", "2");
			assertThat(stopping.isDone()).isFalse();
			conversation.expect("cork 1", "ok");
			assertThat(conversation.peer().ask("stop")).isEqualTo("IO::Socket::INET");
			conversation.expect("write plain", "5");
			conversation.expect("cork 0", "ok");
			Socket plain = stopping.await();
			assertThat(read(plain, 5)).isEqualTo("plain");
			write(plain, "clear");
			conversation.expect("read 5", "'clear'");
		}
	}

	// Case 24.
	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void stopWhenThePeerIsMuteEndsInTime(Cell cell) throws Exception {
		try (PerlConversation conversation = PerlConversation.inClear(cell,
				(builder) -> builder.closeTimeout(Duration.ofMillis(300)))) {
			SslSocket socket = conversation.startTls();
			assertThatExceptionOfType(SslTimeoutException.class).isThrownBy(socket::stopTls)
				.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(SslReason.CLOSE_TIMEOUT));
			assertThat(socket.closedCleanly()).isFalse();
			// The peer has heard us all the same.
			conversation.expect("sysread 1", "end");
			conversation.expect("received", "2");
		}
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void stopWhenDataIsUnreadIsRefusedUntilItIsRead(Cell cell) throws Exception {
		try (PerlConversation conversation = PerlConversation.inClear(cell)) {
			SslSocket socket = conversation.startTls();
			conversation.expect("write secret", "6");
			PerlPeer.Answer stopped = conversation.peer().tell("stop");
			assertThatExceptionOfType(SslProtocolException.class).isThrownBy(socket::stopTls)
				.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(SslReason.UNREAD_DATA));
			assertThat(read(socket, 7)).isEqualTo("secret");
			Socket plain = socket.stopTls();
			assertThat(stopped.await()).isEqualTo("IO::Socket::INET");
			write(plain, "clear");
			conversation.expect("read 5", "'clear'");
		}
	}

	// Case 25 without WRITE_ONLY: our half close, and TLS stopped after it.
	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void stopWhenOurHalfCloseCameFirstWaitsForThePeersHalf(Cell cell) throws Exception {
		try (PerlConversation conversation = PerlConversation.inClear(cell)) {
			SslSocket socket = conversation.startTls();
			if (!EngineUnderTest.closesHalf()) {
				assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(socket::shutdownOutput);
				conversation.stopTls();
				speakInClear(conversation, "clear");
				return;
			}
			socket.shutdownOutput();
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> write(socket, "x"));
			conversation.expect("sysread 1", "end");
			conversation.expect("write still secret", "12");
			assertThat(read(socket, 12)).isEqualTo("still secret");
			conversation.stopTls();
			speakInClear(conversation, "clear");
		}
	}

	private static void speakInClear(PerlConversation conversation, String text) throws Exception {
		write(conversation.plain(), text);
		conversation.expect("read " + text.length(), "'" + text + "'");
		conversation.expect("write " + text, String.valueOf(text.length()));
		assertThat(read(conversation.plain(), text.length())).isEqualTo(text);
	}

}
