package dev.sslsocket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.BiFunction;

import javax.net.ssl.HandshakeCompletedListener;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import org.jspecify.annotations.Nullable;

/**
 * An {@link SSLSocket} that owns a plain socket instead of being one: what concerns TCP
 * is asked of that socket; what concerns the handshake is kept until it is due. The
 * superclass's own socket is never used; a test makes sure that no method of the running
 * JDK falls through to it.
 */
abstract class LayeredSocket extends SSLSocket {

	private final Socket plain;

	private volatile HandshakeParameters parameters;

	private static final AtomicReferenceFieldUpdater<LayeredSocket, @Nullable HandshakeListeners> LISTENERS = AtomicReferenceFieldUpdater
		.newUpdater(LayeredSocket.class, HandshakeListeners.class, "handshakeListeners");

	/** Made for the first one: hardly anybody listens. */
	private volatile @Nullable HandshakeListeners handshakeListeners;

	LayeredSocket(Socket plain, HandshakeParameters parameters) {
		this.plain = plain;
		this.parameters = parameters;
	}

	final HandshakeParameters parameters() {
		return this.parameters;
	}

	/** The same to be changed: once hands are shaken, sockets set alike share them. */
	final HandshakeParameters changeable() {
		HandshakeParameters changed = this.parameters.changeable();
		this.parameters = changed;
		return changed;
	}

	/** Says that hands are shaken. */
	final void settle() {
		this.parameters = this.parameters.settled();
	}

	/** Those who want to know when hands are shaken; {@code null} where nobody does. */
	final @Nullable HandshakeListeners handshakeListeners() {
		return this.handshakeListeners;
	}

	final Socket plain() {
		return this.plain;
	}

	@Override
	public void bind(@Nullable SocketAddress local) throws IOException {
		this.plain.bind(local);
	}

	@Override
	public @Nullable InetAddress getInetAddress() {
		return this.plain.getInetAddress();
	}

	@Override
	public InetAddress getLocalAddress() {
		return this.plain.getLocalAddress();
	}

	@Override
	public int getPort() {
		return this.plain.getPort();
	}

	@Override
	public int getLocalPort() {
		return this.plain.getLocalPort();
	}

	@Override
	public @Nullable SocketAddress getRemoteSocketAddress() {
		return this.plain.getRemoteSocketAddress();
	}

	@Override
	public @Nullable SocketAddress getLocalSocketAddress() {
		return this.plain.getLocalSocketAddress();
	}

	@Override
	public void setTcpNoDelay(boolean on) throws SocketException {
		this.plain.setTcpNoDelay(on);
	}

	@Override
	public boolean getTcpNoDelay() throws SocketException {
		return this.plain.getTcpNoDelay();
	}

	@Override
	public void setSoLinger(boolean on, int seconds) throws SocketException {
		this.plain.setSoLinger(on, seconds);
	}

	@Override
	public int getSoLinger() throws SocketException {
		return this.plain.getSoLinger();
	}

	@Override
	public void setSoTimeout(int millis) throws SocketException {
		this.plain.setSoTimeout(millis);
	}

	@Override
	public int getSoTimeout() throws SocketException {
		return this.plain.getSoTimeout();
	}

	@Override
	public void setSendBufferSize(int size) throws SocketException {
		this.plain.setSendBufferSize(size);
	}

	@Override
	public int getSendBufferSize() throws SocketException {
		return this.plain.getSendBufferSize();
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
	public void setKeepAlive(boolean on) throws SocketException {
		this.plain.setKeepAlive(on);
	}

	@Override
	public boolean getKeepAlive() throws SocketException {
		return this.plain.getKeepAlive();
	}

	@Override
	public void setTrafficClass(int trafficClass) throws SocketException {
		this.plain.setTrafficClass(trafficClass);
	}

	@Override
	public int getTrafficClass() throws SocketException {
		return this.plain.getTrafficClass();
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
	public boolean isConnected() {
		return this.plain.isConnected();
	}

	@Override
	public boolean isBound() {
		return this.plain.isBound();
	}

	@Override
	public void setPerformancePreferences(int connectionTime, int latency, int bandwidth) {
		this.plain.setPerformancePreferences(connectionTime, latency, bandwidth);
	}

	@Override
	public <T> Socket setOption(SocketOption<T> name, @Nullable T value) throws IOException {
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
	public @Nullable SocketChannel getChannel() {
		return null;
	}

	@Override
	public void sendUrgentData(int data) {
		throw new UnsupportedOperationException("Urgent data would bypass TLS; send it as application data");
	}

	@Override
	public void setOOBInline(boolean on) {
		throw new UnsupportedOperationException("Urgent data would bypass TLS; there is none to receive inline");
	}

	@Override
	public boolean getOOBInline() {
		return false;
	}

	@Override
	public SSLParameters getSSLParameters() {
		return this.parameters.get();
	}

	@Override
	public void setSSLParameters(SSLParameters parameters) {
		changeable().set(parameters);
	}

	@Override
	public String[] getSupportedCipherSuites() {
		return this.parameters.supportedCipherSuites();
	}

	@Override
	public String[] getEnabledCipherSuites() {
		return this.parameters.cipherSuites();
	}

	@Override
	public void setEnabledCipherSuites(String[] suites) {
		changeable().cipherSuites(suites);
	}

	@Override
	public String[] getSupportedProtocols() {
		return this.parameters.supportedProtocols();
	}

	@Override
	public String[] getEnabledProtocols() {
		return this.parameters.protocols();
	}

	@Override
	public void setEnabledProtocols(String[] protocols) {
		changeable().protocols(protocols);
	}

	@Override
	public boolean getNeedClientAuth() {
		return this.parameters.needClientAuth();
	}

	@Override
	public void setNeedClientAuth(boolean need) {
		changeable().needClientAuth(need);
	}

	@Override
	public boolean getWantClientAuth() {
		return this.parameters.wantClientAuth();
	}

	@Override
	public void setWantClientAuth(boolean want) {
		changeable().wantClientAuth(want);
	}

	@Override
	public boolean getUseClientMode() {
		return this.parameters.clientMode();
	}

	@Override
	public boolean getEnableSessionCreation() {
		return this.parameters.sessionCreation();
	}

	@Override
	public void setEnableSessionCreation(boolean enabled) {
		changeable().sessionCreation(enabled);
	}

	@Override
	public void setHandshakeApplicationProtocolSelector(
			@Nullable BiFunction<SSLSocket, List<String>, String> selector) {
		changeable().protocolSelector(selector);
	}

	@Override
	public @Nullable BiFunction<SSLSocket, List<String>, String> getHandshakeApplicationProtocolSelector() {
		return this.parameters.protocolSelector();
	}

	@Override
	public void addHandshakeCompletedListener(HandshakeCompletedListener listener) {
		if (this.handshakeListeners == null) {
			LISTENERS.compareAndSet(this, null, new HandshakeListeners(this));
		}
		Objects.requireNonNull(this.handshakeListeners, "set above for good").add(listener);
	}

	@Override
	public void removeHandshakeCompletedListener(HandshakeCompletedListener listener) {
		HandshakeListeners listeners = this.handshakeListeners;
		(listeners != null ? listeners : new HandshakeListeners(this)).remove(listener);
	}

}
