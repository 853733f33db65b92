package dev.sslsocket;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;

/**
 * Drives one SSLEngine after another over a socket, with the same buffers for all: what
 * is left of each connection is its engine and its socket.
 */
final class BareEnd {

	private final ByteBuffer incoming = ByteBuffer.allocate(1 << 16).flip();

	private final ByteBuffer outgoing = ByteBuffer.allocate(1 << 16);

	private final ByteBuffer plain = ByteBuffer.allocate(1 << 16);

	/** Shakes hands, and sends or echoes one byte. */
	void talk(SSLEngine engine, Socket socket) throws IOException {
		this.plain.clear();
		engine.beginHandshake();
		HandshakeStatus status = engine.getHandshakeStatus();
		while (status != HandshakeStatus.FINISHED && status != HandshakeStatus.NOT_HANDSHAKING) {
			status = switch (status) {
				case NEED_TASK -> tasks(engine);
				case NEED_WRAP -> wrap(engine, socket, ByteBuffer.allocate(0));
				default -> unwrap(engine, socket);
			};
		}
		if (engine.getUseClientMode()) {
			wrap(engine, socket, ByteBuffer.allocate(1));
			read(engine, socket);
		}
		else {
			read(engine, socket);
			wrap(engine, socket, ByteBuffer.allocate(1));
		}
	}

	private void read(SSLEngine engine, Socket socket) throws IOException {
		while (this.plain.position() == 0) {
			unwrap(engine, socket);
		}
	}

	private static HandshakeStatus tasks(SSLEngine engine) {
		for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
			task.run();
		}
		return engine.getHandshakeStatus();
	}

	private HandshakeStatus wrap(SSLEngine engine, Socket socket, ByteBuffer source) throws IOException {
		SSLEngineResult result = engine.wrap(source, this.outgoing.clear());
		socket.getOutputStream().write(this.outgoing.array(), 0, this.outgoing.position());
		return result.getHandshakeStatus();
	}

	private HandshakeStatus unwrap(SSLEngine engine, Socket socket) throws IOException {
		SSLEngineResult result = engine.unwrap(this.incoming, this.plain);
		if (result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW) {
			this.incoming.compact();
			int count = socket.getInputStream()
				.read(this.incoming.array(), this.incoming.position(), this.incoming.remaining());
			if (count < 0) {
				throw new EOFException();
			}
			this.incoming.position(this.incoming.position() + count).flip();
		}
		return result.getHandshakeStatus();
	}

}
