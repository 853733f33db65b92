package dev.sslsocket;

import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * A connection that speaks in clear again, or still: after
 * {@link SslSocketChannel#stopTls()}, or after a start of TLS that failed. What the peer
 * sent in clear is first {@link #leftover()}, then whatever the channel brings; Java
 * cannot put bytes back into a channel. Not thread-safe, as the buffer is not.
 */
public final class PlainChannel {

	private final SocketChannel channel;

	private final ByteBuffer leftover;

	PlainChannel(SocketChannel channel, byte[] leftover) {
		this.channel = channel;
		this.leftover = ByteBuffer.wrap(leftover);
	}

	/**
	 * Returns the channel, still in non-blocking mode and still registered where it was.
	 * @return the very channel that TLS was put on
	 */
	public SocketChannel channel() {
		return this.channel;
	}

	/**
	 * Returns the bytes that were taken from the channel already and are not part of TLS:
	 * to the byte, those behind the peer's close_notify, or all that it answered to the
	 * attempt.
	 * @return always the same buffer; what was read from it is gone. To start TLS again
	 * as a server, pass it on to
	 * {@link SslContext#startTlsAsServer(SocketChannel, ByteBuffer)}
	 */
	public ByteBuffer leftover() {
		return this.leftover;
	}

	@Override
	public String toString() {
		return "PlainChannel[" + this.leftover.remaining() + " bytes, then " + this.channel + "]";
	}

}
