package dev.sslsocket;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.function.Supplier;

import javax.net.ssl.SSLSocketFactory;

import dev.sslsocket.failure.SslConfigurationException;

import org.jspecify.annotations.Nullable;

/**
 * Makes TLS sockets that connect. A drop-in {@link SSLSocketFactory}: every socket it
 * makes verifies chain and name by itself. Safe for use by many threads.
 */
public final class SslSocketFactory extends SSLSocketFactory {

	private static final byte[] NOTHING = new byte[0];

	private final Supplier<SslContext> context;

	SslSocketFactory(Supplier<SslContext> context) {
		this.context = context;
	}

	/**
	 * Makes a factory with the default context of {@link SslContexts#global()}, as it is
	 * at each use: for clients that instantiate a factory by its class name.
	 */
	public SslSocketFactory() {
		this(SslContexts.DEFAULT);
	}

	/**
	 * Makes a factory with a named context of {@link SslContexts#global()}, as it is at
	 * each use: for clients that instantiate a factory by its class name and give it one
	 * argument, as PostgreSQL's driver does.
	 * @param contextName name of the context
	 */
	public SslSocketFactory(String contextName) {
		this(() -> SslContexts.global().get(contextName));
	}

	/**
	 * Returns a factory with the default context.
	 * @return a factory
	 */
	public static SslSocketFactory getDefault() {
		return new SslSocketFactory();
	}

	/**
	 * Connects and shakes hands. The host is the name that is verified and sent as SNI;
	 * every address of it is tried in turn (RFC 8305).
	 * @param host a DNS name or an IP address, in brackets or not
	 * @param port TCP port
	 * @return a socket ready for data
	 * @throws IOException if no connection comes about; a
	 * {@link dev.sslsocket.failure.SslFailure} says why
	 */
	public SslSocket connect(String host, int port) throws IOException {
		return connect(host, port, SslConnectOptions.NONE);
	}

	/**
	 * Connects and shakes hands, in some respect otherwise than the context says.
	 * @param host a DNS name or an IP address, in brackets or not
	 * @param port TCP port
	 * @param options what this connection does otherwise
	 * @return a socket ready for data
	 * @throws IOException if no connection comes about; a
	 * {@link dev.sslsocket.failure.SslFailure} says why
	 */
	public SslSocket connect(String host, int port, SslConnectOptions options) throws IOException {
		return dial(host, port, null, options).shakeHandsOrClose();
	}

	/**
	 * Starts TLS as a client on a connection that talked in clear (the seed's
	 * {@code start_SSL}) and shakes hands. Closing the returned socket closes the plain
	 * one. If the handshake fails TCP stays open, unless the context says otherwise, and
	 * {@link dev.sslsocket.failure.SslFailure#plainSocket()} is where to go on.
	 * @param plain any connected socket: a proxy tunnel, another SslSocket
	 * @param host the name that is verified and sent as SNI
	 * @return a socket ready for data
	 * @throws SslConfigurationException for {@code verify-name}, if no name is given
	 * where one will be verified; nothing is sent
	 * @throws dev.sslsocket.failure.SslProtocolException with reason
	 * {@code plaintext_injected} if bytes in clear are waiting: a TLS server never speaks
	 * first (CVE-2011-0411)
	 * @throws IOException if the handshake fails; a
	 * {@link dev.sslsocket.failure.SslFailure} says why
	 */
	public SslSocket startTls(Socket plain, String host) throws IOException {
		return startTls(plain, host, SslConnectOptions.NONE);
	}

	/**
	 * Starts TLS as a client, in some respect otherwise than the context says.
	 * @param plain any connected socket
	 * @param host the name that is verified and sent as SNI
	 * @param options what this connection does otherwise
	 * @return a socket ready for data
	 * @throws IOException if the handshake fails; a
	 * {@link dev.sslsocket.failure.SslFailure} says why
	 */
	public SslSocket startTls(Socket plain, String host, SslConnectOptions options) throws IOException {
		SslContext current = this.context.get();
		PeerName peer = PeerName.given(host, plain.getPort(), current, options);
		return socket(plain, TlsOrigin.upgrade(current, peer, options, NOTHING), true).upgrade();
	}

	/** A socket to be connected by the caller; the handshake comes with the first I/O. */
	@Override
	public SslSocket createSocket() {
		SslContext current = this.context.get();
		return socket(new Socket(), TlsOrigin.unconnected(current), true);
	}

	@Override
	public SslSocket createSocket(String host, int port) throws IOException {
		return dial(host, port, null, SslConnectOptions.NONE);
	}

	@Override
	public SslSocket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
		return dial(host, port, new InetSocketAddress(localHost, localPort), SslConnectOptions.NONE);
	}

	/**
	 * The name that is verified is the address itself, never one from the reverse DNS.
	 */
	@Override
	public SslSocket createSocket(InetAddress host, int port) throws IOException {
		return dial(host.getHostAddress(), port, null, SslConnectOptions.NONE);
	}

	@Override
	public SslSocket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
			throws IOException {
		return dial(address.getHostAddress(), port, new InetSocketAddress(localAddress, localPort),
				SslConnectOptions.NONE);
	}

	/**
	 * Layers TLS, client side, over a connected socket.
	 * @param plain any connected socket
	 * @param host the name that is verified and sent as SNI
	 * @param port only for messages and the session cache
	 * @param autoClose whether closing TLS closes the plain socket; if not, closing waits
	 * (within the close timeout) for the peer's close_notify, so that plain bytes behind
	 * it are left alone
	 */
	@Override
	public SslSocket createSocket(Socket plain, String host, int port, boolean autoClose) throws IOException {
		SslContext current = this.context.get();
		PeerName peer = PeerName.given(host, port, current, SslConnectOptions.NONE);
		return socket(plain, TlsOrigin.layered(current, peer, autoClose, NOTHING), true).begin();
	}

	/**
	 * Layers TLS, server side, over a connected socket.
	 * @param plain any connected socket
	 * @param consumed bytes already read from it, {@code null} if none were
	 * @param autoClose whether closing TLS closes the plain socket
	 */
	@Override
	public SslSocket createSocket(Socket plain, @Nullable InputStream consumed, boolean autoClose) throws IOException {
		SslContext current = this.context.get();
		ServerRole.require(current);
		byte[] alreadyRead = (consumed != null) ? consumed.readNBytes(consumed.available()) : NOTHING;
		PeerName peer = PeerName.of(plain.getInetAddress(), plain.getPort());
		return socket(plain, TlsOrigin.layered(current, peer, autoClose, alreadyRead), false).begin();
	}

	@Override
	public String[] getDefaultCipherSuites() {
		return this.context.get().parameters().getCipherSuites();
	}

	@Override
	public String[] getSupportedCipherSuites() {
		return this.context.get().supported().getCipherSuites();
	}

	private SslSocket dial(String host, int port, @Nullable SocketAddress local, SslConnectOptions options)
			throws IOException {
		SslContext current = this.context.get();
		Socket plain = new Dialer(InetAddress::getAllByName, current).dial(host, port, local);
		try {
			ConnectedSockets.configure(plain, current);
			return socket(plain, TlsOrigin.connected(current, new PeerName(host, port), options), true).begin();
		}
		catch (IOException | RuntimeException ex) {
			plain.close();
			throw ex;
		}
	}

	private static SslSocket socket(Socket plain, TlsOrigin origin, boolean clientMode) {
		return new SslSocket(plain, origin, new HandshakeParameters(origin.context().itself(), clientMode));
	}

}
