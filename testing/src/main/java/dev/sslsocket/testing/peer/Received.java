package dev.sslsocket.testing.peer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * What clients have sent, connection by connection, in the order in which they ended.
 * Safe for use by many threads.
 */
final class Received {

	private static final long LIMIT_SECONDS = 30;

	private final BlockingQueue<byte[]> ended = new LinkedBlockingQueue<>();

	/**
	 * Reads until the client has left, in whatever way.
	 * @param start what was read before
	 * @param input the rest
	 */
	void readToEnd(byte[] start, InputStream input) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		all.writeBytes(start);
		try {
			input.transferTo(all);
		}
		catch (IOException ex) {
			// Reset instead of an orderly end: an end all the same.
		}
		this.ended.add(all.toByteArray());
	}

	byte[] await() {
		return await(this.ended, "a client to leave");
	}

	static <T> T await(BlockingQueue<T> queue, String what) {
		@Nullable T element;
		try {
			element = queue.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting for " + what, ex);
		}
		if (element == null) {
			throw new IllegalStateException("Waited " + LIMIT_SECONDS + " s in vain for " + what);
		}
		return element;
	}

}
