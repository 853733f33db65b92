package dev.sslsocket.peers;

import java.nio.file.Path;

import dev.sslsocket.SslSocket;
import dev.sslsocket.SslSocketFactory;
import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.testing.program.RunningProgram;
import org.junit.jupiter.api.Test;

import static dev.sslsocket.peers.PerlConversation.write;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A JVM that is started with a socket (the seed's {@code new_from_fd}).
 */
@RequiresProgram("perl")
class InheritedSocketTests {

	private final SslSocketFactory clients = Material.client((builder) -> builder).socketFactory();

	@Test
	void connectionWhenInheritedIsServed() throws Exception {
		try (RunningProgram program = start("nowait")) {
			assertThat(talk(port(program))).isEqualTo("nowait hello\n");
			assertThat(program.awaitExit()).as(program.standardError()).isZero();
		}
	}

	@Test
	void listeningSocketWhenInheritedIsServed() throws Exception {
		try (RunningProgram program = start("wait")) {
			int port = port(program);
			assertThat(talk(port)).isEqualTo("wait true hello\n");
			assertThat(talk(port)).isEqualTo("wait true hello\n");
			assertThat(program.awaitExit()).as(program.standardError()).isZero();
		}
	}

	private String talk(int port) throws Exception {
		try (SslSocket socket = this.clients.connect("localhost", port)) {
			write(socket, "hello\n");
			return new String(socket.getInputStream().readAllBytes());
		}
	}

	private static RunningProgram start(String mode) throws Exception {
		Path script = Path.of(InheritedSocketTests.class.getResource("inetd.pl").toURI());
		return RunningProgram.start("perl", script.toString(), mode,
				Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), InheritedServer.class.getName(),
				Material.FILES.serverCertificate().toString(), Material.FILES.serverKey().toString());
	}

	private static int port(RunningProgram program) {
		return Integer.parseInt(program.awaitLine("port ").substring("port ".length()));
	}

}
