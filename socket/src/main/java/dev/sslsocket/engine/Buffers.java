package dev.sslsocket.engine;

import java.nio.ByteBuffer;
import java.util.function.IntFunction;

/**
 * The memory that the connections of a context share. Safe for use by many threads.
 *
 * @param waiting small chunks for reads that wait, always on the heap: that is what a
 * socket's stream reads into
 * @param record chunks for one record on its way in, which its peer may take long to send
 * @param net chunks for many records on their way in or out
 * @param plain chunks for the plaintext of one record
 * @param outsideHeap whether the latter are outside the heap
 */
record Buffers(BufferPool waiting, BufferPool record, BufferPool net, BufferPool plain, boolean outsideHeap) {

	/** What a read waits with. */
	static final int SMALL = 512;

	/** The longest record. */
	static final int RECORD = RecordHeader.LENGTH + RecordHeader.MAX_FRAGMENT;

	/**
	 * Several records, for one read or write of the socket: what 64 KiB of plaintext
	 * become, four full ones and a short one, for which a JSSE engine wants as much room
	 * as for a full one.
	 */
	static final int LARGE = 84 * 1024;

	/** The same, and the plaintext of a record that is moved there first. */
	private static final int LARGE_DIRECT = LARGE + 20 * 1024;

	/** The plaintext of one record. */
	static final int PLAIN = 16 * 1024 + 512;

	private static final int KEPT = 64;

	/** For an engine that works on arrays, as the JDK's does. */
	static Buffers onHeap() {
		return of(ByteBuffer::allocate, LARGE, false);
	}

	/** For an engine that hands addresses to native code. */
	static Buffers direct() {
		return of(ByteBuffer::allocateDirect, LARGE_DIRECT, true);
	}

	private static Buffers of(IntFunction<ByteBuffer> memory, int large, boolean outsideHeap) {
		return new Buffers(new BufferPool(ByteBuffer::allocate, SMALL, KEPT), new BufferPool(memory, RECORD, KEPT),
				new BufferPool(memory, large, KEPT), new BufferPool(memory, PLAIN, KEPT), outsideHeap);
	}

}
