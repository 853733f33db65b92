package dev.sslsocket;

import java.io.IOException;

/**
 * A TLS socket as a {@link PeekableSource}: reading waits, so there is no "none now".
 */
final class PeekableSocket implements PeekableSource {

	private final SslSocket socket;

	PeekableSocket(SslSocket socket) {
		this.socket = socket;
	}

	@Override
	public int peek(byte[] target, int offset, int length) throws IOException {
		return this.socket.peek(target, offset, length);
	}

	@Override
	public int read(byte[] target, int offset, int length) throws IOException {
		return this.socket.read(target, offset, length);
	}

	@Override
	public boolean endIsThePeers() {
		return !this.socket.isInputShutdown();
	}

}
