package dev.sslsocket;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

import dev.sslsocket.connection.SslConnection;
import dev.sslsocket.engine.TlsFacts;
import dev.sslsocket.x509.PeerCertificate;

import org.jspecify.annotations.Nullable;

/**
 * A TLS socket: a drop-in {@link SSLSocket} that verifies whom it talks to, bounds every
 * wait, tells truncation from the end, and can start and stop TLS on a living connection.
 *
 * <pre>{@code
 * try (SslSocket socket = factory.connect("orders.example", 9443)) {
 *     socket.getOutputStream().write(order);
 *     ...
 * }
 * }</pre>
 *
 * A socket that {@code connect} or {@code startTls} returned has shaken hands; one from
 * {@code createSocket} or {@code accept} does so at its first read or write, or when
 * {@link #startHandshake()} says so.
 * <p>
 * Thread-safety: one thread may read while another writes; any thread may close at any
 * time, which wakes both. Parameters are set before the handshake, by one thread.
 */
public final class SslSocket extends LayeredSocket implements NegotiatedTls {

	private final TlsLink link;

	SslSocket(Socket plain, TlsOrigin origin, HandshakeParameters parameters) {
		super(plain, parameters);
		this.link = new TlsLink(this, origin);
	}

	/** Tells who asked for it that hands are shaken. */
	void tellHandshaken() {
		HandshakeListeners listeners = handshakeListeners();
		if (listeners != null) {
			listeners.completed(getSession());
		}
	}

	/** Puts TLS on a connected socket; the handshake is still to come. */
	SslSocket begin() throws IOException {
		this.link.begin(null);
		return this;
	}

	/** Shakes hands on a connection that talked in clear, unless bytes in clear wait. */
	SslSocket upgrade() throws IOException {
		this.link.refuseInjected();
		return shakeHandsOrClose();
	}

	SslSocket shakeHandsOrClose() throws IOException {
		this.link.shakeHandsOrEnd();
		return this;
	}

	@Override
	public void connect(SocketAddress endpoint) throws IOException {
		connect(endpoint, (int) this.link.context().timeouts().connect().toMillis());
	}

	/**
	 * Connects TCP to one address. The host string of the address, read now, is the name
	 * that is verified and sent as SNI.
	 * @param endpoint where to; unresolved behind a proxy
	 * @param timeout milliseconds, 0 for no limit
	 * @throws IOException if no connection comes about
	 */
	@Override
	public void connect(SocketAddress endpoint, int timeout) throws IOException {
		this.link.connect(endpoint, timeout);
	}

	/**
	 * Shakes hands, if that has not been done: within the handshake timeout of the
	 * context, counted from the first call.
	 * @throws IOException if it fails; a {@link dev.sslsocket.failure.SslFailure} says
	 * why
	 */
	@Override
	public void startHandshake() throws IOException {
		this.link.established();
	}

	@Override
	public InputStream getInputStream() throws IOException {
		requireOpen();
		return new TlsInputStream(this);
	}

	@Override
	public OutputStream getOutputStream() throws IOException {
		requireOpen();
		return new TlsOutputStream(this);
	}

	private void requireOpen() throws SocketException {
		if (isClosed() || !isConnected()) {
			throw new SocketException(isClosed() ? "Socket is closed" : "Socket is not connected");
		}
	}

	int read(byte[] target, int offset, int length) throws IOException {
		Objects.checkFromIndexSize(offset, length, target.length);
		return (length == 0) ? 0 : this.link.established().read(target, offset, length);
	}

	void write(byte[] source, int offset, int length) throws IOException {
		Objects.checkFromIndexSize(offset, length, source.length);
		this.link.established().write(source, offset, length);
	}

	/**
	 * Reads without consuming: the next read returns the same bytes. Waits until there is
	 * at least one; never looks beyond the current record (the seed's {@code peek}).
	 * @param target where the bytes go
	 * @param offset index of the first
	 * @param length how many at the most
	 * @return how many; -1 after the peer's close_notify
	 * @throws IOException as reading does
	 */
	public int peek(byte[] target, int offset, int length) throws IOException {
		Objects.checkFromIndexSize(offset, length, target.length);
		return (length == 0) ? 0 : this.link.established().peek(ByteBuffer.wrap(target, offset, length));
	}

	/**
	 * Returns how many bytes can be read without waiting: what is left of the record that
	 * was decrypted last (the seed's {@code pending}).
	 * @return the number of bytes; 0 also when records wait undecrypted
	 */
	public int pending() {
		return this.link.ask(TlsPump::pending, 0);
	}

