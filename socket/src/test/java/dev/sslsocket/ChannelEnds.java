package dev.sslsocket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The two ends of a connection, for each test a new one, in non-blocking mode and without
 * TLS.
 */
final class ChannelEnds implements BeforeEachCallback, AfterEachCallback {

	private SocketChannel near;

	private SocketChannel far;

	@Override
	public void beforeEach(ExtensionContext context) throws IOException {
		SocketChannel[] pair = ChannelDriver.pair();
		this.near = pair[0];
		this.far = pair[1];
	}

	@Override
	public void afterEach(ExtensionContext context) throws IOException {
		this.near.close();
		this.far.close();
	}

	SocketChannel near() {
		return this.near;
	}

	SocketChannel far() {
		return this.far;
	}

	/** Waits until the far end's bytes are there. */
	void awaitBytes(int count) throws IOException {
		while (this.near.socket().getInputStream().available() < count) {
			Thread.onSpinWait();
		}
	}

	static void say(SocketChannel channel, String text) throws IOException {
		ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
		while (bytes.hasRemaining()) {
			channel.write(bytes);
		}
	}

	/** Exactly as many bytes, a character each. */
	static String heard(SocketChannel channel, int length) throws IOException {
		ByteBuffer target = ByteBuffer.allocate(length);
		while (target.hasRemaining()) {
			if (channel.read(target) < 0) {
				throw new IOException("ended after " + target.position() + " bytes");
			}
		}
		return new String(target.array(), StandardCharsets.ISO_8859_1);
	}

}
