package dev.sslsocket.engine;

import java.util.Arrays;

/**
 * Encrypted bytes on their way in or out. Small while a connection idles: a read waits
 * with 512 bytes, and the large array is borrowed when these do not suffice and given
 * back once empty. Not thread-safe: guarded by the side (read or write) that owns it.
 */
public final class NetBuffer {

	static final int LARGE = 80 * 1024;

	static final int SMALL = 512;

	private static final byte[] NONE = new byte[0];

	private final BufferPool pool;

	private final byte[] small;

	/** Whether records turn into plaintext in here: JSSE decrypts in place. */
	private final boolean decrypted;

	private byte[] array;

	private int position;

	private int limit;

	/** How far bytes were put into the array: what must be wiped. */
	private int touched;

	private NetBuffer(BufferPool pool, byte[] small, boolean decrypted) {
		this.pool = pool;
		this.decrypted = decrypted;
		this.small = small;
		this.array = small;
	}

	static NetBuffer incoming(BufferPool pool) {
		return new NetBuffer(pool, new byte[SMALL], true);
	}

	static NetBuffer outgoing(BufferPool pool) {
		return new NetBuffer(pool, NONE, false);
	}

	public byte[] array() {
		return this.array;
	}

	/** Where the first unread byte is. */
	public int position() {
		return this.position;
	}

	/** Behind the last byte. */
	public int limit() {
		return this.limit;
	}

	public int remaining() {
		return this.limit - this.position;
	}

	public int space() {
		return this.array.length - this.limit;
	}

	/** Says that bytes were put behind the limit. */
	public void added(int count) {
		this.limit += count;
		this.touched = Math.max(this.touched, this.limit);
	}

	/** Says that bytes were taken from the position. */
	public void consumed(int count) {
		this.position += count;
		if (this.position == this.limit) {
			shrink();
		}
	}

	/**
	 * Makes room behind the limit, moving or borrowing only when there is none.
	 * @param least bytes of room at the least
	 */
	public void ensureSpace(int least) {
		if (space() >= least) {
			return;
		}
		int held = remaining();
		if (this.array.length - held < least) {
			byte[] larger = (held + least <= LARGE) ? this.pool.borrow() : new byte[held + least];
			System.arraycopy(this.array, this.position, larger, 0, held);
			giveBack();
			this.array = larger;
			this.touched = held;
		}
		else {
			System.arraycopy(this.array, this.position, this.array, 0, held);
		}
		this.position = 0;
		this.limit = held;
	}

	/** Drops what was put behind the first bytes that are held. */
	void truncate(int kept) {
		this.limit = this.position + kept;
	}

	/** Puts bytes behind the limit. */
	public void add(byte[] bytes, int offset, int count) {
		ensureSpace(count);
		System.arraycopy(bytes, offset, this.array, this.limit, count);
		added(count);
	}

	/** Takes everything out. */
	public byte[] drain() {
		byte[] rest = Arrays.copyOfRange(this.array, this.position, this.limit);
		shrink();
		return rest;
	}

	/** Drops what is held and gives back what was borrowed. */
	void shrink() {
		giveBack();
		this.array = this.small;
		this.position = 0;
		this.limit = 0;
	}

	private void giveBack() {
		if (this.decrypted) {
			Arrays.fill(this.array, 0, this.touched, (byte) 0);
		}
		this.touched = 0;
		if (this.array.length == LARGE) {
			this.pool.giveBack(this.array);
		}
	}

}
