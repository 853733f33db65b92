package dev.sslsocket.engine;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/**
 * Decrypted bytes that the application has not taken yet: at most what one record
 * carried. Borrowed when a record does not fit the caller's array, wiped and given back
 * once empty. Not thread-safe: guarded by the reading side.
 */
final class PlainBuffer {

	private final BufferPool pool;

	private byte @Nullable [] array;

	private int position;

	private int limit;

	PlainBuffer(BufferPool pool) {
		this.pool = pool;
	}

	int remaining() {
		return this.limit - this.position;
	}

	/** Room behind what is held, for the engine to decrypt into. */
	ByteBuffer target() {
		if (this.array == null) {
			this.array = this.pool.borrow();
		}
		return ByteBuffer.wrap(this.array, this.limit, this.array.length - this.limit);
	}

	/** Says that the engine has put bytes into {@link #target()}. */
	void added(int count) {
		this.limit += count;
		releaseIfEmpty();
	}

	int peek(ByteBuffer target) {
		int count = Math.min(target.remaining(), remaining());
		if (this.array != null && count > 0) {
			target.put(this.array, this.position, count);
		}
		return count;
	}

	int take(ByteBuffer target) {
		int count = peek(target);
		this.position += count;
		releaseIfEmpty();
		return count;
	}

	/** Drops what is held. */
	void release() {
		this.position = this.limit;
		releaseIfEmpty();
	}

	private void releaseIfEmpty() {
		if (this.array != null && remaining() == 0) {
			this.pool.wipeAndGiveBack(this.array, this.limit);
			this.array = null;
			this.position = 0;
			this.limit = 0;
		}
	}

}
