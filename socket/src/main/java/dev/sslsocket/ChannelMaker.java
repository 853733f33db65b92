package dev.sslsocket;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SocketChannel;
import java.util.Locale;
import java.util.concurrent.Executor;

import dev.sslsocket.connection.ConnectionSide;
import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.verify.OcspMode;
import dev.sslsocket.verify.PeerVerifier;

import org.jspecify.annotations.Nullable;

/**
 * The part of {@link SslContext} that puts TLS on channels. Immutable; safe for use by
 * many threads.
 */
abstract sealed class ChannelMaker extends PeerRules permits SslContext {

	/** Tasks run where the handshake is called for. */
	static final Executor INLINE = Runnable::run;

	private static final byte[] NOTHING = new byte[0];

	private final Executor executor;

	ChannelMaker(PeerVerifier verifier, @Nullable String verifyName, Executor executor) {
		super(verifier, verifyName);
		this.executor = executor;
	}

	abstract SslContext self();

	/** Who runs the tasks of channels' handshakes. */
	Executor executor() {
		return this.executor;
	}

	/**
	 * Puts TLS, client side, on a channel. Nothing is sent before the first
	 * {@link SslSocketChannel#handshake()}, read or write. If the handshake fails TCP is
	 * closed, unless the context says otherwise.
	 * @param channel connected and in non-blocking mode; from here on it is not read or
	 * written past the result
	 * @param host the name that is verified and sent as SNI
	 * @param port for messages and the session cache
	 * @return a channel that has still to shake hands
	 * @throws IllegalBlockingModeException if the channel is in blocking mode
	 * @throws NotYetConnectedException if it is not connected
	 * @throws SslConfigurationException for {@code executor}, if the context asks OCSP
	 * responders and has nobody to wait for them; for {@code verify-name}, if no name is
	 * given where one will be verified
	 * @throws IOException if the channel is closed
	 */
	public SslSocketChannel channel(SocketChannel channel, String host, int port) throws IOException {
		return channel(channel, host, port, SslConnectOptions.NONE);
	}

	/**
	 * Puts TLS, client side, on a channel, in some respect otherwise than the context
	 * says.
	 * @param channel connected and in non-blocking mode
	 * @param host the name that is verified and sent as SNI
	 * @param port for messages and the session cache
	 * @param options what this connection does otherwise
	 * @return a channel that has still to shake hands
	 * @throws IOException as {@link #channel(SocketChannel, String, int)} says
	 */
	public SslSocketChannel channel(SocketChannel channel, String host, int port, SslConnectOptions options)
			throws IOException {
		return client(channel, PeerName.given(host, port, self(), options), options, false);
	}

	/**
	 * Puts TLS, server side, on a channel. If the handshake fails TCP is closed, unless
	 * the context says otherwise.
	 * @param channel accepted and in non-blocking mode
	 * @return a channel that has still to shake hands
	 * @throws SslConfigurationException also if the context has no certificate
	 * @throws IOException as {@link #channel(SocketChannel, String, int)} says
	 */
	public SslSocketChannel serverChannel(SocketChannel channel) throws IOException {
		return server(channel, NOTHING, false);
	}

	/**
	 * Puts TLS, server side, on a channel from which the client's first bytes have been
	 * read already, say to find out what it speaks.
	 * @param channel accepted and in non-blocking mode
	 * @param alreadyRead what it sent so far; read to its limit
	 * @return a channel that has still to shake hands
	 * @throws IOException as {@link #serverChannel(SocketChannel)} says
	 */
	public SslSocketChannel serverChannel(SocketChannel channel, ByteBuffer alreadyRead) throws IOException {
		return server(channel, bytes(alreadyRead), false);
	}

	/**
	 * Starts TLS as a client on a connection that talked in clear (the seed's
	 * {@code start_SSL}). If the handshake fails TCP stays open, unless the context says
	 * otherwise, and {@link SslSocketChannel#plainChannel()} is where to go on. Bytes in
	 * clear that wait when the handshake begins end it, with reason
	 * {@code plaintext_injected}: a TLS server never speaks first (CVE-2011-0411).
	 * @param channel connected and in non-blocking mode
	 * @param host the name that is verified and sent as SNI
	 * @param port for messages and the session cache
	 * @return a channel that has still to shake hands
	 * @throws IOException as {@link #channel(SocketChannel, String, int)} says
	 */
	public SslSocketChannel startTls(SocketChannel channel, String host, int port) throws IOException {
		return startTls(channel, host, port, SslConnectOptions.NONE);
	}

