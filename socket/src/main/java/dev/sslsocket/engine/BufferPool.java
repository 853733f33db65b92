package dev.sslsocket.engine;

import java.nio.ByteBuffer;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;

/**
 * A bounded pool of chunks of one size. What is given back beyond the bound is left to
 * the garbage collector. Safe for use by many threads.
 */
final class BufferPool {

	private final IntFunction<ByteBuffer> memory;

	private final int size;

	private final Slots<Chunk> free;

	/**
	 * Makes an empty pool.
	 * @param memory makes memory of a size: {@code ByteBuffer::allocate} or
	 * {@code ByteBuffer::allocateDirect}
	 * @param size bytes of a chunk
	 * @param bound chunks that are kept at the most
	 */
	BufferPool(IntFunction<ByteBuffer> memory, int size, int bound) {
		this.memory = memory;
		this.size = size;
		this.free = new Slots<>(bound);
	}

	int size() {
		return this.size;
	}

	/**
	 * Returns an empty chunk.
	 * @param least bytes it has at the least; where that is more than the pool's size, it
	 * is not kept afterwards
	 */
	Chunk borrow(int least) {
		if (least > this.size) {
			return new Chunk(this.memory.apply(least), null);
		}
		@Nullable Chunk spare = this.free.take();
		return (spare != null) ? spare : new Chunk(this.memory.apply(this.size), this);
	}

	/** Keeps a chunk that is given back. */
	void keep(Chunk chunk) {
		this.free.put(chunk);
	}

}
