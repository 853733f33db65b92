package dev.sslsocket.engine;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/**
 * A piece of memory, on the heap or outside, with bytes on their way through it: put in
 * behind, taken out in front. Its views are made with it and stay for good, so that no
 * record makes one. Not thread-safe: guarded by the side that borrowed it.
 */
final class Chunk {

	/** No memory at all: what a buffer holds that holds nothing. */
	static final Chunk NONE = new Chunk(ByteBuffer.allocate(0), null);

	private static final byte[] ZEROS = new byte[4096];

	private final @Nullable BufferPool home;

	/** Its position is behind the last byte that is held. */
	private final ByteBuffer filling;

	/** Its position is at the first byte that is held. */
	private final ByteBuffer draining;

	/** Shows what is staged; an array, since that is what a wrap takes. */
	private final ByteBuffer[] staging;

	/** Where what is staged begins, else the capacity. */
	private int end;

	/**
	 * Divides up memory.
	 * @param home where it goes when it is given back; {@code null} for nowhere
	 */
	Chunk(ByteBuffer memory, @Nullable BufferPool home) {
		this.home = home;
		this.filling = memory;
		this.draining = memory.duplicate();
		this.staging = new ByteBuffer[] { memory.duplicate() };
		this.end = memory.capacity();
	}

	int capacity() {
		return this.filling.capacity();
	}

	/** Bytes that are held. */
	int remaining() {
		return this.filling.position() - this.draining.position();
	}

	/** Bytes of room behind them. */
	int space() {
		return this.end - this.filling.position();
	}

	/** The room, to be filled from its position on. */
	ByteBuffer room() {
		return this.filling.limit(this.end);
	}

	/** What is held, to be taken from its position on. */
	ByteBuffer held() {
		return this.draining.limit(this.filling.position());
	}

	/** Drops what was put behind the first bytes that are held. */
	void truncate(int kept) {
		this.filling.position(this.draining.position() + kept);
	}

	/** Moves what is held to the front. */
	void compact() {
		int count = remaining();
		held().compact();
		restart();
		this.filling.position(count);
	}

	private void restart() {
		this.filling.clear();
		this.draining.clear();
	}

	/**
	 * Copies bytes to the far end, where the room shrinks by as much until
	 * {@link #unstage()}.
	 * @return a view of the copy, alone in an array
	 */
	ByteBuffer[] stage(byte[] source, int offset, int length) {
		this.end = capacity() - length;
		this.staging[0].clear().position(this.end).put(this.end, source, offset, length);
		return this.staging;
	}

	/**
	 * Moves bytes there from several sources, as {@link #stage(byte[], int, int)} copies
	 * them from one.
	 * @param count how many bytes, no more than there are
	 */
	ByteBuffer[] stage(ByteBuffer[] sources, int offset, int count) {
		this.end = capacity() - count;
		ByteBuffer staged = this.staging[0].clear().position(this.end);
		for (int i = offset; staged.hasRemaining(); i++) {
			ByteBuffer source = sources[i];
			int limit = source.limit();
			source.limit(Math.min(limit, source.position() + staged.remaining()));
			staged.put(source);
			source.limit(limit);
		}
		staged.position(this.end);
		return this.staging;
	}

	/** Whether its memory is outside the heap. */
	boolean direct() {
		return this.filling.isDirect();
	}

	/** Wipes what was staged. */
	void unstage() {
		int staged = this.end;
		this.end = capacity();
		wipe(staged, this.end);
	}

	/** Overwrites what may have held plaintext. */
	void wipe(int from, int to) {
		room();
		for (int at = from; at < to; at += ZEROS.length) {
			this.filling.put(at, ZEROS, 0, Math.min(ZEROS.length, to - at));
		}
	}

	/** Forgets what is held; nobody may use this chunk, or a view of it, afterwards. */
	void giveBack() {
		restart();
		if (this.home != null) {
			this.home.keep(this);
		}
	}

}
