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
 * one record, one record for each call of the system.
 */
final class EngineLoop implements ByteChannel {

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
		this.netOut = ByteBuffer.allocateDirect(engine.getSession().getPacketBufferSize());
		this.plain = ByteBuffer.allocateDirect(engine.getSession().getApplicationBufferSize()).flip();
	}

	private void shakeHands() throws IOException {
		if (this.shaken) {
			return;
		}
		this.engine.beginHandshake();
		while (true) {
			switch (this.engine.getHandshakeStatus()) {
				case NEED_TASK -> runTasks();
				case NEED_WRAP -> wrap(NOTHING);
				case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
					if (unwrap() < 0) {
						throw new EOFException("during the handshake");
					}
				}
				default -> {
					this.shaken = true;
					return;
				}
			}
		}
	}

	private void runTasks() {
		for (Runnable task = this.engine.getDelegatedTask(); task != null; task = this.engine.getDelegatedTask()) {
			task.run();
		}
	}

	private int wrap(ByteBuffer source) throws IOException {
		this.netOut.clear();
		int taken = this.engine.wrap(source, this.netOut).bytesConsumed();
		this.netOut.flip();
		while (this.netOut.hasRemaining()) {
			this.channel.write(this.netOut);
		}
		return taken;
	}

	/** Decrypts one record into {@link #plain}; -1 at the end. */
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
			if (count < 0) {
				return -1;
			}
		}
	}

	@Override
	public int read(ByteBuffer target) throws IOException {
		shakeHands();
		while (!this.plain.hasRemaining()) {
			if (unwrap() < 0) {
				return -1;
			}
		}
		int count = Math.min(this.plain.remaining(), target.remaining());
		target.put(this.plain.slice(this.plain.position(), count));
		this.plain.position(this.plain.position() + count);
		return count;
	}

	@Override
	public int write(ByteBuffer source) throws IOException {
		shakeHands();
		return wrap(source);
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
