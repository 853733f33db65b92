package dev.sslsocket.peers;

import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslServerSocket;
import dev.sslsocket.SslServerSocketFactory;
import dev.sslsocket.SslSocket;
import dev.sslsocket.x509.Passphrase;
import dev.sslsocket.x509.SslIdentity;

/**
 * A program that serves the socket it was started with, once: an accepted connection
 * (inetd's {@code nowait}) or a listening socket ({@code wait}). Its arguments are a
 * certificate and its key.
 */
final class InheritedServer {

	private InheritedServer() {
	}

	public static void main(String[] arguments) throws IOException {
		SslContext context = SslContext.builder()
			.identity(SslIdentity.load(Path.of(arguments[0]), Path.of(arguments[1]), Passphrase.none()))
			.build();
		SslServerSocketFactory servers = context.serverSocketFactory();
		Channel inherited = System.inheritedChannel();
		if (inherited instanceof SocketChannel accepted) {
			answer(servers.startTls(accepted.socket()), "nowait");
		}
		else if (inherited instanceof ServerSocketChannel listening) {
			try (SslServerSocket server = servers.listen(listening.socket())) {
				for (int i = 0; i < 2; i++) {
					answer(server.accept(), "wait " + (server.getLocalPort() > 0));
				}
			}
		}
		else {
			throw new IllegalStateException("started with no socket, but " + Arrays.toString(arguments));
		}
	}

	private static void answer(SslSocket client, String how) throws IOException {
		try (client) {
			byte[] line = client.getInputStream().readNBytes(6);
			client.getOutputStream().write((how + " " + new String(line)).getBytes());
		}
	}

}
