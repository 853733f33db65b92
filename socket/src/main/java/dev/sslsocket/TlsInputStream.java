package dev.sslsocket;

import java.io.IOException;
import java.io.InputStream;

/**
 * The reading side of an {@link SslSocket}. A read returns what is left of one record, or
 * whole ones as far as they are at hand; it waits for the first only.
 */
final class TlsInputStream extends InputStream {

	private final SslSocket socket;

	TlsInputStream(SslSocket socket) {
		this.socket = socket;
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xff;
	}

	@Override
	public int read(byte[] target, int offset, int length) throws IOException {
		return this.socket.read(target, offset, length);
	}

	@Override
	public int available() {
		return this.socket.pending();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
