package dev.sslsocket.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslServerSocket;
import dev.sslsocket.SslSocket;
import dev.sslsocket.testing.program.RunningProgram;
import dev.sslsocket.x509.Passphrase;
import dev.sslsocket.x509.SslIdentity;

/**
 * A server of ours in a JVM of its own, whose properties concern nobody else.
 */
final class StaplingServer {

	private StaplingServer() {
	}

	/** Starts it; says {@code ACCEPT} and its address once it listens. */
	static RunningProgram start(Path chain, Path key, String... jvmOptions) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(List.of(jvmOptions));
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), StaplingServer.class.getName(),
				chain.toString(), key.toString()));
		return RunningProgram.start(command.toArray(String[]::new));
	}

	public static void main(String[] arguments) throws IOException {
		SslContext context = SslContext.builder()
			.identity(SslIdentity.load(Path.of(arguments[0]), Path.of(arguments[1]), Passphrase.none()))
			.build();
		try (SslServerSocket listening = context.serverSocketFactory()
			.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
			System.out.println("ACCEPT 127.0.0.1:" + listening.getLocalPort());
			while (true) {
				serve(listening);
			}
		}
	}

	private static void serve(SslServerSocket listening) throws IOException {
		try (SslSocket socket = listening.accept()) {
			socket.getInputStream().transferTo(socket.getOutputStream());
		}
		catch (IOException ex) {
			// The client left; the test reads why from standard error.
			System.err.println(ex);
		}
	}

}
