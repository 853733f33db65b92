package dev.sslsocket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.function.Supplier;

import javax.net.ssl.SSLServerSocketFactory;

import org.jspecify.annotations.Nullable;

/**
 * Makes TLS sockets that listen. A drop-in {@link SSLServerSocketFactory}. Safe for use
 * by many threads.
 */
public final class SslServerSocketFactory extends SSLServerSocketFactory {

	private static final int DEFAULT_BACKLOG = 50;

	private static final byte[] NOTHING = new byte[0];

	private final Supplier<SslContext> context;

	SslServerSocketFactory(Supplier<SslContext> context) {
		this.context = context;
	}

	/**
	 * Makes a factory with the default context of {@link SslContexts#global()}, as it is
	 * at each use.
	 */
	public SslServerSocketFactory() {
		this(SslContexts.DEFAULT);
	}

	/**
	 * Makes a factory with a named context of {@link SslContexts#global()}, as it is at
	 * each use.
	 * @param contextName name of the context
	 */
	public SslServerSocketFactory(String contextName) {
		this(() -> SslContexts.global().get(contextName));
	}

	/**
	 * Returns a factory with the default context.
	 * @return a factory
	 */
	public static SslServerSocketFactory getDefault() {
		return new SslServerSocketFactory();
	}

	/**
	 * Listens on every address of this machine.
	 * @param port TCP port, 0 for any free one
	 * @return a listening socket
	 * @throws dev.sslsocket.failure.SslConfigurationException if the context has no
	 * certificate
	 * @throws IOException if the port is not to be had
	 */
	public SslServerSocket listen(int port) throws IOException {
		return listen(new InetSocketAddress(port));
	}

	/**
	 * Listens on one address.
	 * @param address where
	 * @return a listening socket
	 * @throws dev.sslsocket.failure.SslConfigurationException if the context has no
	 * certificate
	 * @throws IOException if the address is not to be had
	 */
	public SslServerSocket listen(InetSocketAddress address) throws IOException {
		return listen(address, DEFAULT_BACKLOG);
	}

	/**
	 * Listens on a socket that somebody else has bound (the seed's {@code new_from_fd}),
	 * say {@link System#inheritedChannel()} of a process that inetd or systemd started.
	 * @param listening a bound socket, also that of a channel in blocking mode; closed
	 * with the returned one
	 * @return a listening socket
	 * @throws dev.sslsocket.failure.SslConfigurationException if the context has no
	 * certificate
	 * @throws SocketException if the socket is not bound, or closed
	 * @throws IOException if it cannot be used
	 */
	public SslServerSocket listen(ServerSocket listening) throws IOException {
		ServerRole.require(this.context.get());
		if (listening.isClosed() || !listening.isBound()) {
			throw new SocketException(listening.isClosed() ? "Socket is closed" : "Socket is not bound");
		}
		return new SslServerSocket(listening, this.context);
	}

	private SslServerSocket listen(InetSocketAddress address, int backlog) throws IOException {
		SslServerSocket server = createServerSocket();
		try {
			server.bind(address, backlog);
			return server;
		}
		catch (IOException | RuntimeException ex) {
			server.close();
			throw ex;
		}
	}

	/**
	 * Starts TLS as a server on a connection that talked in clear (the seed's
	 * {@code start_SSL} with {@code SSL_server}) and shakes hands. Closing the returned
	 * socket closes the plain one. If the handshake fails TCP stays open, unless the
	 * context says otherwise.
	 * @param plain an accepted socket
	 * @return a socket ready for data
	 * @throws IOException if the handshake fails; a
	 * {@link dev.sslsocket.failure.SslFailure} says why
	 */
	public SslSocket startTls(Socket plain) throws IOException {
		return startTls(plain, NOTHING);
	}

	/**
	 * Starts TLS as a server where the client's first bytes have been read already. They
	 * are taken for the beginning of its ClientHello; what is not TLS is refused.
	 * @param plain an accepted socket
	 * @param alreadyRead the bytes, in order
	 * @return a socket ready for data
	 * @throws IOException if the handshake fails; a
	 * {@link dev.sslsocket.failure.SslFailure} says why
	 */
	public SslSocket startTls(Socket plain, byte[] alreadyRead) throws IOException {
		SslContext current = this.context.get();
		ServerRole.require(current);
		PeerName peer = PeerName.of(plain.getInetAddress(), plain.getPort());
		TlsOrigin origin = TlsOrigin.upgrade(current, peer, SslConnectOptions.NONE, alreadyRead.clone());
		return new SslSocket(plain, origin, new HandshakeParameters(current.itself(), false)).shakeHandsOrClose();
	}

	@Override
	public SslServerSocket createServerSocket() throws IOException {
		ServerRole.require(this.context.get());
		return new SslServerSocket(new ServerSocket(), this.context);
	}

	@Override
	public SslServerSocket createServerSocket(int port) throws IOException {
		return listen(port);
	}

	@Override
	public SslServerSocket createServerSocket(int port, int backlog) throws IOException {
		return listen(new InetSocketAddress(port), backlog);
	}

	@Override
	public SslServerSocket createServerSocket(int port, int backlog, @Nullable InetAddress address) throws IOException {
		return listen(new InetSocketAddress(address, port), backlog);
	}

	@Override
	public String[] getDefaultCipherSuites() {
		return this.context.get().parameters().getCipherSuites();
	}

	@Override
	public String[] getSupportedCipherSuites() {
		return this.context.get().supported().getCipherSuites();
	}

}
