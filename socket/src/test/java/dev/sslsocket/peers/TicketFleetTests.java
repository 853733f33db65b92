package dev.sslsocket.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import dev.sslsocket.SslConnectOptions;
import dev.sslsocket.SslContext;
import dev.sslsocket.SslSocket;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.testing.program.RunningProgram;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two server processes that share the keys of their tickets, and one client, which comes
 * to one and then to the other, as behind a balancer.
 */
@Timeout(180)
class TicketFleetTests {

	private static final String CLIENT = "CN=test client";

	/** Started once: a process takes its time. */
	private static Server one;

	private static Server two;

	private static Server stranger;

	@TempDir
	private Path directory;

	@BeforeAll
	static void start(@TempDir Path keys) throws IOException {
		one = Server.start("no", key(keys, "one"));
		two = Server.start("no", key(keys, "two"));
		stranger = Server.start("no", key(keys, "stranger"));
	}

	@AfterAll
	static void stop() {
		one.close();
		two.close();
		stranger.close();
	}

	private Path key(String name) throws IOException {
		return key(this.directory, name);
	}

	private static Path key(Path directory, String name) throws IOException {
		byte[] bytes = new byte[48];
		new SecureRandom().nextBytes(bytes);
		return Files.write(directory.resolve(name), bytes);
	}

	static Stream<Arguments> clients() {
		return Stream.of("jdk", "openssl")
			.flatMap((engine) -> Stream.of("TLSv1.2", "TLSv1.3").map((protocol) -> Arguments.of(engine, protocol)));
	}

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource("clients")
	void clientOfOursIsResumedByTheOtherProcess(String engine, String protocol) throws Exception {
		Path shared = key("shared");
		one.keys(shared);
		two.keys(shared);
		SslContext client = client(engine, protocol);
		assertThat(visit(client, one)).startsWith("resumed false for ").endsWith(CLIENT);
		assertThat(visit(client, two)).startsWith("resumed true for ").endsWith(CLIENT);
		assertThat(visit(client, one)).startsWith("resumed true for ").endsWith(CLIENT);
		assertThat(visit(client, stranger)).startsWith("resumed false for ").endsWith(CLIENT);
	}

	private static SslContext client(String engine, String protocol) {
		return Material.client((builder) -> builder.engine(engine)
			.protocols(protocol)
			.identity(Material.identity(Material.PKI.client())));
	}

	/** No process knows what another one's callback would have said. */
	@Test
	void clientThatACallbackHasAcceptedIsNotResumedByTheOtherProcess() throws Exception {
		Path shared = key("shared");
		one.keys(shared);
		try (Server careful = Server.start("yes", shared); Server other = Server.start("yes", shared)) {
			SslContext client = client("jdk", "TLSv1.3");
			assertThat(visit(client, careful)).startsWith("resumed false ");
			assertThat(visit(client, careful)).startsWith("resumed true ");
			assertThat(visit(client, other)).startsWith("resumed false ");
			assertThat(visit(client, one)).startsWith("resumed false ");
		}
	}

	private static String visit(SslContext client, Server server) throws IOException {
		try (SslSocket socket = client.socketFactory()
			.connect("localhost", server.port(), SslConnectOptions.builder().sessionKey("fleet").build())) {
			String said = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
				.readLine();
			assertThat(said).contains("resumed " + socket.sessionReused());
			socket.getOutputStream().write('!');
			return said;
		}
	}

	@ParameterizedTest
	@RequiresProgram("openssl")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void opensslIsResumedByTheOtherProcessWhileTheKeyOfItsTicketIsThere(String protocol) throws Exception {
		Path first = key("first");
		Path second = key("second");
		Path session = this.directory.resolve("session.pem");
		Path later = this.directory.resolve("later.pem");
		one.keys(first);
		two.keys(first);
		assertThat(visit(one, protocol, "-sess_out", session)).contains("New, " + protocol)
			.contains("resumed false for ");
		assertThat(visit(two, protocol, "-sess_in", session)).contains("Reused, " + protocol)
			.contains("resumed true for ");
		assertThat(visit(stranger, protocol, "-sess_in", session)).contains("New, " + protocol);
		// The new key is behind the old one until all have it, then before it.
		two.keys(first, second);
		one.keys(second, first);
		two.keys(second, first);
		assertThat(visit(one, protocol, "-sess_in", session)).contains("Reused, " + protocol);
		assertThat(visit(two, protocol, "-sess_out", later)).contains("New, " + protocol);
		one.keys(second);
		two.keys(second);
		assertThat(visit(one, protocol, "-sess_in", session)).as("of the key that is gone")
			.contains("New, " + protocol);
		assertThat(visit(one, protocol, "-sess_in", later)).as("of the new key").contains("Reused, " + protocol);
		assertThat(ticketKey(later)).isEqualTo(name(second));
		assertThat(ticketKey(session)).isEqualTo(name(first));
	}

