package dev.sslsocket.peers;

import dev.sslsocket.engine.AlertTable;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslHandshakeException;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.program.RequiresPerlModule;
import dev.sslsocket.verify.ClientAuth;
import dev.sslsocket.verify.TrustSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * The alert that IO::Socket::SSL reports when we refuse it, and what it tells us. A Perl
 * client whose certificate is refused in TLS 1.3 has shaken hands already, and its reads
 * take the alert for the end: there is nothing to look at.
 */
@RequiresPerlModule("IO::Socket::SSL")
class PerlAlertTests {

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void perlAsAServerWhenItIsForAnotherNameReadsTheAlert(String protocol) throws Exception {
		Cell cell = new Cell(Side.CLIENT, protocol);
		try (PerlConversation conversation = PerlConversation.inClear(cell,
				(builder) -> builder.verifyName("elsewhere.example"))) {
			PerlPeer.Answer started = conversation.peer().tell(PerlConversation.perlStart(cell));
			assertThat(refused(conversation)).isEqualTo(SslReason.HOSTNAME_MISMATCH);
			assertThat(started.await()).startsWith("failed: ")
				.contains("alert " + words("client", protocol, SslReason.HOSTNAME_MISMATCH));
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "CERTIFICATE_REQUIRED", "UNKNOWN_CA" })
	void perlAsAClientWhenItIsRefusedReadsTheAlert(SslReason reason) throws Exception {
		Cell cell = new Cell(Side.SERVER, "TLSv1.2");
		String presented = (reason == SslReason.CERTIFICATE_REQUIRED) ? "" : " SSL_use_cert=1 SSL_cert_file="
				+ Material.STRANGER_CERTIFICATE + " SSL_key_file=" + Material.STRANGER_KEY;
		try (PerlConversation conversation = PerlConversation.inClear(cell,
				(builder) -> builder.clientAuth(ClientAuth.NEED)
					.trust(TrustSource.certificates(Material.PKI.ca().certificate())))) {
			PerlPeer.Answer started = conversation.peer().tell(PerlConversation.perlStart(cell) + presented);
			assertThat(refused(conversation)).isEqualTo(reason);
			assertThat(started.await()).startsWith("failed: ")
				.contains("alert " + words("server", cell.protocol(), reason));
		}
	}

	// F11: in TLS 1.3 the verdict arrives at the first read.
	@ParameterizedTest
	@CsvSource({ "TLSv1.2, handshake_failure", "TLSv1.3, certificate_required" })
	void perlAsAServerThatWantsACertificateSaysSoByItsAlert(String protocol, String alert) throws Exception {
		Cell cell = new Cell(Side.CLIENT, protocol);
		try (PerlConversation conversation = PerlConversation.inClear(cell, (builder) -> builder)) {
			conversation.peer()
				.tell(PerlConversation.perlStart(cell) + " SSL_ca_file=" + Material.FILES.ca() + " SSL_verify_mode=3");
			Throwable refused = catchThrowable(() -> conversation.startTlsAlone().getInputStream().read());
			assertThat(refused).isInstanceOf(SslHandshakeException.class);
			assertThat(((SslFailure) refused).reason()).isEqualTo(SslReason.CERTIFICATE_REQUIRED);
			assertThat(((SslFailure) refused).peerAlert()).contains(alert);
		}
	}

	private static SslReason refused(PerlConversation conversation) {
		Throwable refused = catchThrowable(conversation::startTlsAlone);
		assertThat(refused).isInstanceOf(SslHandshakeException.class);
		return ((SslFailure) refused).reason();
	}

	private static String words(String ours, String protocol, SslReason reason) {
		return AlertTable.told(ours, protocol, reason).replace('_', ' ');
	}

}
