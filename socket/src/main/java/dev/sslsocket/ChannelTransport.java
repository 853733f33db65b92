package dev.sslsocket;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * Transport over a channel in non-blocking mode: never waits.
 */
final class ChannelTransport implements Transport {

	private final SocketChannel channel;

	ChannelTransport(SocketChannel channel) {
		this.channel = channel;
	}

	@Override
	public boolean waits() {
		return false;
	}

	@Override
	public Transport waiting() throws IOException {
		return new PatientTransport(this.channel);
	}

	@Override
	public int read(ByteBuffer target) throws IOException {
		return this.channel.read(target);
	}

	@Override
	public int write(ByteBuffer source, Duration within) throws IOException {
		return this.channel.write(source);
	}

	/** The adaptor's stream may not read in non-blocking mode; it may count. */
	@Override
	public int available() throws IOException {
		boolean tcp = this.channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY);
		return tcp ? this.channel.socket().getInputStream().available() : 0;
	}

	@Override
	public void timeout(int millis) {
	}

	@Override
	public int timeout() {
		return 0;
	}

	@Override
	public void shutdownOutput() throws IOException {
		this.channel.shutdownOutput();
	}

	@Override
	public void close() throws IOException {
		this.channel.close();
	}

	@Override
	public boolean closesAtOnce() {
		return true;
	}

}
