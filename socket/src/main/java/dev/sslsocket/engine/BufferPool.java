package dev.sslsocket.engine;

import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * A bounded stack of arrays of one size. Shared by the connections of a context, not kept
 * per thread: with virtual threads there may be a million of those. What is given back
 * beyond the bound is left to the garbage collector. Safe for use by many threads.
 */
final class BufferPool {

	private final int size;

	private final int bound;

	private final ConcurrentLinkedQueue<byte[]> free = new ConcurrentLinkedQueue<>();

	private final AtomicInteger pooled = new AtomicInteger();

	BufferPool(int size, int bound) {
		this.size = size;
		this.bound = bound;
	}

	byte[] borrow() {
		byte @Nullable [] buffer = this.free.poll();
		if (buffer == null) {
			return new byte[this.size];
		}
		this.pooled.decrementAndGet();
		return buffer;
	}

	void giveBack(byte[] buffer) {
		if (this.pooled.incrementAndGet() > this.bound) {
			this.pooled.decrementAndGet();
			return;
		}
		this.free.add(buffer);
	}

	/**
	 * Gives back an array that held plaintext.
	 * @param buffer the array
	 * @param used how many bytes, from the first, may hold plaintext
	 */
	void wipeAndGiveBack(byte[] buffer, int used) {
		Arrays.fill(buffer, 0, used, (byte) 0);
		giveBack(buffer);
	}

}
