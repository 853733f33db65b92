package dev.sslsocket.benchmarks.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Supplier;

import javax.net.ServerSocketFactory;
import javax.net.SocketFactory;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import org.conscrypt.Conscrypt;

/**
 * Whatever hides behind the JDK's socket factories.
 *
 * @param name what the table calls it
 * @param servers makes the listening end
 * @param clients makes a factory that has no session yet
 */
record SocketPeer(String name, ServerSocketFactory servers, Supplier<SocketFactory> clients) implements Peer {

	private static final String[] VERSIONS = { "TLSv1.3" };

	@Override
	public Listening listen(boolean noDelay) throws IOException {
		ServerSocket server = this.servers.createServerSocket(0, 1024, InetAddress.getLoopbackAddress());
		return new Listening() {

			@Override
			public int port() {
				return server.getLocalPort();
			}

			@Override
			public Link accept() throws IOException {
				return link(server.accept(), noDelay);
			}

			@Override
			public void close() throws IOException {
				server.close();
			}

		};
	}

	@Override
	public Dialing dialing(boolean noDelay, int inFull) {
		Supplier<SocketFactory> next = Prepared.of(this.clients, inFull);
		return (port) -> link(next.get().createSocket("localhost", port), noDelay);
	}

	private static Link link(Socket socket, boolean noDelay) throws IOException {
		socket.setTcpNoDelay(noDelay);
		if (socket instanceof SSLSocket tls) {
			tls.setEnabledProtocols(VERSIONS);
			if (Conscrypt.isConscrypt(tls)) {
				// Off by default on its servers, and without them it resumes nothing.
				Conscrypt.setUseSessionTickets(tls, true);
			}
			if (tls.getUseClientMode()) {
				SSLParameters parameters = tls.getSSLParameters();
				// As ours does unasked: a client that checks no name is not comparable.
				parameters.setEndpointIdentificationAlgorithm("HTTPS");
				tls.setSSLParameters(parameters);
				tls.startHandshake();
			}
		}
		return new SocketLink(socket);
	}

	private static final class SocketLink implements Link {

		private final Socket socket;

		private final InputStream in;

		private final OutputStream out;

		SocketLink(Socket socket) throws IOException {
			this.socket = socket;
			this.in = socket.getInputStream();
			this.out = socket.getOutputStream();
		}

		@Override
		public int read(byte[] target, int offset, int length) throws IOException {
			return this.in.read(target, offset, length);
		}

		@Override
		public void write(byte[] source, int offset, int length) throws IOException {
			this.out.write(source, offset, length);
		}

		@Override
		public void close() throws IOException {
			this.socket.close();
		}

	}

}
