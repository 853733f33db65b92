package dev.sslsocket.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import dev.sslsocket.SslSocket;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.testing.program.RunningProgram;
import dev.sslsocket.verify.ClientAuth;
import dev.sslsocket.verify.TrustSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * curl against a tiny HTTP server over our sockets.
 */
@RequiresProgram("curl")
class CurlTests {

	private static final String BODY = "hello, curl\n".repeat(5000);

	/** What curl says when it does not trust the server. */
	private static final int PEER_FAILED_VERIFICATION = 60;

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void curlWhenItTrustsUsGetsItsAnswers(String protocol) throws Exception {
		try (OurServer server = OurServer
			.start(Material.server((builder) -> builder.protocols(protocol).alpn("http/1.1")), CurlTests::serveHttp)) {
			String url = "https://localhost:" + server.port() + "/";
			try (RunningProgram curl = curl("--cacert", Material.FILES.ca().toString(), url + "one", url + "two")) {
				assertThat(curl.awaitExit()).as(curl.standardError()).isZero();
				assertThat(curl.standardOutput()).isEqualTo("/one\n" + BODY + "/two\n" + BODY);
			}
			OurServer.Visit visit = server.next();
			assertThat(visit.failure()).isNull();
			assertThat(visit.socket().protocol()).isEqualTo(protocol);
			assertThat(visit.socket().alpn()).isEqualTo("http/1.1");
			assertThat(visit.socket().serverName()).isEqualTo("localhost");
			assertThat(visit.socket().closedCleanly()).isTrue();
		}
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void curlWhenItDoesNotTrustUsLeaves(String protocol) throws Exception {
		try (OurServer server = OurServer.start(Material.server((builder) -> builder.protocols(protocol)),
				CurlTests::serveHttp); RunningProgram curl = curl("https://localhost:" + server.port() + "/")) {
			assertThat(curl.awaitExit()).isEqualTo(PEER_FAILED_VERIFICATION);
			assertThat(server.next().failure()).isInstanceOfSatisfying(SslFailure.class,
					(failure) -> assertThat(failure.reason()).isEqualTo(SslReason.CERTIFICATE_REFUSED_BY_PEER));
		}
	}

	@Test
	void curlWithACertificateIsKnown() throws Exception {
		try (OurServer server = OurServer.start(Material.server((builder) -> builder.clientAuth(ClientAuth.NEED)
			.trust(TrustSource.certificates(Material.PKI.ca().certificate()))), CurlTests::serveHttp);
				RunningProgram curl = curl("--cacert", Material.FILES.ca().toString(), "--cert",
						Material.FILES.clientCertificate().toString(), "--key", Material.FILES.clientKey().toString(),
						"https://localhost:" + server.port() + "/")) {
			assertThat(curl.awaitExit()).as(curl.standardError()).isZero();
			assertThat(server.next().socket().peerCertificate().commonName()).isEqualTo("test client");
		}
	}

	private static RunningProgram curl(String... arguments) {
		List<String> command = new ArrayList<>(
				List.of("curl", "--silent", "--show-error", "--noproxy", "*", "--max-time", "25"));
		command.addAll(List.of(arguments));
		return RunningProgram.start(command.toArray(String[]::new));
	}

	/** Answers requests until the client leaves: the path, and a body of some records. */
	private static void serveHttp(SslSocket socket) throws IOException {
		BufferedReader in = new BufferedReader(
				new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
		for (String request = in.readLine(); request != null; request = in.readLine()) {
			for (String header = in.readLine(); header != null && !header.isEmpty(); header = in.readLine()) {
				assertThat(header).contains(": ");
			}
			String body = request.split(" ")[1] + "\n" + BODY;
			socket.getOutputStream()
				.write(("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
					.getBytes(StandardCharsets.US_ASCII));
		}
	}

}
