package dev.sslsocket.line;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/**
 * A socket in clear as a {@link PeekableSource}. Java cannot look into it, so its bytes
 * are read one by one: what comes next may be a ClientHello, which must stay where it is.
 */
final class PeekableStream implements PeekableSource {

	private static final int NONE = -2;

	private final Socket socket;

	private final InputStream in;

	private int next = NONE;

	PeekableStream(Socket socket) throws IOException {
		this.socket = socket;
		this.in = socket.getInputStream();
	}

	@Override
	public int peek(byte[] target, int offset, int length) throws IOException {
		if (this.next == NONE) {
			this.next = this.in.read();
		}
		if (this.next < 0) {
			this.next = NONE;
			return -1;
		}
		target[offset] = (byte) this.next;
		return 1;
	}

	@Override
	public int read(byte[] target, int offset, int length) throws IOException {
		int count = peek(target, offset, length);
		this.next = NONE;
		return count;
	}

	@Override
	public boolean endIsThePeers() {
		return !this.socket.isInputShutdown();
	}

}
