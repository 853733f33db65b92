package dev.sslsocket.benchmarks.loop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;

import dev.sslsocket.benchmarks.peer.LoopEnd;

/**
 * Sends back what comes.
 */
final class LoopEcho implements SelectorLoop.Handler {

	private final LoopEnd end;

	/** Of the loop, since nothing stays in it: only what the peer does not yet take. */
	private final ByteBuffer shared;

	private ByteBuffer left = ByteBuffer.allocate(0);

	LoopEcho(LoopEnd end, ByteBuffer shared) {
		this.end = end;
		this.shared = shared;
	}

	@Override
	public int ready() throws IOException {
		if (this.left.hasRemaining()) {
			this.end.write(this.left);
		}
		int count = 0;
		do {
			if (this.left.hasRemaining()) {
				return SelectionKey.OP_WRITE;
			}
			count = this.end.read(this.shared.clear());
			if (count > 0) {
				answer();
			}
		}
		while (count > 0 && this.end.more());
		if (count < 0) {
			this.end.close();
			return 0;
		}
		return this.end.wantsWrite() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
	}

	private void answer() throws IOException {
		this.end.write(this.shared.flip());
		if (this.shared.hasRemaining()) {
			this.left = ByteBuffer.allocate(this.shared.remaining()).put(this.shared).flip();
		}
	}

	@Override
	public void close() throws IOException {
		this.end.close();
	}

}
