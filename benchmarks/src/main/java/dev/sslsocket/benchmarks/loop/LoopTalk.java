package dev.sslsocket.benchmarks.loop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;

import dev.sslsocket.benchmarks.peer.LoopEnd;
import dev.sslsocket.benchmarks.workload.Crowd;
import dev.sslsocket.benchmarks.workload.Laps;

/**
 * One message there and back: once, and again and again when told to. Used by the loop's
 * thread alone.
 */
final class LoopTalk implements SelectorLoop.Handler {

	private final SelectorLoop loop;

	private final SocketChannel channel;

	private final LoopEnd end;

	private final ByteBuffer message = ByteBuffer.allocate(Crowd.MESSAGE);

	private final ByteBuffer answer = ByteBuffer.allocate(Crowd.MESSAGE);

	private Laps laps = new Laps();

	private long until = Long.MIN_VALUE;

	private CompletableFuture<long[]> done = new CompletableFuture<>();

	LoopTalk(SelectorLoop loop, SocketChannel channel, LoopEnd end) {
		this.loop = loop;
		this.channel = channel;
		this.end = end;
		this.laps.start();
	}

	/** Completes with the nanoseconds of each. */
	CompletableFuture<long[]> done() {
		return this.done;
	}

	/** Starts again. */
	void talk(long until) throws IOException {
		this.until = until;
		this.laps = new Laps();
		this.done = new CompletableFuture<>();
		this.laps.start();
		next();
		this.loop.proceed(this.channel, this);
	}

	private void next() {
		this.message.clear();
		this.answer.clear();
	}

	@Override
	public int ready() throws IOException {
		while (send() && receive()) {
			if (this.laps.lap() >= this.until) {
				this.done.complete(this.laps.nanos());
				// Nothing is waited for until the next talk.
				return 0;
			}
			next();
		}
		return this.end.wantsWrite() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
	}

	private boolean send() throws IOException {
		if (this.message.hasRemaining()) {
			this.end.write(this.message);
		}
		return !this.message.hasRemaining();
	}

	private boolean receive() throws IOException {
		if (!this.answer.hasRemaining()) {
			return false;
		}
		int count;
		do {
			count = this.end.read(this.answer);
		}
		while (count > 0 && this.answer.hasRemaining() && this.end.more());
		if (count < 0) {
			throw new IOException("the peer has ended");
		}
		return !this.answer.hasRemaining();
	}

	@Override
	public void close() throws IOException {
		this.end.close();
	}

}
