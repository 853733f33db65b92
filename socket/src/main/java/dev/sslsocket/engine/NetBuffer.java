package dev.sslsocket.engine;

import java.nio.ByteBuffer;

/**
 * Encrypted bytes on their way in or out. Holds no memory while there are none: the
 * smallest chunk is borrowed that is enough, and given back once empty. Not thread-safe:
 * guarded by the side (read or write) that owns it.
 */
public final class NetBuffer {

	private final Buffers buffers;

	/** Whether the bytes come, so that nobody knows how many there will be. */
	private final boolean incoming;

	private Chunk chunk = Chunk.NONE;

	private NetBuffer(Buffers buffers, boolean incoming) {
		this.buffers = buffers;
		this.incoming = incoming;
	}

	static NetBuffer incoming(Buffers buffers) {
		return new NetBuffer(buffers, true);
	}

	static NetBuffer outgoing(Buffers buffers) {
		return new NetBuffer(buffers, false);
	}

	/** Bytes that are held. */
	public int remaining() {
		return this.chunk.remaining();
	}

	/** Bytes of room behind them. */
	public int space() {
		return this.chunk.space();
	}

	/**
	 * The room, to be filled from its position on. It may be memory outside the heap.
	 * @return a view that is valid until something else is called here
	 */
	public ByteBuffer room() {
		return this.chunk.room();
	}

	/**
	 * What is held, to be taken from its position on; {@link #settle()} when that is
	 * done. It may be memory outside the heap.
	 * @return a view that is valid until something else is called here
	 */
	public ByteBuffer held() {
		return this.chunk.held();
	}

	/** Gives the memory back if nothing is held. */
	public void settle() {
		if (remaining() == 0) {
			shrink();
		}
	}

	/**
	 * Makes room behind what is held, moving or borrowing only when there is none.
	 * @param least bytes of room at the least
	 */
	public void ensureSpace(int least) {
		if (space() >= least) {
			return;
		}
		int needed = remaining() + least;
		if (needed <= this.chunk.capacity()) {
			this.chunk.compact();
			return;
		}
		boolean waits = this.incoming && needed <= this.buffers.waiting().size();
		move((waits ? this.buffers.waiting() : larger(needed)).borrow(needed));
	}

	private BufferPool larger(int needed) {
		return (this.incoming && needed <= this.buffers.record().size()) ? this.buffers.record() : this.buffers.net();
	}

	private void move(Chunk other) {
		other.room().put(held());
		this.chunk.giveBack();
		this.chunk = other;
	}

	/** Whether an engine wants its bytes outside the heap. */
	boolean direct() {
		return this.buffers.outsideHeap();
	}

	/**
	 * Moves what is held, if a read has waited with other memory, to where it wants them.
	 */
	void moveToEngine() {
		if (direct() && !this.chunk.direct()) {
			move(larger(remaining()).borrow(remaining()));
		}
	}

	/** Drops what was put behind the first bytes that are held. */
	void truncate(int kept) {
		this.chunk.truncate(kept);
	}

	/** Puts bytes behind what is held. */
	public void add(byte[] bytes, int offset, int count) {
		ensureSpace(count);
		room().put(bytes, offset, count);
	}

	/**
	 * Copies bytes to where they can be encrypted from, into the same memory.
	 * @param room how much room there is to be beside them
	 * @return what a wrap takes, until {@link #unstage()}
	 */
	ByteBuffer[] stage(byte[] source, int offset, int length, int room) {
		ensureSpace(room + length);
		return this.chunk.stage(source, offset, length);
	}

	/** Moves bytes there from several sources. */
	ByteBuffer[] stage(ByteBuffer[] sources, int offset, int count, int room) {
		ensureSpace(room + count);
		return this.chunk.stage(sources, offset, count);
	}

	/** Wipes what was staged. */
	void unstage() {
		this.chunk.unstage();
	}

	/** Overwrites what was decrypted in place, from an index up to what is held. */
	void wipeTaken(int from) {
		this.chunk.wipe(from, held().position());
	}

	/**
	 * Copies without consuming.
	 * @param skipped how many of the bytes that are held to leave out
	 */
	public byte[] copy(int skipped) {
		byte[] copy = new byte[remaining() - skipped];
		ByteBuffer held = held();
		held.get(held.position() + skipped, copy);
		return copy;
	}

	/** Takes everything out. */
	public byte[] drain() {
		byte[] rest = copy(0);
		shrink();
		return rest;
	}

	/** Drops what is held and gives back what was borrowed. */
	void shrink() {
		if (remaining() > 0) {
			// A record that an engine gave up half-way is partly plaintext.
			this.chunk.wipe(held().position(), held().limit());
		}
		this.chunk.giveBack();
		this.chunk = Chunk.NONE;
	}

}
