package dev.sslsocket.peers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.sslsocket.testing.program.RunningProgram;

/**
 * The openssl command as a client and as a server.
 */
final class Openssl {

	/** What OpenSSL says when a fatal alert arrives. */
	private static final Pattern ALERT = Pattern.compile("SSL alert number (\\d+)");

	private Openssl() {
	}

	/** A client that trusts the PKI's CA and nobody else. */
	static RunningProgram client(int port, String protocol, String... options) {
		return start(protocol, options, "s_client", "-verify_return_error", "-CAfile", Material.FILES.ca().toString(),
				"-connect", "127.0.0.1:" + port);
	}

	/** A server with the PKI's certificate. */
	static RunningProgram server(String protocol, String... options) {
		return server(protocol, Material.FILES.serverCertificate(), Material.FILES.serverKey(), options);
	}

	static RunningProgram server(String protocol, Path certificate, Path key, String... options) {
		return start(protocol, options, "s_server", "-accept", "127.0.0.1:0", "-cert", certificate.toString(), "-key",
				key.toString());
	}

	private static RunningProgram start(String protocol, String[] options, String... command) {
		List<String> all = new ArrayList<>(List.of("openssl"));
		all.addAll(List.of(command));
		all.add(protocol.equals("TLSv1.2") ? "-tls1_2" : "-tls1_3");
		all.addAll(List.of(options));
		return RunningProgram.start(all.toArray(String[]::new));
	}

	/** The port that a server has chosen. */
	static int port(RunningProgram server) {
		// An OCSP responder adds its process.
		String line = server.awaitLine("ACCEPT").split(" PID=")[0];
		return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
	}

	/** Waits for the alert that ends the conversation, as OpenSSL read it. */
	static int awaitAlert(RunningProgram program) {
		Matcher alert = ALERT.matcher(program.awaitLine("SSL alert number"));
		return alert.find() ? Integer.parseInt(alert.group(1)) : -1;
	}

}
