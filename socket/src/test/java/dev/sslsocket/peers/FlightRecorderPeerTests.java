package dev.sslsocket.peers;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslSocket;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.peer.Fault;
import dev.sslsocket.testing.peer.FaultProxy;
import dev.sslsocket.testing.peer.MutePeer;
import dev.sslsocket.testing.peer.PlaintextPeer;
import dev.sslsocket.testing.program.RequiresPerlModule;
import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.testing.program.RunningProgram;
import dev.sslsocket.verify.ClientAuth;
import dev.sslsocket.verify.TrustSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Why did it fail? The line of the trace that answers, for what goes wrong between us and
 * real peers. On JDK 17 and 25 alike.
 */
@RequiresProgram("openssl")
class FlightRecorderPeerTests {

	private static final String HELLO = "\\+\\d+ms > ClientHello TLSv1.3,TLSv1.2 sni=localhost groups=\\S+ suites=\\d+ \\d+ bytes";

	@ParameterizedTest(name = "{0} {1}")
	@CsvSource({ "TLSv1.2, OF_A_STRANGER", "TLSv1.3, OF_A_STRANGER", "TLSv1.2, EXPIRED", "TLSv1.3, EXPIRED" })
	void clientWhenItRefusesTheCertificateShowsWhatCameAndTheAlertItSent(String protocol, Refusal refusal,
			@TempDir Path directory) throws Exception {
		List<String> options = new ArrayList<>(List.of("-rev"));
		options.addAll(refusal.options(Side.CLIENT, directory));
		try (RunningProgram server = Openssl.server(protocol, options.toArray(String[]::new))) {
			SslFailure failure = connect(Material.client((b) -> b), Openssl.port(server));
			assertThat(failure.reason()).isEqualTo(refusal.reason());
			List<String> trace = failure.trace();
			assertThat(trace.get(0)).matches(HELLO);
			assertThat(trace.get(1)).matches("\\+\\d+ms < ServerHello " + protocol + " TLS_\\S+ .*\\d+ bytes");
			if (protocol.equals("TLSv1.2")) {
				assertLine(trace, "< Certificate \\d+ bytes");
				assertLine(trace,
						"> alert fatal " + ((refusal == Refusal.EXPIRED) ? "certificate_expired" : "unknown_ca"));
			}
			else {
				assertLine(trace, "< application_data \\d+ bytes, encrypted");
				assertLine(trace, "> alert( \\w+)?, encrypted");
			}
			assertThat(trace.get(trace.size() - 1)).matches("\\+\\d+ms = " + refusal.reason());
		}
	}

	@Test
	void clientWhenTheNameIsAnotherShowsTheVerdict() throws Exception {
		try (RunningProgram server = Openssl.server("TLSv1.3", "-rev")) {
			SslFailure failure = connect(Material.client((b) -> b.verifyName("elsewhere.example")),
					Openssl.port(server));
			assertLine(failure.trace(), "> ClientHello .* sni=localhost .*");
			assertLine(failure.trace(), "= hostname_mismatch");
		}
	}

	// The server names none of its versions; what we offered and what it said is there.
	@Test
	void clientWhenThereIsNoCommonVersionShowsWhatWasOffered() throws Exception {
		try (RunningProgram server = Openssl.server("TLSv1.3", "-rev")) {
			SslFailure failure = connect(Material.client((b) -> b.protocols("TLSv1.2")), Openssl.port(server));
			assertThat(failure.trace()).hasSize(3);
			assertLine(failure.trace(), "> ClientHello TLSv1.2 .*");
			assertLine(failure.trace(), "< alert fatal protocol_version");
			assertLine(failure.trace(), "= protocol_version");
		}
	}

	@Test
	void serverWhenThereIsNoCommonVersionShowsWhatWasOffered() throws Exception {
		SslContext context = Material.server((b) -> b.protocols("TLSv1.3"));
		List<String> trace = atServer(context, "TLSv1.2");
		assertLine(trace, "< ClientHello TLSv1.2 .*");
		assertLine(trace, "> alert fatal protocol_version");
	}

	@Test
	void clientWhenThereIsNoCommonSuiteNamesThoseItOffered() throws Exception {
		try (RunningProgram server = Openssl.server("TLSv1.2", "-rev", "-cipher", "ECDHE-RSA-AES256-GCM-SHA384")) {
			SslFailure failure = connect(
					Material.client((b) -> b.protocols("TLSv1.2").ciphers("ECDHE-ECDSA-AES128-GCM-SHA256")),
					Openssl.port(server));
			assertLine(failure.trace(), "> ClientHello .* suites=TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 \\d+ bytes");
			assertLine(failure.trace(), "< alert fatal handshake_failure");
		}
	}

