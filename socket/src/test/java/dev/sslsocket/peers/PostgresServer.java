package dev.sslsocket.peers;

import java.io.File;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.program.FreePort;
import dev.sslsocket.testing.program.RunningProgram;

/**
 * A real PostgreSQL server with TLS, and nothing but TLS, on 127.0.0.1.
 */
final class PostgresServer implements AutoCloseable {

	static final String USER = "alice";

	static final String PASSWORD = "wonderland";

	private final RunningProgram server;

	private final int port;

	private PostgresServer(RunningProgram server, int port) {
		this.server = server;
		this.port = port;
	}

	static PostgresServer start(CertifiedKey key) throws Exception {
		int port = FreePort.find();
		List<String> command = new ArrayList<>();
		if (System.getProperty("user.name").equals("root")) {
			// Debian's package has made this user.
			command.addAll(List.of("runuser", "-u", "postgres", "--"));
		}
		// By its text: another user may not reach our files.
		command.addAll(List.of("sh", "-c", script(), "postgres.sh", String.valueOf(port), key.pem(),
				key.privateKeyPem(), PASSWORD));
		ProcessBuilder builder = new ProcessBuilder(command).directory(new File("/"));
		RunningProgram server = RunningProgram.start(builder);
		try {
			server.awaitLine("database system is ready to accept connections");
			return new PostgresServer(server, port);
		}
		catch (RuntimeException ex) {
			server.close();
			throw ex;
		}
	}

	private static String script() throws Exception {
		try (InputStream script = PostgresServer.class.getResourceAsStream("postgres.sh")) {
			return new String(script.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	int port() {
		return this.port;
	}

	@Override
	public void close() {
		this.server.close();
	}

}
