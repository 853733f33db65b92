package dev.sslsocket.readme;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Service;

import dev.sslsocket.ErrorTrap;
import dev.sslsocket.line.LineFormat;
import dev.sslsocket.line.LineReader;
import dev.sslsocket.SslConnectOptions;
import dev.sslsocket.SslContext;
import dev.sslsocket.SslServerSocket;
import dev.sslsocket.SslServerSocketFactory;
import dev.sslsocket.SslSocket;
import dev.sslsocket.SslSocketFactory;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.session.SslSessionCache;
import dev.sslsocket.verify.TrustSource;
import dev.sslsocket.x509.Passphrase;
import dev.sslsocket.x509.SslIdentity;

/**
 * The shorter examples.
 */
final class Examples {

	private Examples() {
	}

	static String withoutSpring(Path ca, int port) throws IOException {
		SslContext context = SslContext.builder().name("orders").trust(TrustSource.file(ca)).build();
		try (SslSocket socket = context.socketFactory().connect("localhost", port)) {
			return socket.protocol() + " " + socket.cipher() + " " + socket.peerCertificate().subject();
		}
	}

	static void client(SslSocketFactory ssl, int port) throws IOException {
		// The host is the name sent (SNI) and the name verified.
		try (SslSocket socket = ssl.connect("localhost", port)) {
			socket.getOutputStream().write("hello\n".getBytes(StandardCharsets.UTF_8));
			byte[] peeked = new byte[5];
			socket.peek(peeked, 0, peeked.length); // consumes nothing
			int ready = socket.pending(); // readable at once
			socket.getInputStream().readNBytes(ready);
		}
	}

	static void clientOptions(SslSocketFactory ssl, int port) throws IOException {
		SslConnectOptions options = SslConnectOptions.builder().sniHost("").verifyName("localhost").build();
		ssl.connect("127.0.0.1", port, options).close();
	}

	static SslServerSocket server(SslServerSocketFactory ssl) throws IOException {
		SslServerSocket server = ssl.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
		new Thread(() -> {
			while (!server.isClosed()) {
				try {
					// Before the handshake: a silent client delays nobody.
					SslSocket client = server.accept();
					new Thread(() -> echo(client)).start();
				}
				catch (IOException ex) {
					System.out.println(ex.getMessage());
				}
			}
		}).start();
		return server;
	}

	private static void echo(SslSocket client) {
		try (client) {
			// The first read shakes hands.
			client.getInputStream().transferTo(client.getOutputStream());
		}
		catch (IOException ex) {
			System.out.println(ex.getMessage());
		}
	}

	static SslContext patient(SslContext orders) {
		SslContext patient = orders.toBuilder().readTimeout(Duration.ofMinutes(5)).build();
		return patient;
	}

	static String explained(String ciphers) {
		return SslContext.builder().ciphers(ciphers).build().offer().ciphers().explanation();
	}

	static String refusal(SslSocketFactory ssl, String host, int port) {
		try (SslSocket socket = ssl.connect(host, port)) {
			return "connected by " + socket.cipher();
		}
		catch (IOException ex) {
			if (ex instanceof SslFailure failure && failure.reason() == SslReason.HOSTNAME_MISMATCH) {
				return "not the host we meant: " + ex.getMessage();
			}
			return "no connection: " + ex.getMessage();
		}
	}

	static Socket startAndStop(SslSocketFactory ssl, Socket plain) throws IOException {
		// Shakes hands and verifies the name.
		SslSocket tls = ssl.startTls(plain, "localhost");
		tls.getOutputStream().write("secret\nSTOPTLS\n".getBytes(StandardCharsets.UTF_8));
		tls.getInputStream().readNBytes("secret\nOK\n".length());
		// The plain socket, from the very first byte behind TLS.
		return tls.stopTls();
	}

	static Socket readUntilTlsStops(SslSocket socket, List<String> received) throws IOException {
		LineReader lines = LineReader.over(socket, LineFormat.lines().withMaxLength(1024));
		for (String line = lines.readLine(); line != null; line = lines.readLine()) {
			if (line.equals("STOPTLS")) {
				return socket.stopTls();
			}
			received.add(line);
		}
		throw new EOFException("the peer did not say STOPTLS");
	}

	static SslContext programmatic(Path certificate, Path key, char[] passphrase) {
		return SslContext.builder()
			.name("orders")
			.identity(SslIdentity.load(certificate, key, Passphrase.of(passphrase)))
			.handshakeTimeout(Duration.ofSeconds(3))
			.sessionCache(SslSessionCache.ofSize(100))
			.build();
	}

	@Configuration(proxyBeanMethods = false)
	static class Beans {

		@Bean
		ErrorTrap tellHttpClients() { // the seed's SSL_error_trap
			return (plain, failure) -> {
				try (plain) {
					if (failure.reason() == SslReason.NOT_TLS) {
						plain.getOutputStream()
							.write("HTTP/1.1 400 This port speaks TLS\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
					}
				}
			};
		}

	}

	@Service
	static class Billing {

		private final SslSocketFactory ssl;

		Billing(@Qualifier("billing") SslSocketFactory ssl) {
			this.ssl = ssl;
		}

		boolean isConnected(int port) throws IOException {
			try (SslSocket socket = this.ssl.connect("localhost", port)) {
				return socket.localCertificate() != null;
			}
		}

	}

}
