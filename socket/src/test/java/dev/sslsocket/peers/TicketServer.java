package dev.sslsocket.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslContextBuilder;
import dev.sslsocket.SslServerSocket;
import dev.sslsocket.SslSocket;
import dev.sslsocket.SslTicketKeys;
import dev.sslsocket.verify.ClientAuth;
import dev.sslsocket.verify.TrustSource;
import dev.sslsocket.x509.Material;
import dev.sslsocket.x509.Passphrase;
import dev.sslsocket.x509.SslIdentity;

import org.jspecify.annotations.Nullable;

/**
 * One server of a fleet, as a process of its own: {@code TicketServer certificate key ca
 * callback keyFile…}, with {@code yes} for a callback that has the last word. It says the
 * port, then of each connection whether it was resumed, on its output and as a line to
 * the client. A line of files on its input replaces the keys.
 */
final class TicketServer {

	private TicketServer() {
	}

	public static void main(String[] args) throws Exception {
		SslTicketKeys keys = SslTicketKeys.load(paths(args, 4));
		SslContextBuilder builder = SslContext.builder()
			.engine("openssl")
			.identity(SslIdentity.load(Path.of(args[0]), Path.of(args[1]), Passphrase.none()))
			.trust(TrustSource.file(Path.of(args[2])))
			.clientAuth(ClientAuth.WANT)
			.ticketKeys(keys);
		if (args[3].equals("yes")) {
			builder.verifyCallback((event) -> event.ok());
		}
		SslContext context = builder.build();
		SslServerSocket server = context.serverSocketFactory()
			.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
		Background.start(() -> serve(server));
		System.out.println("port " + server.getLocalPort());
		BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		for (@Nullable
		String line = commands.readLine(); line != null; line = commands.readLine()) {
			keys.replace(Arrays.stream(paths(line.split(" "), 0)).map(Material::file).toArray(Material[]::new));
			System.out.println("keys " + keys.names());
		}
	}

	private static Path[] paths(String[] args, int from) {
		return Arrays.stream(args).skip(from).map(Path::of).toArray(Path[]::new);
	}

	private static @Nullable Void serve(SslServerSocket server) throws Exception {
		while (true) {
			try (SslSocket socket = server.accept()) {
				socket.startHandshake();
				String said = "resumed " + socket.sessionReused() + " for "
						+ socket.snapshot().peerCertificates().stream().findFirst().map((c) -> c.subject()).orElse("-");
				socket.getOutputStream().write((said + "\n").getBytes(StandardCharsets.UTF_8));
				socket.getInputStream().read();
				System.out.println(said);
			}
			catch (IOException ex) {
				System.out.println("failed " + ex);
			}
		}
	}

}
