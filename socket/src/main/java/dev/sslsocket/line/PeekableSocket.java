package dev.sslsocket.line;

import java.io.IOException;
import java.io.InputStream;

import dev.sslsocket.SslSocket;

/**
 * A TLS socket as a {@link PeekableSource}: reading waits, so there is no "none now".
 */
final class PeekableSocket implements PeekableSource {

	private final SslSocket socket;

	private final InputStream in;

	PeekableSocket(SslSocket socket) throws IOException {
		this.socket = socket;
		this.in = socket.getInputStream();
	}

	@Override
	public int peek(byte[] target, int offset, int length) throws IOException {
		return this.socket.peek(target, offset, length);
	}

	@Override
	public int read(byte[] target, int offset, int length) throws IOException {
		return this.in.read(target, offset, length);
	}

	@Override
	public boolean endIsThePeers() {
		return !this.socket.isInputShutdown();
	}

}
