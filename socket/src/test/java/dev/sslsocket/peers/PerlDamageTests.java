package dev.sslsocket.peers;

import dev.sslsocket.SslSocket;
import dev.sslsocket.TlsState;
import dev.sslsocket.failure.SslProtocolException;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.peer.Fault;
import dev.sslsocket.testing.program.RequiresPerlModule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Somebody between us and Perl, who changes a bit.
 */
@RequiresPerlModule("IO::Socket::SSL")
class PerlDamageTests {

	// Case 8: never the end, and the peer is told by alert 20.
	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void readWhenARecordToUsIsDamagedFailsAndTellsThePeer(Cell cell) throws Exception {
		try (PerlConversation conversation = settled(cell)) {
			SslSocket socket = conversation.tls();
			Fault fault = Fault.flipBitInRecord(1);
			if (cell.ours() == Side.CLIENT) {
				conversation.proxy().toClient(fault);
			}
			else {
				conversation.proxy().toServer(fault);
			}
			conversation.expect("write secret", "6");
			assertDamaged(socket);
			assertThat(socket.tlsState()).isEqualTo(TlsState.FAILED);
			assertThat(socket.closedCleanly()).isFalse();
			assertDamaged(socket);
			assertThatExceptionOfType(SslProtocolException.class).isThrownBy(() -> PerlConversation.write(socket, "x"));
			assertThat(conversation.peer().ask("alert")).contains("alert bad record mac");
		}
	}

	// Case 8, the other way: it is the peer who notices, and we who are told.
	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void readWhenARecordOfOursWasDamagedFailsByThePeersAlert(Cell cell) throws Exception {
		try (PerlConversation conversation = settled(cell)) {
			SslSocket socket = conversation.tls();
			Fault fault = Fault.flipBitInRecord(1);
			if (cell.ours() == Side.CLIENT) {
				conversation.proxy().toServer(fault);
			}
			else {
				conversation.proxy().toClient(fault);
			}
			PerlConversation.write(socket, "secret");
			assertThat(conversation.peer().ask("alert")).contains("bad record mac");
			assertDamaged(socket);
			assertThat(socket.closedCleanly()).isFalse();
		}
	}

	/** Both ways, so that whatever belongs to the handshake has passed the proxy. */
	private static PerlConversation settled(Cell cell) throws Exception {
		PerlConversation conversation = PerlConversation.throughProxy(cell);
		conversation.settle();
		conversation.expect("write !", "1");
		assertThat(PerlConversation.read(conversation.tls(), 1)).isEqualTo("!");
		return conversation;
	}

	private static void assertDamaged(SslSocket socket) {
		assertThatExceptionOfType(SslProtocolException.class).isThrownBy(() -> socket.getInputStream().read())
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(SslReason.BAD_RECORD_MAC));
	}

}
