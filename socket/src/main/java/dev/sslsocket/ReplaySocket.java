package dev.sslsocket;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A plain socket some of whose bytes had already been taken: its input stream replays
 * them, once, then goes on with the socket's own. Java cannot put bytes back into a
 * socket.
 */
final class ReplaySocket extends Socket {

	private final Socket plain;

	private final ByteArrayInputStream replay;

	private ReplaySocket(Socket plain, byte[] taken) {
		this.plain = plain;
		this.replay = new ByteArrayInputStream(taken);
	}

	/**
	 * Returns the socket that reads on where TLS, or the attempt at it, left off.
	 * @param plain the socket the bytes came from
	 * @param taken bytes taken and not used
	 * @return the plain socket itself where nothing had been taken
	 */
	static Socket over(Socket plain, byte[] taken) {
		Socket settled = (plain instanceof ReplaySocket before && before.replay.available() == 0) ? before.plain
				: plain;
		return (taken.length == 0) ? settled : new ReplaySocket(settled, taken);
	}

	@Override
	public InputStream getInputStream() throws IOException {
		return new ReplayInputStream(this.replay, this.plain.getInputStream());
	}

	@Override
	public OutputStream getOutputStream() throws IOException {
		return this.plain.getOutputStream();
	}

	@Override
	public void connect(SocketAddress endpoint) throws IOException {
		this.plain.connect(endpoint);
	}

	@Override
	public void connect(SocketAddress endpoint, int timeout) throws IOException {
		this.plain.connect(endpoint, timeout);
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
	public void sendUrgentData(int data) throws IOException {
		this.plain.sendUrgentData(data);
	}

	@Override
	public void setOOBInline(boolean on) throws SocketException {
		this.plain.setOOBInline(on);
	}

	@Override
	public boolean getOOBInline() throws SocketException {
		return this.plain.getOOBInline();
	}

	@Override
	public void close() throws IOException {
		this.plain.close();
	}

	@Override
	public boolean isClosed() {
		return this.plain.isClosed();
	}

	@Override
	public void shutdownInput() throws IOException {
		this.plain.shutdownInput();
	}

	@Override
	public void shutdownOutput() throws IOException {
		this.plain.shutdownOutput();
	}

	@Override
	public boolean isInputShutdown() {
		return this.plain.isInputShutdown();
	}

	@Override
	public boolean isOutputShutdown() {
		return this.plain.isOutputShutdown();
	}

	@Override
	public String toString() {
		return "ReplaySocket[" + this.replay.available() + " bytes, then " + this.plain + "]";
	}

}
