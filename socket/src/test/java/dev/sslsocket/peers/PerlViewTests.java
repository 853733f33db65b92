package dev.sslsocket.peers;

import java.net.Socket;

import javax.net.ssl.SSLSocketFactory;

import dev.sslsocket.CloseOption;
import dev.sslsocket.SslSocket;
import dev.sslsocket.testing.program.RequiresPerlModule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.sslsocket.peers.PerlConversation.read;
import static dev.sslsocket.peers.PerlConversation.write;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Closing without a word. The seed needs that for a forked copy of a socket; a JVM has no
 * such copies, but it has several holders of one TCP connection.
 */
@RequiresPerlModule("IO::Socket::SSL")
class PerlViewTests {

	// Case 36: the view sends nothing, and the connection beneath it lives on.
	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void closeOfAViewWithoutNotifySendsNothingAndLeavesTheConnection(Cell cell) throws Exception {
		try (PerlConversation conversation = PerlConversation.inClear(cell)) {
			PerlPeer.Answer started = conversation.peer().tell(PerlConversation.perlStart(cell));
			Socket plain = conversation.plain();
			SslSocket view = view(conversation, plain);
			view.startHandshake();
			assertThat(started.await()).startsWith(cell.perlProtocol());
			write(view, "?");
			conversation.expect("read 1", "'?'");
			// Session tickets come before it; unread they would be the connection's.
			conversation.expect("write !", "1");
			assertThat(read(view, 1)).isEqualTo("!");
			view.close(CloseOption.NO_CLOSE_NOTIFY);
			assertThat(view.isClosed()).isTrue();
			assertThat(plain.isClosed()).isFalse();
			write(plain, "plain");
			conversation.expect("rawread 100", "'plain'");
			conversation.expect("received", "0");
			conversation.expect("raw clear", "5");
			assertThat(read(plain, 5)).isEqualTo("clear");
		}
	}

	// Case 36: what the peer sees when TCP goes along.
	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void closeWithoutNotifyIsATruncationToThePeer(Cell cell) throws Exception {
		try (PerlConversation conversation = PerlConversation.inTls(cell)) {
			conversation.settle();
			conversation.tls().close(CloseOption.NO_CLOSE_NOTIFY);
			assertThat(conversation.peer().ask("alert")).contains("unexpected eof");
			conversation.expect("received", "0");
		}
	}

	// Case 36: the last holder says goodbye, once.
	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void closeOfAViewWithNotifySaysGoodbyeAndLeavesTheConnection(Cell cell) throws Exception {
		try (PerlConversation conversation = PerlConversation.inClear(cell)) {
			PerlPeer.Answer started = conversation.peer().tell(PerlConversation.perlStart(cell));
			Socket plain = conversation.plain();
			SslSocket view = view(conversation, plain);
			view.startHandshake();
			assertThat(started.await()).startsWith(cell.perlProtocol());
			PerlPeer.Answer end = conversation.peer().tell("sysread 1");
			PerlPeer.Answer received = conversation.peer().tell("received");
			PerlPeer.Answer stopped = conversation.peer().tell("stop");
			view.close();
			assertThat(end.await()).isEqualTo("end");
			assertThat(received.await()).isEqualTo("2");
			assertThat(stopped.await()).isEqualTo("IO::Socket::INET");
			write(plain, "plain");
			conversation.expect("sysread 100", "'plain'");
			conversation.expect("write clear", "5");
			assertThat(read(plain, 5)).isEqualTo("clear");
		}
	}

	/** The JDK's way to layer: closing TLS leaves the plain socket alone. */
	private static SslSocket view(PerlConversation conversation, Socket plain) throws Exception {
		SSLSocketFactory factory = conversation.context().socketFactory();
		return (SslSocket) ((conversation.cell().ours() == Side.CLIENT)
				? factory.createSocket(plain, "localhost", plain.getPort(), false)
				: factory.createSocket(plain, null, false));
	}

}
