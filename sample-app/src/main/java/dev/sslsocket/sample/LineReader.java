package dev.sslsocket.sample;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Reads lines, and gives back what it read beyond them: a {@code BufferedReader} would
 * keep the beginning of a ClientHello to itself. Not thread-safe.
 */
final class LineReader {

	/** Longer lines are refused: nobody fills our memory with one. */
	static final int MAX_LENGTH = 1024;

	private final InputStream in;

	private final byte[] buffer = new byte[MAX_LENGTH + 1];

	private int length;

	LineReader(InputStream in) {
		this.in = in;
	}

	/**
	 * Reads a line.
	 * @return the line without its end; {@code null} when no whole line comes any more
	 * @throws ProtocolException if it is longer than {@value #MAX_LENGTH} bytes
	 */
	@Nullable String next() throws IOException {
		int searched = 0;
		while (true) {
			for (int i = searched; i < this.length; i++) {
				if (this.buffer[i] == '\n') {
					return take(i);
				}
			}
			searched = this.length;
			if (this.length == this.buffer.length) {
				throw new ProtocolException("a line is longer than " + MAX_LENGTH + " bytes");
			}
			int count = this.in.read(this.buffer, this.length, this.buffer.length - this.length);
			if (count < 0) {
				return null;
			}
			this.length += count;
		}
	}

	/** What was read beyond the last line. */
	byte[] rest() {
		return Arrays.copyOf(this.buffer, this.length);
	}

	private String take(int end) {
		int stripped = (end > 0 && this.buffer[end - 1] == '\r') ? end - 1 : end;
		String line = new String(this.buffer, 0, stripped, StandardCharsets.UTF_8);
		this.length -= end + 1;
		System.arraycopy(this.buffer, end + 1, this.buffer, 0, this.length);
		return line;
	}

}
