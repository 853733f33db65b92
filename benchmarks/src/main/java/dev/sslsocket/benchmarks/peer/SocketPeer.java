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

import dev.sslsocket.SslSocket;

import org.conscrypt.Conscrypt;

/**
 * Whatever hides behind the JDK's socket factories.
 *
 * @param name what the table calls it
 * @param servers makes the listening end
 * @param clients makes a factory that has no session yet
 * @param preparation what its sockets still have to be told
 */
record SocketPeer(String name, ServerSocketFactory servers, Supplier<SocketFactory> clients,
		Preparation preparation) implements Peer {

	/** Tells a socket what it does not know from its factory. */
	@FunctionalInterface
	interface Preparation {

		void prepare(SSLSocket socket);

	}

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
	public Dialing dialing(boolean noDelay, boolean resuming) {
		SocketFactory clients = this.clients.get();
		return (port) -> {
			Socket socket = clients.createSocket("localhost", port);
			Link link = link(socket, noDelay);
			return (resuming || !(socket instanceof SSLSocket tls)) ? link : new ForgottenLink(link, tls);
		};
	}

	private Link link(Socket socket, boolean noDelay) throws IOException {
		socket.setTcpNoDelay(noDelay);
		if (socket instanceof SSLSocket tls) {
			this.preparation.prepare(tls);
			if (tls.getUseClientMode()) {
				tls.startHandshake();
			}
		}
		return new SocketLink(socket);
	}

	/** What the JDK's sockets, and those that behave alike, have to be told. */
	static Preparation confined(Tls version) {
		String[] protocols = { version.protocol() };
		String[] suites = { version.suite() };
		return (socket) -> {
			socket.setEnabledProtocols(protocols);
			if (Conscrypt.isConscrypt(socket)) {
				// Its servers choose this suite anyway. It takes no choice of one for TLS
				// 1.3:
				// it is left with none, and fails at its first handshake.
				Conscrypt.setUseSessionTickets(socket, true);
			}
			else {
				socket.setEnabledCipherSuites(suites);
			}
			if (socket.getUseClientMode()) {
				SSLParameters parameters = socket.getSSLParameters();
				// As ours does unasked: a client that checks no name is not comparable.
				parameters.setEndpointIdentificationAlgorithm("HTTPS");
				socket.setSSLParameters(parameters);
			}
		};
	}

	/** A connection whose session nobody resumes; its tickets have come with the data. */
	private record ForgottenLink(Link link, SSLSocket socket) implements Link {

		ForgottenLink {
			if (socket instanceof SslSocket ours && ours.sessionReused()) {
				throw new IllegalStateException("a session was resumed that ought to be forgotten");
			}
		}

		@Override
		public int read(byte[] target, int offset, int length) throws IOException {
			return this.link.read(target, offset, length);
		}

		@Override
		public void write(byte[] source, int offset, int length) throws IOException {
			this.link.write(source, offset, length);
		}

		@Override
		public void close() throws IOException {
			this.socket.getSession().invalidate();
			this.link.close();
		}

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
