package dev.sslsocket.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslContextBuilder;
import dev.sslsocket.SslServerSocket;
import dev.sslsocket.SslSocket;
import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.failure.SslHandshakeException;
import dev.sslsocket.testing.program.RunningProgram;
import dev.sslsocket.verify.TrustSource;
import dev.sslsocket.x509.Passphrase;
import dev.sslsocket.x509.SslIdentity;

/**
 * One connection of ours in a JVM of its own, whose policy concerns nobody else. It says
 * which version was spoken, or why it would not.
 */
final class OldProtocolPeer {

	private OldProtocolPeer() {
	}

	/**
	 * Says {@code ACCEPT} and its address once it listens.
	 * @param protocols behind which a cipher list may stand, and behind that groups
	 */
	static RunningProgram server(String protocols, String... jvmOptions) {
		return server(protocols, Material.FILES.serverCertificate(), Material.FILES.serverKey(), jvmOptions);
	}

	static RunningProgram server(String protocols, Path certificate, Path key, String... jvmOptions) {
		return start(protocols, List.of("server", certificate.toString(), key.toString()), jvmOptions);
	}

	static RunningProgram client(String protocols, int port, String... jvmOptions) {
		return start(protocols, List.of("client", Material.FILES.ca().toString(), Integer.toString(port)), jvmOptions);
	}

	private static RunningProgram start(String protocols, List<String> arguments, String... jvmOptions) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(List.of(jvmOptions));
		command
			.addAll(List.of("-cp", System.getProperty("java.class.path"), OldProtocolPeer.class.getName(), protocols));
		command.addAll(arguments);
		return RunningProgram.start(command.toArray(String[]::new));
	}

	public static void main(String[] arguments) throws IOException {
		try {
			String[] offered = arguments[0].split(" ");
			SslContextBuilder builder = SslContext.builder().protocols(offered[0]);
			if (offered.length > 1) {
				builder.ciphers(offered[1]);
			}
			if (offered.length > 2) {
				builder.groups(offered[2]);
			}
			if (arguments[1].equals("server")) {
				serve(builder
					.identity(SslIdentity.load(Path.of(arguments[2]), Path.of(arguments[3]), Passphrase.none()))
					.build());
			}
			else {
				connect(builder.trust(TrustSource.file(Path.of(arguments[2]))).build(), Integer.parseInt(arguments[3]));
			}
		}
		catch (SslConfigurationException ex) {
			System.out.println("REFUSED " + ex.getMessage());
		}
		catch (SslHandshakeException ex) {
			System.out.println("FAILED " + ex.getMessage());
		}
	}

	private static void serve(SslContext context) throws IOException {
		try (SslServerSocket listening = context.serverSocketFactory()
			.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
			System.out.println("OFFERS " + context.offer().groups());
			System.out.println("ACCEPT 127.0.0.1:" + listening.getLocalPort());
			try (SslSocket socket = listening.accept()) {
				socket.startHandshake();
				System.out.println("SPOKE " + socket.protocol());
				socket.getInputStream().transferTo(socket.getOutputStream());
			}
		}
	}

	private static void connect(SslContext context, int port) throws IOException {
		try (SslSocket socket = context.socketFactory().connect("localhost", port)) {
			System.out.println("SPOKE " + socket.protocol());
		}
	}

}
