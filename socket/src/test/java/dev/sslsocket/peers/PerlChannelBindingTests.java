package dev.sslsocket.peers;

import java.util.HexFormat;

import dev.sslsocket.ChannelBinding;
import dev.sslsocket.SslSocket;
import dev.sslsocket.engine.EngineFeature;
import dev.sslsocket.engine.EngineUnderTest;
import dev.sslsocket.testing.program.RequiresPerlModule;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Channel bindings are worth something only if the other end has the same.
 */
@RequiresPerlModule("IO::Socket::SSL")
class PerlChannelBindingTests {

	@ParameterizedTest(name = "{0}")
	@MethodSource("dev.sslsocket.peers.Cell#all")
	void serverEndPointIsThatOfPerl(Cell cell) throws Exception {
		try (PerlConversation conversation = PerlConversation.inTls(cell)) {
			// Perl's fingerprint is what it would bind to: its own of a server, or ours.
			String perl = conversation.peer()
				.ask((cell.ours() == Side.CLIENT) ? "own sha256" : "call get_fingerprint sha256");
			String ours = hex(conversation.tls(), ChannelBinding.TLS_SERVER_END_POINT);
			assertThat(perl).isEqualTo("'sha256$" + ours + "'");
		}
	}

	@ParameterizedTest(name = "{0}")
	@EnumSource(Side.class)
	@EnabledForJreRange(minVersion = 25)
	void exporterIsThatOfPerl(Side ours) throws Exception {
		try (PerlConversation conversation = PerlConversation.inTls(new Cell(ours, "TLSv1.3"))) {
			conversation.settle();
			if (!EngineUnderTest.can(EngineFeature.EXPORTER)) {
				assertThatExceptionOfType(UnsupportedOperationException.class)
					.isThrownBy(() -> conversation.tls().channelBinding(ChannelBinding.TLS_EXPORTER));
				return;
			}
			conversation.expect("exporter", hex(conversation.tls(), ChannelBinding.TLS_EXPORTER));
		}
	}

	@ParameterizedTest(name = "{0}")
	@EnumSource(Side.class)
	void exporterWhenTls12IsRefusedWithTheReason(Side ours) throws Exception {
		try (PerlConversation conversation = PerlConversation.inTls(new Cell(ours, "TLSv1.2"))) {
			assertThatExceptionOfType(UnsupportedOperationException.class)
				.isThrownBy(() -> conversation.tls().channelBinding(ChannelBinding.TLS_EXPORTER))
				.satisfies((refused) -> {
					if (EngineUnderTest.can(EngineFeature.EXPORTER)) {
						assertThat(refused).hasMessageContaining("TLS 1.3 only")
							.hasMessageContaining("Use tls-server-end-point");
					}
					else {
						assertThat(refused).hasMessageContaining("has no exporter of keying material");
					}
				});
		}
	}

	private static String hex(SslSocket socket, ChannelBinding type) {
		return HexFormat.of().formatHex(socket.channelBinding(type));
	}

}
