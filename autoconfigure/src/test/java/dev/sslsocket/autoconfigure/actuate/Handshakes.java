package dev.sslsocket.autoconfigure.actuate;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

import dev.sslsocket.SslContexts;
import dev.sslsocket.SslServerSocket;
import dev.sslsocket.SslSocket;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.testing.TestPki;

/**
 * Handshakes between two contexts of one application.
 */
final class Handshakes {

	static final TestPki PKI = TestPki.create();

	private static final InetSocketAddress LOOPBACK = new InetSocketAddress("127.0.0.1", 0);

	private Handshakes() {
	}

	/** Properties of a server in the default context, and of clients beside it. */
	static String[] properties() {
		return new String[] { "ssl.certificate=" + PKI.serverPem(), "ssl.private-key=" + PKI.serverKeyPem(),
				"ssl.ca-file=" + PKI.caPem(), "ssl.contexts.wrong.verify-name=other.example" };
	}

	/** One byte there and back; what fails is the caller's to look for elsewhere. */
	static void talk(SslContexts contexts, String client) throws Exception {
		try (SslServerSocket server = contexts.serverSocketFactory("default").listen(LOOPBACK)) {
			CompletableFuture<Void> echo = CompletableFuture.runAsync(() -> echo(server));
			try (SslSocket socket = contexts.socketFactory(client).connect("localhost", server.getLocalPort())) {
				socket.getOutputStream().write(7);
				socket.getInputStream().read();
			}
			catch (IOException ex) {
				if (!(ex instanceof SslFailure)) {
					throw ex;
				}
			}
			echo.get();
		}
	}

	/** One byte to an echo and back, and whether a session was resumed. */
	static boolean visit(SslContexts contexts, String client, int port) throws IOException {
		try (SslSocket socket = contexts.socketFactory(client).connect("localhost", port)) {
			socket.getOutputStream().write(7);
			socket.getInputStream().read();
			return socket.sessionReused();
		}
	}

	private static void echo(SslServerSocket server) {
		try (SslSocket socket = server.accept()) {
			socket.getInputStream().transferTo(socket.getOutputStream());
		}
		catch (IOException ex) {
			if (!(ex instanceof SslFailure)) {
				throw new IllegalStateException(ex);
			}
		}
	}

}