	@ParameterizedTest
	@RequiresProgram("openssl")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void opensslIsNotResumedForAHostWithAnotherCertificate(String protocol) throws Exception {
		CertifiedKey other = CertificateMaker.leaf()
			.subject("CN=b")
			.dns("b.example")
			.dns("c.example")
			.serverAuth()
			.issuedBy(Material.PKI.ca());
		Path shared = key("shared");
		String session = this.directory.resolve("session.pem").toString();
		SslContext context = Material.server((builder) -> builder.engine("openssl")
			.ticketKeyFiles(shared)
			.identity(Material.identity(other), "b.example", "c.example"));
		try (OurServer server = OurServer.echo(context)) {
			assertThat(visit(server, protocol, "-servername", "b.example", "-sess_out", session)).contains("New, ");
			assertThat(visit(server, protocol, "-servername", "c.example", "-sess_in", session)).contains("Reused, ");
			assertThat(visit(server, protocol, "-servername", "localhost", "-sess_in", session)).contains("New, ");
		}
	}

	private static String visit(OurServer server, String protocol, String... options) {
		try (RunningProgram client = Openssl.client(server.port(), protocol, options)) {
			client.send("marco\n");
			client.awaitLine("marco");
			client.send("Q\n");
			client.awaitExit();
			return client.standardOutput();
		}
	}

	private static String visit(Server server, String protocol, Object... options) {
		List<String> all = new ArrayList<>(List.of("-cert", Material.FILES.clientCertificate().toString(), "-key",
				Material.FILES.clientKey().toString()));
		Arrays.stream(options).map(Object::toString).forEach(all::add);
		try (RunningProgram client = Openssl.client(server.port(), protocol, all.toArray(String[]::new))) {
			client.awaitLine("resumed ");
			client.send("Q\n");
			client.awaitExit();
			return client.standardOutput();
		}
	}

	/** The name at the beginning of the ticket, as openssl shows it. */
	private static String ticketKey(Path session) {
		try (RunningProgram openssl = RunningProgram.start("openssl", "sess_id", "-in", session.toString(), "-noout",
				"-text")) {
			String line = openssl.awaitLine("0000 - ");
			return line.substring(line.indexOf("- ") + 2).strip().substring(0, 47).replaceAll("[^0-9a-f]", "");
		}
	}

	private static String name(Path key) throws IOException {
		return HexFormat.of().formatHex(Files.readAllBytes(key), 0, 16);
	}

	/** A process with a server in it. */
	private record Server(RunningProgram program) implements AutoCloseable {

		static Server start(String callback, Path... keys) {
			List<String> command = new ArrayList<>(
					List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
							"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
							TicketServer.class.getName(), Material.FILES.serverCertificate().toString(),
							Material.FILES.serverKey().toString(), Material.FILES.ca().toString(), callback));
			Arrays.stream(keys).map(Path::toString).forEach(command::add);
			return new Server(RunningProgram.start(command.toArray(String[]::new)));
		}

		int port() {
			return Integer.parseInt(this.program.awaitLine("port ").substring("port ".length()));
		}

		void keys(Path... files) {
			this.program.send(String.join(" ", Arrays.stream(files).map(Path::toString).toList()) + "\n");
			String names = Arrays.stream(files).map(Server::shown).toList().toString();
			this.program.awaitLine("keys " + names);
		}

		private static String shown(Path key) {
			try {
				return name(key).substring(0, 16);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		@Override
		public void close() {
			this.program.close();
		}

	}

}
