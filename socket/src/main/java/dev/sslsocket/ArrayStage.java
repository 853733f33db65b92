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

	private static final int SIZE = 64 * 1024;

	private static final Slots<byte[]> FREE = new Slots<>(16);

	private ArrayStage() {
	}

	private static byte[] borrow() {
		byte @Nullable [] spare = FREE.take();
		return (spare != null) ? spare : new byte[SIZE];
	}

	/** Reads as {@link InputStream#read(byte[])} does. */
	static int read(InputStream in, ByteBuffer target) throws IOException {
		byte[] stage = borrow();
		try {
			int count = in.read(stage, 0, Math.min(SIZE, target.remaining()));
			if (count > 0) {
				target.put(stage, 0, count);
			}
			return count;
		}
		finally {
			FREE.put(stage);
		}
	}

	/** Writes all of the source. */
	static void write(OutputStream out, ByteBuffer source) throws IOException {
		byte[] stage = borrow();
		try {
			while (source.hasRemaining()) {
				int count = Math.min(SIZE, source.remaining());
				source.get(stage, 0, count);
				out.write(stage, 0, count);
			}
		}
		finally {
			FREE.put(stage);
		}
	}

}
