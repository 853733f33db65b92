package dev.sslsocket.peers;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslSocket;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.testing.program.RunningProgram;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lines and sessions with {@code openssl s_client} and {@code openssl s_server}.
 */
@RequiresProgram("openssl")
class OpensslTests {

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void clientWhenItTrustsUsGetsItsLineEchoed(String protocol) throws Exception {
		try (OurServer server = OurServer.echo(Material.server((builder) -> builder));
				RunningProgram client = Openssl.client(server.port(), protocol, "-brief", "-verify_hostname",
						"localhost")) {
			client.send("a line of text\n");
			assertThat(client.awaitLine("a line of text")).isEqualTo("a line of text");
			assertThat(client.awaitLine("Verification")).isEqualTo("Verification: OK");
			String cipher = client.awaitLine("Ciphersuite: ").substring("Ciphersuite: ".length());
			client.closeInput();
			assertThat(client.awaitExit()).isZero();
			OurServer.Visit visit = server.next();
			assertThat(visit.failure()).isNull();
			assertThat(visit.socket().protocol()).isEqualTo(protocol);
			assertThat(visit.socket().cipher()).isEqualTo(cipher);
		}
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void clientWhenItDoesNotTrustUsIsHeard(String protocol) throws Exception {
		try (OurServer server = OurServer.echo(Material.server((builder) -> builder));
				RunningProgram client = Openssl.client(server.port(), protocol, "-brief", "-verify_hostname",
						"elsewhere.example")) {
			assertThat(client.awaitExit()).isNotZero();
			Exception failure = server.next().failure();
			assertThat(failure).isInstanceOf(SslFailure.class);
			assertThat(((SslFailure) failure).reason()).isEqualTo(SslReason.CERTIFICATE_REFUSED_BY_PEER);
		}
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void serverWhenWeTrustItReturnsOurLines(String protocol) throws Exception {
		SslContext context = Material.client((builder) -> builder);
		try (RunningProgram server = Openssl.server(protocol, "-rev");
				SslSocket socket = context.socketFactory().connect("localhost", Openssl.port(server))) {
			assertThat(socket.protocol()).isEqualTo(protocol);
			assertThat(socket.peerCertificate().commonName()).isEqualTo("localhost");
			assertThat(server.awaitLine("Ciphersuite: ")).isEqualTo("Ciphersuite: " + socket.cipher());
			for (String word : new String[] { "hello", "x".repeat(5000) + "y" }) {
				PerlConversation.write(socket, word + "\n");
				assertThat(PerlConversation.read(socket, word.length() + 1))
					.isEqualTo(new StringBuilder(word).reverse() + "\n");
			}
		}
	}

	// s_client hangs up and comes again five times by itself.
	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void clientWhenItReconnectsAgreesOnWhatWasResumed(String protocol) throws Exception {
		SslContext context = Material.server((builder) -> builder);
		try (OurServer server = OurServer.start(context, (socket) -> socket.getInputStream().readAllBytes());
				RunningProgram client = Openssl.client(server.port(), protocol, "-reconnect")) {
			client.closeInput();
			client.awaitExit();
			String[] said = client.standardOutput()
				.lines()
				.filter((line) -> line.startsWith("New, ") || line.startsWith("Reused, "))
				.toArray(String[]::new);
			assertThat(said).hasSize(6);
			for (String line : said) {
				assertThat(server.next().reused()).as(line).isEqualTo(line.startsWith("Reused, "));
			}
			if (protocol.equals("TLSv1.2")) {
				assertThat(said).filteredOn((line) -> line.startsWith("Reused, ")).hasSize(5);
			}
		}
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void clientWhenItKeepsTheSessionResumesIt(String protocol, @TempDir Path directory) throws Exception {
		String session = directory.resolve("session").toString();
		SslContext context = Material.server((builder) -> builder);
		try (OurServer server = OurServer.echo(context)) {
			try (RunningProgram client = Openssl.client(server.port(), protocol, "-sess_out", session)) {
				assertThat(client.awaitLine("Cipher is")).startsWith("New, " + protocol);
				client.send("hello\n");
				client.awaitLine("hello");
				client.closeInput();
				assertThat(client.awaitExit()).isZero();
			}
			assertThat(server.next().reused()).isFalse();
			assertThat(Path.of(session)).isNotEmptyFile();
			try (RunningProgram client = Openssl.client(server.port(), protocol, "-sess_in", session)) {
				assertThat(client.awaitLine("Cipher is")).startsWith("Reused, " + protocol);
				client.send("hello again\n");
				client.awaitLine("hello again");
				client.closeInput();
				assertThat(client.awaitExit()).isZero();
			}
			assertThat(server.next().reused()).isTrue();
		}
	}

	// A session of somebody else's server is not an error: the handshake is full.
	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void clientWhenItsSessionIsOfAnotherContextGetsAFullHandshake(String protocol, @TempDir Path directory)
			throws Exception {
		Path session = directory.resolve("session");
		try (OurServer first = OurServer.echo(Material.server((builder) -> builder));
				RunningProgram client = Openssl.client(first.port(), protocol, "-sess_out", session.toString())) {
			client.send("hello\n");
			client.awaitLine("hello");
			client.closeInput();
			assertThat(client.awaitExit()).isZero();
		}
		assertThat(Files.readString(session, StandardCharsets.US_ASCII)).contains("SSL SESSION PARAMETERS");
		try (OurServer second = OurServer.echo(Material.server((builder) -> builder));
				RunningProgram client = Openssl.client(second.port(), protocol, "-sess_in", session.toString())) {
			assertThat(client.awaitLine("Cipher is")).startsWith("New, " + protocol);
			client.closeInput();
			client.awaitExit();
			assertThat(second.next().reused()).isFalse();
		}
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void serverWhenWeComeAgainAgreesThatTheSessionIsReused(String protocol) throws Exception {
		SslContext context = Material.client((builder) -> builder);
		try (RunningProgram server = Openssl.server(protocol)) {
			int port = Openssl.port(server);
			assertThat(talk(context, port, server, "one")).isFalse();
			assertThat(server.standardOutput()).doesNotContain("Reused session-id");
			assertThat(talk(context, port, server, "two")).isTrue();
			server.awaitLine("Reused session-id");
			// Another context has other sessions.
			assertThat(talk(Material.client((builder) -> builder), port, server, "three")).isFalse();
		}
	}

	/** A word each way: a TLS 1.3 client has its tickets once it has read something. */
	private static boolean talk(SslContext context, int port, RunningProgram server, String word) throws Exception {
		try (SslSocket socket = context.socketFactory().connect("localhost", port)) {
			PerlConversation.write(socket, "word " + word + "\n");
			server.awaitLine("word " + word);
			server.send("answer\n");
			assertThat(PerlConversation.read(socket, 7)).isEqualTo("answer\n");
			return socket.sessionReused();
		}
	}

}
