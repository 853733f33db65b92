package dev.sslsocket.peers;

import java.time.Duration;

import dev.sslsocket.SslSocket;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.failure.SslTimeoutException;
import dev.sslsocket.testing.program.RequiresPerlModule;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * t/acceptSSL-timeout.t and t/connectSSL-timeout.t: Perl says nothing, and then it does.
 */
@RequiresPerlModule("IO::Socket::SSL")
class PerlTimeoutTests {

	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	@Timeout(60)
	void handshakeWhenPerlIsMuteEndsAtTheDeadline(Cell cell) throws Exception {
		try (PerlConversation conversation = PerlConversation.inClear(cell,
				(builder) -> builder.handshakeTimeout(Duration.ofMillis(300)))) {
			assertThatExceptionOfType(SslTimeoutException.class).isThrownBy(conversation::startTlsAlone)
				.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(SslReason.HANDSHAKE_TIMEOUT));
			// A server has sent nothing by then, and may go on in clear.
			PerlConversation.write(conversation.plain(), "late");
			conversation.expect((cell.ours() == Side.CLIENT) ? "hello" : "read 4",
					(cell.ours() == Side.CLIENT) ? "handshake record, whole" : "'late'");
		}
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	@Timeout(60)
	void handshakeWhenPerlIsInTimeSucceedsAndTheDeadlineIsGone(Cell cell) throws Exception {
		Duration deadline = Duration.ofSeconds(20);
		try (PerlConversation conversation = PerlConversation.inClear(cell,
				(builder) -> builder.handshakeTimeout(deadline))) {
			int soTimeout = conversation.plain().getSoTimeout();
			SslSocket socket = conversation.startTls();
			assertThat(socket.getSoTimeout()).isEqualTo(soTimeout);
			conversation.expect("write Hi!", "3");
			assertThat(PerlConversation.read(socket, 3)).isEqualTo("Hi!");
		}
	}

}
