package dev.sslsocket.benchmarks.peer;

import java.io.Closeable;
import java.io.IOException;

/**
 * One end of a connection: a blocking stream of bytes both ways. One thread may read
 * while another writes.
 */
public interface Link extends Closeable {

	/**
	 * Reads what there is.
	 * @return how many bytes; -1 at the end
	 */
	int read(byte[] target, int offset, int length) throws IOException;

	void write(byte[] source, int offset, int length) throws IOException;

	/** Reads exactly so many bytes. */
	default void readFully(byte[] target, int length) throws IOException {
		for (int done = 0; done < length;) {
			int count = read(target, done, length - done);
			if (count < 0) {
				throw new IOException("the peer ended after " + done + " of " + length + " bytes");
			}
			done += count;
		}
	}

}