	/**
	 * Stops TLS and keeps the connection (the seed family's {@code stop_SSL}): sends
	 * close_notify, waits for the peer's, and hands out the plain socket, whose stream
	 * begins with the very first byte behind TLS. This socket is spent: it never turns
	 * plain.
	 * @return the plain socket; the very object TLS was started on where nothing was left
	 * over
	 * @throws dev.sslsocket.failure.SslProtocolException with reason {@code unread_data}
	 * if the peer sent application data that nobody has read: read until -1, then call
	 * again
	 * @throws dev.sslsocket.failure.SslTimeoutException if the peer does not answer
	 * within the close timeout; nobody can say then where its TLS ends
	 * @throws dev.sslsocket.failure.SslTruncatedException if the peer closed TCP instead
	 * @throws IllegalStateException if there was no handshake
	 * @throws IOException if the connection breaks
	 */
	public Socket stopTls() throws IOException {
		return this.link.stop();
	}

	/**
	 * Stops TLS in our direction only: sends close_notify. This socket can still be read
	 * until the peer ends its direction; then {@link #stopTls()} hands out the plain
	 * socket.
	 * @return where to write in clear from here on
	 * @throws IOException if the connection breaks
	 */
	public OutputStream stopTlsOutput() throws IOException {
		shutdownOutput();
		return plain().getOutputStream();
	}

	/**
	 * Closes: says close_notify, and waits for at most 250 ms, where something is on its
	 * way, until the peer has it; the rest of {@code close-timeout} goes on in the
	 * background. While another thread reads, or writes, nothing is waited for: it wakes
	 * at once, and what was written last may be lost if the peer goes on writing.
	 * @throws IOException if TCP cannot be closed
	 */
	@Override
	public void close() throws IOException {
		this.link.close(true);
	}

	/**
	 * Closes in another way than usual.
	 * @param options how
	 * @throws IOException if TCP cannot be closed
	 */
	public void close(CloseOption... options) throws IOException {
		this.link.close(!Arrays.asList(options).contains(CloseOption.NO_CLOSE_NOTIFY));
	}

	@Override
	public boolean isClosed() {
		return this.link.ended();
	}

	/** Makes reads return -1, also one that is under way. Nothing is sent. */
	@Override
	public void shutdownInput() throws IOException {
		requireOpen();
		this.link.shutdownInput();
	}

	/**
	 * Sends close_notify. The peer may go on sending and be read; TCP stays open in both
	 * directions, so that {@link #stopTls()} remains possible.
	 */
	@Override
	public void shutdownOutput() throws IOException {
		requireOpen();
		this.link.established().shutdownOutput();
	}

	@Override
	public boolean isInputShutdown() {
		return this.link.ask(TlsPump::inputShut, false);
	}

	@Override
	public boolean isOutputShutdown() {
		return this.link.ask(TlsPump::notifySent, false);
	}

	/**
	 * Returns how far TLS is on this socket.
	 * @return the state of this moment
	 */
	public TlsState tlsState() {
		return this.link.ask(TlsPump::state, isClosed() ? TlsState.CLOSED : TlsState.NEW);
	}

	/**
	 * Returns whether the peer ended TLS as the protocol demands.
	 * @return whether its close_notify was read; false after a truncation that
	 * {@link EofPolicy#LENIENT} let pass
	 */
	public boolean closedCleanly() {
		return this.link.ask(TlsPump::closedCleanly, false);
	}

	@Override
	public String cipher() {
		return negotiated().cipher();
	}

	@Override
	public String protocol() {
		return negotiated().protocol();
	}

	@Override
	public String alpn() {
		return negotiated().alpn();
	}

	@Override
	public String group() {
		return negotiated().group();
	}

	@Override
	public String serverName() {
		return negotiated().serverName();
	}

	@Override
	public boolean sessionReused() {
		return negotiated().sessionReused();
	}

	@Override
	public List<PeerCertificate> peerCertificates() {
		return negotiated().peerCertificates();
	}

	@Override
	public List<X509Certificate> verifiedChain() {
		return negotiated().verifiedChain();
	}

	@Override
	public @Nullable PeerCertificate localCertificate() {
		return negotiated().localCertificate();
	}

	@Override
	public byte[] channelBinding(ChannelBinding type) {
		return negotiated().channelBinding(type);
	}

	@Override
	public SslConnection snapshot() {
		return negotiated().snapshot();
	}

	private NegotiatedTls negotiated() {
		return new Negotiated(this.link.begun() ? this.link.connection() : null);
	}

	@Override
	public SSLSession getSession() {
		return this.link.sessionAfterHandshake();
	}

	@Override
	public @Nullable SSLSession getHandshakeSession() {
		return this.link.handshakeSession();
	}

	@Override
	public @Nullable String getApplicationProtocol() {
		@Nullable TlsFacts facts = this.link.facts();
		return (facts != null) ? facts.alpn() : null;
	}

	@Override
	public @Nullable String getHandshakeApplicationProtocol() {
		return this.link.handshakeApplicationProtocol();
	}

	@Override
	public void setUseClientMode(boolean clientMode) {
		if (this.link.begun() && clientMode != parameters().clientMode()) {
			this.link.beginAnew();
		}
		changeable().clientMode(clientMode);
	}

	@Override
	public String toString() {
		return "SslSocket[" + (this.link.begun() ? this.link.connection().peer() + ", " : "") + "context="
				+ this.link.context().name() + ", " + tlsState() + "]";
	}

}
