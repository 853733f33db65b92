package dev.sslsocket;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

import dev.sslsocket.engine.Slots;

import org.jspecify.annotations.Nullable;

/**
 * Takes bytes between streams, which know arrays only, and memory outside the heap, by
 * way of an array. Arrays are shared, since a connection that idles is to hold none. Safe
 * for use by many threads.
 */
final class ArrayStage {

	/** More than a record has: a read that waits for the rest of one holds no more. */
	private static final int SMALL = 20 * 1024;

	private static final int LARGE = 64 * 1024;

	private static final Slots<byte[]> FREE_SMALL = new Slots<>(16);

	private static final Slots<byte[]> FREE_LARGE = new Slots<>(16);

	private ArrayStage() {
	}

	private static byte[] borrow(int wanted) {
		byte @Nullable [] spare = ((wanted <= SMALL) ? FREE_SMALL : FREE_LARGE).take();
		return (spare != null) ? spare : new byte[(wanted <= SMALL) ? SMALL : LARGE];
	}

	private static void giveBack(byte[] stage) {
		((stage.length == SMALL) ? FREE_SMALL : FREE_LARGE).put(stage);
	}

	/** Reads as {@link InputStream#read(byte[])} does. */
	static int read(InputStream in, ByteBuffer target) throws IOException {
		byte[] stage = borrow(target.remaining());
		try {
			int count = in.read(stage, 0, Math.min(stage.length, target.remaining()));
			if (count > 0) {
				target.put(stage, 0, count);
			}
			return count;
		}
		finally {
			giveBack(stage);
		}
	}

	/** Writes all of the source. */
	static void write(OutputStream out, ByteBuffer source) throws IOException {
		byte[] stage = borrow(source.remaining());
		try {
			while (source.hasRemaining()) {
				int count = Math.min(stage.length, source.remaining());
				source.get(stage, 0, count);
				out.write(stage, 0, count);
			}
		}
		finally {
			giveBack(stage);
		}
	}

}
