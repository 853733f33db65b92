package dev.sslsocket.benchmarks.peer;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;

/**
 * The loop that everybody writes by hand around an {@link SSLEngine}: direct buffers of
 * one record, one record for each call of the system. On a channel in non-blocking mode 0
 * means "not now".
 */
final class EngineLoop implements ByteChannel, LoopEnd {

	private static final int NOT_NOW = -2;

	private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

	private final SocketChannel channel;

	private final SSLEngine engine;

	private final ByteBuffer netIn;

	private final ByteBuffer netOut;

	private final ByteBuffer plain;

	private boolean shaken;

	EngineLoop(SocketChannel channel, SSLEngine engine) {
		this.channel = channel;
		this.engine = engine;
		this.netIn = ByteBuffer.allocateDirect(engine.getSession().getPacketBufferSize()).flip();
		this.netOut = ByteBuffer.allocateDirect(engine.getSession().getPacketBufferSize()).flip();
		this.plain = ByteBuffer.allocateDirect(engine.getSession().getApplicationBufferSize()).flip();
	}

	private boolean shakeHands() throws IOException {
		if (this.shaken) {
			return true;
		}
		this.engine.beginHandshake();
		while (true) {
			switch (this.engine.getHandshakeStatus()) {
				case NEED_TASK -> runTasks();
				case NEED_WRAP -> {
					if (!flush()) {
						return false;
					}
					wrap(NOTHING);
				}
				case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
					int count = unwrap();
					if (count == NOT_NOW) {
						return false;
					}
					if (count < 0) {
						throw new EOFException("during the handshake");
					}
				}
				default -> {
					this.shaken = true;
					return true;
				}
			}
		}
	}

	private void runTasks() {
		for (Runnable task = this.engine.getDelegatedTask(); task != null; task = this.engine.getDelegatedTask()) {
			task.run();
		}
	}

	/** Encrypts one record, once all of those before are sent. */
	private int wrap(ByteBuffer source) throws IOException {
		if (!flush()) {
			return 0;
		}
		this.netOut.clear();
		int taken = this.engine.wrap(source, this.netOut).bytesConsumed();
		this.netOut.flip();
		flush();
		return taken;
	}

	private boolean flush() throws IOException {
		while (this.netOut.hasRemaining()) {
			if (this.channel.write(this.netOut) == 0) {
				return false;
			}
		}
		return true;
	}

	/** Decrypts one record into {@link #plain}; -1 at the end, or {@link #NOT_NOW}. */
	private int unwrap() throws IOException {
		while (true) {
			this.plain.clear();
			SSLEngineResult result = this.engine.unwrap(this.netIn, this.plain);
			this.plain.flip();
			if (result.getStatus() == Status.CLOSED) {
				return -1;
			}
			if (result.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
				runTasks();
			}
			if (result.getStatus() == Status.OK) {
				return result.bytesProduced();
			}
			this.netIn.compact();
			int count = this.channel.read(this.netIn);
			this.netIn.flip();
			if (count <= 0) {
				return (count < 0) ? -1 : NOT_NOW;
			}
		}
	}

	@Override
	public int read(ByteBuffer target) throws IOException {
		if (!shakeHands()) {
			return 0;
		}
		while (!this.plain.hasRemaining()) {
			int count = unwrap();
			if (count < 0) {
				return (count == NOT_NOW) ? 0 : -1;
			}
		}
		int count = Math.min(this.plain.remaining(), target.remaining());
		target.put(this.plain.slice(this.plain.position(), count));
		this.plain.position(this.plain.position() + count);
		return count;
	}

	@Override
	public int write(ByteBuffer source) throws IOException {
		return shakeHands() ? wrap(source) : 0;
	}

	@Override
	public boolean more() {
		return this.plain.hasRemaining() || this.netIn.hasRemaining();
	}

	@Override
	public boolean wantsWrite() {
		return this.netOut.hasRemaining();
	}

	@Override
	public boolean isOpen() {
		return this.channel.isOpen();
	}

	@Override
	public void close() throws IOException {
		this.engine.closeOutbound();
		try {
			wrap(NOTHING);
		}
		catch (IOException ex) {
			// The peer is gone already.
			return;
		}
		finally {
			this.channel.close();
		}
	}

}
