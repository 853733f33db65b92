package dev.sslsocket.line;

import java.io.IOException;
import java.nio.ByteBuffer;

import dev.sslsocket.SslSocketChannel;

/**
 * A TLS channel as a {@link PeekableSource}: nothing waits, so there may be none now.
 */
final class PeekableChannel implements PeekableSource {

	private final SslSocketChannel channel;

	PeekableChannel(SslSocketChannel channel) {
		this.channel = channel;
	}

	@Override
	public int peek(byte[] target, int offset, int length) throws IOException {
		return this.channel.peek(ByteBuffer.wrap(target, offset, length));
	}

	@Override
	public int read(byte[] target, int offset, int length) throws IOException {
		return this.channel.read(ByteBuffer.wrap(target, offset, length));
	}

	/** Nobody but the peer ends the reading side of a channel. */
	@Override
	public boolean endIsThePeers() {
		return true;
	}

}
