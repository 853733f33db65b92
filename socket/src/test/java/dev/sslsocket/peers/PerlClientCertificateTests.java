package dev.sslsocket.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import dev.sslsocket.SslContextBuilder;
import dev.sslsocket.SslSocket;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslHandshakeException;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.program.RequiresPerlModule;
import dev.sslsocket.verify.ClientAuth;
import dev.sslsocket.verify.TrustSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * A client's certificate: asked for or not, presented or not, known or not. Perl is the
 * client, then the server.
 */
@RequiresPerlModule("IO::Socket::SSL")
class PerlClientCertificateTests {

	private enum Presented {

		GOOD, NOTHING, OF_A_STRANGER;

		String perlOptions() {
			return switch (this) {
				case GOOD -> files(Material.FILES.clientCertificate(), Material.FILES.clientKey());
				case NOTHING -> "";
				case OF_A_STRANGER -> files(Material.STRANGER_CERTIFICATE, Material.STRANGER_KEY);
			};
		}

		private static String files(Path certificate, Path key) {
			return " SSL_use_cert=1 SSL_cert_file=" + certificate + " SSL_key_file=" + key;
		}

		SslContextBuilder on(SslContextBuilder builder) {
			return switch (this) {
				case GOOD -> builder.identity(Material.identity(Material.PKI.client()));
				case NOTHING -> builder;
				case OF_A_STRANGER -> builder.identity(Material.identity(Material.STRANGER));
			};
		}

	}

	record Row(String protocol, ClientAuth asked, Presented presented) {

		boolean welcome() {
			return switch (this.presented) {
				case GOOD -> true;
				case NOTHING -> this.asked != ClientAuth.NEED;
				case OF_A_STRANGER -> this.asked == ClientAuth.NONE;
			};
		}

		Cell cell(Side ours) {
			return new Cell(ours, this.protocol);
		}

	}

	static List<Row> rows() {
		List<Row> rows = new ArrayList<>();
		for (String protocol : Cell.PROTOCOLS) {
			for (ClientAuth asked : ClientAuth.values()) {
				for (Presented presented : Presented.values()) {
					rows.add(new Row(protocol, asked, presented));
				}
			}
		}
		return rows;
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("rows")
	void perlAsAClientIsWelcomeOrRefusedWithTheReason(Row row) throws Exception {
		Cell cell = row.cell(Side.SERVER);
		UnaryOperator<SslContextBuilder> asking = (builder) -> builder.clientAuth(row.asked())
			.trust(TrustSource.certificates(Material.PKI.ca().certificate()));
		try (PerlConversation conversation = PerlConversation.inClear(cell, asking)) {
			conversation.peer().tell(PerlConversation.perlStart(cell) + row.presented().perlOptions());
			if (row.welcome()) {
				SslSocket socket = conversation.startTlsAlone();
				assertThat(socket.peerCertificates().isEmpty()).isNotEqualTo(presented(row));
				assertThat(socket.dumpPeerCertificate().contains("/CN=test client")).isEqualTo(presented(row));
				PerlConversation.write(socket, "welcome");
				conversation.expect("read 7", "'welcome'");
			}
			else {
				Throwable refused = catchThrowable(conversation::startTlsAlone);
				assertThat(refused).isInstanceOf(SslHandshakeException.class);
				assertThat(((SslFailure) refused).reason()).isEqualTo(
						(row.presented() == Presented.NOTHING) ? SslReason.CERTIFICATE_REQUIRED : SslReason.UNKNOWN_CA);
			}
		}
	}

	private static boolean presented(Row row) {
		return row.asked() != ClientAuth.NONE && row.presented() == Presented.GOOD;
	}

	// Case 33: in TLS 1.2 the handshake fails, in TLS 1.3 the first read; never the end.
	@ParameterizedTest(name = "{0}")
	@MethodSource("rows")
	void perlAsAServerWelcomesOrRefusesUsWithTheReason(Row row) throws Exception {
		Cell cell = row.cell(Side.CLIENT);
		try (PerlConversation conversation = PerlConversation.inClear(cell, row.presented()::on)) {
			conversation.peer().tell(PerlConversation.perlStart(cell) + perlAsks(row.asked()));
			if (row.welcome()) {
				SslSocket socket = conversation.startTlsAlone();
				PerlConversation.write(socket, "hello");
				conversation.expect("read 5", "'hello'");
				conversation.expect("certificate", presented(row) ? "test client" : "none");
				assertThat(socket.localCertificate() != null).isEqualTo(presented(row));
			}
			else {
				assertRefusedByPerl(row, catchThrowable(() -> read(conversation.startTlsAlone())));
			}
		}
	}

	// Case 33: who writes at once, and goes on until TCP breaks, is told the reason too.
	@ParameterizedTest(name = "{0}")
	@MethodSource("refused")
	void writesThatRaceWithPerlsRefusalAreToldTheReason(Row row) throws Exception {
		Cell cell = row.cell(Side.CLIENT);
		try (PerlConversation conversation = PerlConversation.inClear(cell, row.presented()::on)) {
			conversation.peer().tell(PerlConversation.perlStart(cell) + perlAsks(row.asked()));
			PerlPeer.Answer gone = conversation.peer().tell("hangup");
			assertRefusedByPerl(row, catchThrowable(() -> {
				SslSocket socket = conversation.startTlsAlone();
				gone.await();
				for (int turn = 0; turn < 1000; turn++) {
					socket.getOutputStream().write(new byte[16384]);
				}
			}));
		}
	}

	static List<Row> refused() {
		return rows().stream().filter((row) -> !row.welcome()).toList();
	}

	private static void assertRefusedByPerl(Row row, Throwable refused) {
		assertThat(refused).isInstanceOf(SslHandshakeException.class);
		boolean nothing = row.presented() == Presented.NOTHING;
		assertThat(((SslFailure) refused).reason())
			.isEqualTo(nothing ? SslReason.CERTIFICATE_REQUIRED : SslReason.CERTIFICATE_REFUSED_BY_PEER);
		// Before TLS 1.3 there was no alert of its own for a missing certificate.
		String missing = row.protocol().equals("TLSv1.2") ? "handshake_failure" : "certificate_required";
		assertThat(refused).hasMessageContaining("the peer sent the alert " + (nothing ? missing : "unknown_ca"));
	}

	private static String perlAsks(ClientAuth asked) {
		return " SSL_ca_file=" + Material.FILES.ca() + " SSL_verify_mode=" + switch (asked) {
			case NONE -> 0;
			case WANT -> 1;
			case NEED -> 3;
		};
	}

	private static int read(SslSocket socket) throws IOException {
		return socket.getInputStream().read();
	}

}