	@Test
	void serverWhenThereIsNoCommonSuiteNamesThoseOfTheClient() throws Exception {
		List<String> trace = atServer(Material.server((b) -> b), "TLSv1.2", "-cipher", "ECDHE-ECDSA-AES128-CCM");
		assertLine(trace, "< ClientHello .* suites=TLS_ECDHE_ECDSA_WITH_AES_128_CCM \\d+ bytes");
		assertLine(trace, "> alert fatal handshake_failure");
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void clientWhenThereIsNoCommonGroupNamesThoseItOffered(String protocol) throws Exception {
		try (RunningProgram server = Openssl.server(protocol, "-rev", "-groups", "brainpoolP256r1")) {
			SslFailure failure = connect(Material.client((b) -> b.protocols(protocol)), Openssl.port(server));
			assertLine(failure.trace(), "> ClientHello .* groups=(X25519MLKEM768,)?x25519,secp256r1,\\S+ .*");
			assertLine(failure.trace(), "< alert fatal handshake_failure");
		}
	}

	@Test
	void serverWhenThereIsNoCommonGroupNamesThoseOfTheClient() throws Exception {
		List<String> trace = atServer(Material.server((b) -> b), "TLSv1.2", "-groups", "brainpoolP256r1");
		// IANA's number of brainpoolP256r1, which the JDK has not.
		assertLine(trace, "< ClientHello .* groups=0x001a .*");
		assertLine(trace, "> alert fatal handshake_failure");
	}

	@Test
	void clientWhenTheServerWantsAnotherGroupShowsTheRetry(@TempDir Path directory) throws Exception {
		List<String> options = new ArrayList<>(List.of("-rev", "-groups", "secp521r1"));
		options.addAll(Refusal.EXPIRED.options(Side.CLIENT, directory));
		try (RunningProgram server = Openssl.server("TLSv1.3", options.toArray(String[]::new))) {
			SslFailure failure = connect(Material.client((b) -> b), Openssl.port(server));
			assertLine(failure.trace(), "< HelloRetryRequest TLSv1.3 TLS_\\S+ group=secp521r1 \\d+ bytes");
			assertThat(failure.trace().stream().filter((line) -> line.contains("> ClientHello"))).hasSize(2);
			assertLine(failure.trace(), "< ServerHello TLSv1.3 TLS_\\S+ group=secp521r1 resumed=no \\d+ bytes");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void clientWhenItsCertificateIsMissingShowsTheServersAlert(String protocol) throws Exception {
		try (RunningProgram server = Openssl.server(protocol, "-rev", "-Verify", "1", "-verify_return_error", "-CAfile",
				Material.FILES.ca().toString())) {
			SslFailure failure = connect(Material.client((b) -> b), Openssl.port(server));
			assertThat(failure.reason()).isEqualTo(SslReason.CERTIFICATE_REQUIRED);
			assertThat(failure.trace().get(0)).matches(HELLO);
			if (protocol.equals("TLSv1.2")) {
				assertLine(failure.trace(), "< CertificateRequest \\d+ bytes");
				assertLine(failure.trace(), "> Certificate \\(none\\) 7 bytes");
				assertLine(failure.trace(), "< alert fatal handshake_failure");
			}
			else {
				// It came at the first read, when hands were shaken.
				assertLine(failure.trace(), "< alert certificate_required, encrypted");
			}
			assertLine(failure.trace(), "= certificate_required");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void serverWhenTheClientHasNoCertificateShowsIt(String protocol) throws Exception {
		SslContext context = Material.server(
				(b) -> b.clientAuth(ClientAuth.NEED).trust(TrustSource.certificates(Material.PKI.ca().certificate())));
		List<String> trace = atServer(context, protocol);
		if (protocol.equals("TLSv1.2")) {
			assertLine(trace, "> CertificateRequest \\d+ bytes");
			assertLine(trace, "< Certificate \\(none\\) 7 bytes");
			assertLine(trace, "> alert fatal handshake_failure");
		}
		else {
			assertLine(trace, "< application_data \\d+ bytes, encrypted");
			assertLine(trace, "> alert( \\w+)?, encrypted");
		}
		assertLine(trace, "= certificate_required");
	}

	@Test
	void clientWhenThePeerSpeaksHttpShowsItsWords() throws Exception {
		try (PlaintextPeer peer = PlaintextPeer.http()) {
			List<String> trace = connect(Material.client((b) -> b), peer.port()).trace();
			assertThat(trace).hasSize(3);
			assertLine(trace, "< not TLS: \"HTTP/1.1 400.*\"");
		}
	}

	@Test
	void serverWhenThePeerSpeaksHttpShowsItsWords() throws Exception {
		try (OurServer server = OurServer.echo(Material.server((b) -> b));
				Socket browser = new Socket("127.0.0.1", server.port())) {
			browser.getOutputStream().write("GET /x HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			List<String> trace = ((SslFailure) server.next().failure()).trace();
			assertThat(trace).hasSize(2);
			assertLine(trace, "< not TLS: \"GET /x HTTP/1.1\"");
		}
	}

	@Test
	void serverWhenThePeerHangsUpInItsHelloShowsHowFarItCame() throws Exception {
		try (OurServer server = OurServer.echo(Material.server((b) -> b));
				Socket client = new Socket("127.0.0.1", server.port())) {
			client.getOutputStream().write(new byte[] { 22, 3, 1, 1, 0, 1, 0, 0, (byte) 252 });
			client.shutdownOutput();
			List<String> trace = ((SslFailure) server.next().failure()).trace();
			assertThat(trace).hasSize(3);
			assertLine(trace, "< end of TCP");
			assertLine(trace, "< handshake, a message cut short: 9 bytes");
			assertLine(trace, "= closed");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void clientWhenThePeerHangsUpInTheHandshakeShowsHowFarItCame(String protocol) throws Exception {
		try (RunningProgram server = Openssl.server(protocol, "-rev");
				FaultProxy proxy = FaultProxy.to(Openssl.port(server)).toClient(Fault.cutAfter(300))) {
			SslFailure failure = connect(Material.client((b) -> b), proxy.port());
			assertThat(failure.reason()).isEqualTo(SslReason.CLOSED);
			assertLine(failure.trace(), "< (end of TCP|TCP broken off)");
			assertLine(failure.trace(), "= closed");
		}
	}

	@Test
	void clientWhenThePeerIsMuteShowsHowLongItWaited() throws Exception {
		try (MutePeer peer = MutePeer.start()) {
			SslFailure failure = connect(Material.client((b) -> b.handshakeTimeout(Duration.ofMillis(300))),
					peer.port());
			assertThat(failure.trace()).hasSize(2);
			assertThat(failure.trace().get(0)).matches(HELLO);
			String verdict = failure.trace().get(1);
			assertThat(verdict).matches("\\+\\d+ms = handshake_timeout");
			assertThat(Integer.parseInt(verdict.substring(1, verdict.indexOf('m')))).isBetween(300, 25_000);
		}
	}

	@Test
	void clientWhenARecordOfTheHandshakeIsDamagedShowsThatItCameAndWhatItSaid() throws Exception {
		try (RunningProgram server = Openssl.server("TLSv1.3", "-rev");
				FaultProxy proxy = FaultProxy.to(Openssl.port(server)).toClient(Fault.flipBitInRecord(1))) {
			SslFailure failure = connect(Material.client((b) -> b), proxy.port());
			assertThat(failure.reason()).isEqualTo(SslReason.BAD_RECORD_MAC);
			List<String> trace = failure.trace();
			assertLine(trace, "< application_data \\d+ bytes, encrypted");
			assertLine(trace, "> alert( bad_record_mac)?, encrypted");
			assertLine(trace, "= bad_record_mac");
		}
	}

	@ParameterizedTest
	@CsvSource({ "TLSv1.2, alert fatal handshake_failure", "TLSv1.3, 'alert certificate_required, encrypted'" })
	@RequiresPerlModule("IO::Socket::SSL")
	void clientWhenPerlWantsItsCertificateShowsThat(String protocol, String alert) throws Exception {
		Cell cell = new Cell(Side.CLIENT, protocol);
		try (PerlConversation conversation = PerlConversation.inClear(cell, (builder) -> builder)) {
			conversation.peer()
				.tell(PerlConversation.perlStart(cell) + " SSL_ca_file=" + Material.FILES.ca() + " SSL_verify_mode=3");
			Throwable refused = catchThrowable(() -> conversation.startTlsAlone().getInputStream().read());
			assertThat(refused).isInstanceOf(SslFailure.class);
			assertLine(((SslFailure) refused).trace(), "< " + alert);
		}
	}

	private static SslFailure connect(SslContext context, int port) {
		Throwable thrown = catchThrowable(() -> {
			try (SslSocket socket = context.socketFactory().connect("localhost", port)) {
				socket.getInputStream().read();
			}
		});
		assertThat(thrown).isInstanceOf(IOException.class).isInstanceOf(SslFailure.class);
		return (SslFailure) thrown;
	}

	/** What our server recorded of a handshake with openssl that failed. */
	private static List<String> atServer(SslContext context, String protocol, String... options) throws Exception {
		try (OurServer server = OurServer.echo(context);
				RunningProgram client = Openssl.client(server.port(), protocol, options)) {
			Exception failure = server.next().failure();
			assertThat(failure).isInstanceOf(SslFailure.class);
			assertThat(client.awaitExit()).isNotZero();
			return ((SslFailure) failure).trace();
		}
	}

	private static void assertLine(List<String> trace, String pattern) {
		assertThat(trace).as("a line of the trace").anyMatch((line) -> line.matches("\\+\\d+ms " + pattern));
	}

}
