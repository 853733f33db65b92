package dev.sslsocket.peers;

import dev.sslsocket.SslServerSocket;
import dev.sslsocket.SslSocket;
import dev.sslsocket.testing.program.RequiresPerlModule;
import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.testing.program.RunningProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.sslsocket.peers.PerlConversation.read;
import static dev.sslsocket.peers.PerlConversation.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Case 16: the ways of a plain socket that would lead around TLS (the seed croaks at
 * send, recv and others, and cannot catch them all) are refused, and not a byte in clear
 * reaches the peer.
 */
class PlaintextPathTests {

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	@RequiresProgram("openssl")
	void wayAroundTlsWhenOpensslListensIsRefusedAndTlsGoesOn(String protocol) throws Exception {
		try (RunningProgram server = Openssl.server(protocol, "-rev");
				SslSocket socket = Material.client((builder) -> builder)
					.socketFactory()
					.connect("localhost", Openssl.port(server))) {
			refuseWaysAround(socket);
			write(socket, "hello\n");
			assertThat(read(socket, 6)).isEqualTo("olleh\n");
		}
	}

	/** Urgent data would not be in openssl's stream: Perl looks for it beside that. */
	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	@RequiresPerlModule("IO::Socket::SSL")
	void wayAroundTlsWhenPerlListensBesideTheStreamBringsNothing(Cell cell) throws Exception {
		try (PerlConversation conversation = PerlConversation.inTls(cell)) {
			refuseWaysAround(conversation.tls());
			conversation.settle();
			conversation.expect("urgent", "none");
		}
	}

	// That the look-out above sees what there is.
	@Test
	@RequiresPerlModule("IO::Socket::SSL")
	void urgentByteWhenSentInClearIsSeenByPerl() throws Exception {
		try (PerlConversation conversation = PerlConversation.inClear(new Cell(Side.CLIENT, "TLSv1.3"))) {
			conversation.plain().sendUrgentData('!');
			conversation.expect("readable 10", "no");
			conversation.expect("urgent", "'!'");
		}
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "truncate", "stat", "setbuf", "setvbuf", "fdopen", "ungetc", "send", "recv" })
	@RequiresPerlModule("IO::Socket::SSL")
	void methodWhenPerlRefusesItIsNotThereOrRefused(String method) throws Exception {
		try (PerlConversation conversation = PerlConversation.inTls(new Cell(Side.CLIENT, "TLSv1.3"))) {
			assertThat(conversation.peer().ask("call " + method)).startsWith("failed: Use of " + method + "()");
			assertThat(SslSocket.class.getMethods()).noneMatch((ours) -> ours.getName().equals(method));
		}
	}

	@Test
	void listeningSocketHasNoWayAround() throws Exception {
		try (SslServerSocket server = Material.server((builder) -> builder).serverSocketFactory().listen(0)) {
			assertThat(server.getChannel()).isNull();
		}
	}

	private static void refuseWaysAround(SslSocket socket) {
		assertThat(socket.getChannel()).isNull();
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> socket.sendUrgentData('!'))
			.withMessageContaining("would bypass TLS");
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> socket.setOOBInline(true));
		assertThat(socket.getOOBInline()).isFalse();
	}

}
