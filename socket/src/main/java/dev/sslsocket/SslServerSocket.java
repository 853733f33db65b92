package dev.sslsocket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.nio.channels.ServerSocketChannel;
import java.util.Set;
import java.util.function.Supplier;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;

import org.jspecify.annotations.Nullable;

/**
 * A listening TLS socket. {@link #accept()} returns before the handshake, so a silent
 * client delays nobody; the handshake happens at the first read or write of the accepted
 * socket.
 * <p>
 * Thread-safety: any thread may accept or close at any time. Parameters are set by one
 * thread.
 */
public final class SslServerSocket extends SSLServerSocket {

	private final ServerSocket plain;

	private final Supplier<SslContext> context;

	/** Until a setter is called, accepted sockets do as their context says. */
	private @Nullable HandshakeParameters changed;

	private boolean clientMode;

	SslServerSocket(ServerSocket plain, Supplier<SslContext> context) throws IOException {
		this.plain = plain;
		this.context = context;
	}

	/**
	 * Waits for a client.
	 * @return a socket that has not shaken hands yet, with the context as it is now
	 * @throws IOException if the socket is closed, or SO_TIMEOUT has passed
	 */
	@Override
	public SslSocket accept() throws IOException {
		Socket client = this.plain.accept();
		try {
			SslContext current = this.context.get();
			ConnectedSockets.configure(client, current);
			HandshakeParameters accepted = (this.changed != null) ? new HandshakeParameters(current, this.changed)
					: new HandshakeParameters(current.itself(), false);
			accepted.clientMode(this.clientMode);
			PeerName peer = PeerName.of(client.getInetAddress(), client.getPort());
			return new SslSocket(client, TlsOrigin.connected(current, peer, SslConnectOptions.NONE), accepted).begin();
		}
		catch (IOException | RuntimeException ex) {
			client.close();
			throw ex;
		}
	}

	private HandshakeParameters parameters() {
		return (this.changed != null) ? this.changed : new HandshakeParameters(this.context, false);
	}

	private HandshakeParameters changed() {
		HandshakeParameters parameters = parameters();
		this.changed = parameters;
		return parameters;
	}

	@Override
	public void bind(@Nullable SocketAddress endpoint) throws IOException {
		this.plain.bind(endpoint);
	}

	@Override
	public void bind(@Nullable SocketAddress endpoint, int backlog) throws IOException {
		this.plain.bind(endpoint, backlog);
	}

	@Override
	public @Nullable InetAddress getInetAddress() {
		return this.plain.getInetAddress();
	}

	@Override
	public int getLocalPort() {
		return this.plain.getLocalPort();
	}

	@Override
	public @Nullable SocketAddress getLocalSocketAddress() {
		return this.plain.getLocalSocketAddress();
	}

	@Override
	public void close() throws IOException {
		this.plain.close();
	}

	@Override
	public boolean isBound() {
		return this.plain.isBound();
	}

	@Override
	public boolean isClosed() {
		return this.plain.isClosed();
	}

	@Override
	public void setSoTimeout(int millis) throws SocketException {
		this.plain.setSoTimeout(millis);
	}

	@Override
	public int getSoTimeout() throws IOException {
		return this.plain.getSoTimeout();
	}

	@Override
	public void setReuseAddress(boolean on) throws SocketException {
		this.plain.setReuseAddress(on);
	}

	@Override
	public boolean getReuseAddress() throws SocketException {
		return this.plain.getReuseAddress();
	}

	@Override
	public void setReceiveBufferSize(int size) throws SocketException {
		this.plain.setReceiveBufferSize(size);
	}

	@Override
	public int getReceiveBufferSize() throws SocketException {
		return this.plain.getReceiveBufferSize();
	}

	@Override
	public void setPerformancePreferences(int connectionTime, int latency, int bandwidth) {
		this.plain.setPerformancePreferences(connectionTime, latency, bandwidth);
	}

	@Override
	public <T> ServerSocket setOption(SocketOption<T> name, @Nullable T value) throws IOException {
		this.plain.setOption(name, value);
		return this;
	}

	@Override
	public <T> T getOption(SocketOption<T> name) throws IOException {
		return this.plain.getOption(name);
	}

	@Override
	public Set<SocketOption<?>> supportedOptions() {
		return this.plain.supportedOptions();
	}

	@Override
	public @Nullable ServerSocketChannel getChannel() {
		return null;
	}

	@Override
	public SSLParameters getSSLParameters() {
		return parameters().get();
	}

	@Override
	public void setSSLParameters(SSLParameters parameters) {
		changed().set(parameters);
	}

	@Override
	public String[] getSupportedCipherSuites() {
		return parameters().supportedCipherSuites();
	}

	@Override
	public String[] getEnabledCipherSuites() {
		return parameters().cipherSuites();
	}

	@Override
	public void setEnabledCipherSuites(String[] suites) {
		changed().cipherSuites(suites);
	}

	@Override
	public String[] getSupportedProtocols() {
		return parameters().supportedProtocols();
	}

	@Override
	public String[] getEnabledProtocols() {
		return parameters().protocols();
	}

	@Override
	public void setEnabledProtocols(String[] protocols) {
		changed().protocols(protocols);
	}

	@Override
	public boolean getNeedClientAuth() {
		return parameters().needClientAuth();
	}

	@Override
	public void setNeedClientAuth(boolean need) {
		changed().needClientAuth(need);
	}

	@Override
	public boolean getWantClientAuth() {
		return parameters().wantClientAuth();
	}

	@Override
	public void setWantClientAuth(boolean want) {
		changed().wantClientAuth(want);
	}

	@Override
	public boolean getUseClientMode() {
		return this.clientMode;
	}

	@Override
	public boolean getEnableSessionCreation() {
		return parameters().sessionCreation();
	}

	@Override
	public void setEnableSessionCreation(boolean enabled) {
		changed().sessionCreation(enabled);
	}

	@Override
	public void setUseClientMode(boolean clientMode) {
		this.clientMode = clientMode;
	}

	@Override
	public String toString() {
		return "SslServerSocket["
				+ ((this.plain.getLocalSocketAddress() instanceof InetSocketAddress address)
						? PeerName.of(address.getAddress(), address.getPort()) : "unbound")
				+ ", context=" + this.context.get().name() + "]";
	}

}