	/**
	 * Starts TLS as a client, in some respect otherwise than the context says.
	 * @param channel connected and in non-blocking mode
	 * @param host the name that is verified and sent as SNI
	 * @param port for messages and the session cache
	 * @param options what this connection does otherwise
	 * @return a channel that has still to shake hands
	 * @throws IOException as {@link #channel(SocketChannel, String, int)} says
	 */
	public SslSocketChannel startTls(SocketChannel channel, String host, int port, SslConnectOptions options)
			throws IOException {
		return client(channel, PeerName.given(host, port, self(), options), options, true);
	}

	/**
	 * Starts TLS as a server on a connection that talked in clear (the seed's
	 * {@code start_SSL} with {@code SSL_server}). If the handshake fails TCP stays open,
	 * unless the context says otherwise.
	 * @param channel accepted and in non-blocking mode
	 * @return a channel that has still to shake hands
	 * @throws IOException as {@link #serverChannel(SocketChannel)} says
	 */
	public SslSocketChannel startTlsAsServer(SocketChannel channel) throws IOException {
		return server(channel, NOTHING, true);
	}

	/**
	 * Starts TLS as a server where the client's first bytes have been read already.
	 * @param channel accepted and in non-blocking mode
	 * @param alreadyRead what the client sent after it was told to start: taken for the
	 * beginning of its ClientHello; what is not TLS is refused. Read to its limit
	 * @return a channel that has still to shake hands
	 * @throws IOException as {@link #serverChannel(SocketChannel)} says
	 */
	public SslSocketChannel startTlsAsServer(SocketChannel channel, ByteBuffer alreadyRead) throws IOException {
		return server(channel, bytes(alreadyRead), true);
	}

	private SslSocketChannel client(SocketChannel channel, PeerName peer, SslConnectOptions options, boolean upgrade)
			throws IOException {
		requireUsable(channel);
		return open(channel, ConnectionSide.CLIENT, peer, options, upgrade, NOTHING);
	}

	private SslSocketChannel server(SocketChannel channel, byte[] alreadyRead, boolean upgrade) throws IOException {
		ServerRole.require(self());
		requireUsable(channel);
		PeerName peer = (channel.getRemoteAddress() instanceof InetSocketAddress address)
				? PeerName.of(address.getAddress(), address.getPort()) : new PeerName("", 0);
		return open(channel, ConnectionSide.SERVER, peer, SslConnectOptions.NONE, upgrade, alreadyRead);
	}

	private SslSocketChannel open(SocketChannel channel, ConnectionSide side, PeerName peer, SslConnectOptions options,
			boolean upgrade, byte[] alreadyRead) throws IOException {
		SocketAddress local = channel.getLocalAddress();
		ConnectionOpening opening = new ConnectionOpening(new TlsConnection(self(), side, peer, local), options);
		return new SslSocketChannel(new ChannelLink(channel, opening, upgrade, alreadyRead));
	}

	private void requireUsable(SocketChannel channel) throws ClosedChannelException {
		if (!channel.isOpen()) {
			throw new ClosedChannelException();
		}
		if (channel.isBlocking()) {
			throw new IllegalBlockingModeException();
		}
		if (!channel.isConnected()) {
			throw new NotYetConnectedException();
		}
		OcspMode ocsp = revocation().ocsp();
		if (this.executor == INLINE && (ocsp == OcspMode.SOFT || ocsp == OcspMode.HARD)) {
			throw new SslConfigurationException("executor", "is not set, and context '" + self().name()
					+ "' has revocation.ocsp: " + ocsp.name().toLowerCase(Locale.ROOT)
					+ ": the event loop would wait for OCSP responders."
					+ " Give SslContextBuilder.executor(…) threads that may wait, or use revocation.ocsp: staple");
		}
	}

	private static byte[] bytes(ByteBuffer buffer) {
		byte[] bytes = new byte[buffer.remaining()];
		buffer.get(bytes);
		return bytes;
	}

}
