package dev.sslsocket.engine;

import java.nio.ByteBuffer;

/**
 * Decrypted bytes that the application has not taken yet: at most what one record
 * carried. Borrowed when a record does not fit where the caller wants it, wiped and given
 * back once empty. Not thread-safe: guarded by the reading side.
 */
final class PlainBuffer {

	private final BufferPool pool;

	private Chunk chunk = Chunk.NONE;

	PlainBuffer(BufferPool pool) {
		this.pool = pool;
	}

	int remaining() {
		return this.chunk.remaining();
	}

	/**
	 * Room behind what is held, for the engine to decrypt into; {@link #settle()} when
	 * that is done.
	 */
	ByteBuffer room() {
		if (this.chunk == Chunk.NONE) {
			this.chunk = this.pool.borrow(1);
		}
		return this.chunk.room();
	}

	int peek(ByteBuffer target) {
		ByteBuffer held = this.chunk.held();
		int from = held.position();
		int count = Math.min(target.remaining(), held.remaining());
		target.put(held.limit(from + count));
		held.position(from);
		return count;
	}

	int take(ByteBuffer target) {
		return taken(peek(target));
	}

	int take(byte[] target, int offset, int length) {
		ByteBuffer held = this.chunk.held();
		int count = Math.min(length, held.remaining());
		held.get(held.position(), target, offset, count);
		return taken(count);
	}

	private int taken(int count) {
		ByteBuffer held = this.chunk.held();
		held.position(held.position() + count);
		settle();
		return count;
	}

	/** Drops what is held. */
	void release() {
		ByteBuffer held = this.chunk.held();
		held.position(held.limit());
		settle();
	}

	/** Wipes the memory and gives it back if nothing is held. */
	void settle() {
		if (remaining() == 0) {
			this.chunk.wipe(0, this.chunk.held().limit());
			this.chunk.giveBack();
			this.chunk = Chunk.NONE;
		}
	}

}
