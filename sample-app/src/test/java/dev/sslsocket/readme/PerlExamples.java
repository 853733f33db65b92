package dev.sslsocket.readme;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslServerSocket;
import dev.sslsocket.SslServerSocketFactory;
import dev.sslsocket.SslSocket;
import dev.sslsocket.SslSocketFactory;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.verify.TrustSource;
import dev.sslsocket.x509.Passphrase;
import dev.sslsocket.x509.SslIdentity;

/**
 * The examples of {@code docs/perl.md}.
 */
final class PerlExamples {

	private PerlExamples() {
	}

	static String client(Path ca, int port) throws IOException {
		SslSocketFactory ssl = SslContext.builder().trust(TrustSource.file(ca)).build().socketFactory();
		try (SslSocket s = ssl.connect("localhost", port)) {
			s.getOutputStream().write("hello\n".getBytes(StandardCharsets.UTF_8));
			BufferedReader lines = new BufferedReader(
					new InputStreamReader(s.getInputStream(), StandardCharsets.UTF_8));
			String line = lines.readLine();
			return line + "\n" + s.protocol() + " " + s.cipher() + "\n" + s.dumpPeerCertificate();
		}
	}

	static SslServerSocket server(Path cert, Path key) throws IOException {
		SslContext context = SslContext.builder().identity(SslIdentity.load(cert, key, Passphrase.none())).build();
		SslServerSocket server = context.serverSocketFactory().listen(new InetSocketAddress("127.0.0.1", 0));
		return server;
	}

	static void serve(SslServerSocket server) throws IOException {
		while (true) {
			// At once: no client can hold the others up.
			SslSocket client = server.accept();
			// Shakes hands with its first read.
			new Thread(() -> echoLine(client)).start();
		}
	}

	private static void echoLine(SslSocket client) {
		try (client) {
			BufferedReader lines = new BufferedReader(
					new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
			client.getOutputStream().write((lines.readLine() + "\n").getBytes(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			System.out.println(ex.getMessage());
		}
	}

	static String refusal(SslSocketFactory ssl, int port) {
		try (SslSocket s = ssl.connect("localhost", port)) {
			return s.cipher();
		}
		catch (IOException ex) {
			if (ex instanceof SslFailure failure && failure.reason() == SslReason.HOSTNAME_MISMATCH) {
				return "name: " + ex.getMessage();
			}
			return "other: " + ex.getMessage();
		}
	}

	static Socket startAndStop(SslSocketFactory ssl, Socket sock) throws IOException {
		try {
			SslSocket tls = ssl.startTls(sock, "localhost");
			tls.getOutputStream().write("secret\n".getBytes(StandardCharsets.UTF_8));
			return tls.stopTls(); // the plain socket; tls itself never turns plain
		}
		catch (IOException ex) {
			// Still open, with every byte that the peer sent.
			Socket plain = ((SslFailure) ex).plainSocket().orElseThrow();
			plain.getOutputStream().write("no TLS, then\n".getBytes(StandardCharsets.UTF_8));
			return plain;
		}
	}

	static SslSocket inherited(SslServerSocketFactory servers) throws IOException {
		Channel inherited = System.inheritedChannel();
		if (inherited instanceof SocketChannel accepted) {
			// "nowait" of inetd, Accept=yes of systemd.
			return servers.startTls(accepted.socket());
		}
		// "wait", Accept=no.
		try (SslServerSocket server = servers.listen(((ServerSocketChannel) inherited).socket())) {
			return server.accept();
		}
	}

}
