package dev.sslsocket;

import java.io.IOException;
import java.io.OutputStream;

/**
 * The writing side of an {@link SslSocket}. Nothing is held back between two writes: the
 * JDK's sockets flush at once, so drop-in code does not.
 */
final class TlsOutputStream extends OutputStream {

	/** Any single byte, at the place of its value: no array is made for one. */
	private static final byte[] EACH = new byte[256];

	static {
		for (int value = 0; value < EACH.length; value++) {
			EACH[value] = (byte) value;
		}
	}

	private final SslSocket socket;

	TlsOutputStream(SslSocket socket) {
		this.socket = socket;
	}

	@Override
	public void write(int value) throws IOException {
		write(EACH, value & 0xff, 1);
	}

	@Override
	public void write(byte[] source, int offset, int length) throws IOException {
		this.socket.write(source, offset, length);
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
