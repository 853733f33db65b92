package dev.sslsocket.benchmarks.peer;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One end of a connection that does not block. Reading and writing shake hands first.
 * Used by the loop's thread alone.
 */
public interface LoopEnd extends Closeable {

	/**
	 * Reads what there is.
	 * @return how many bytes; 0 for not now; -1 at the end
	 */
	int read(ByteBuffer target) throws IOException;

	/**
	 * Writes what fits.
	 * @return how many bytes were taken; 0 for not now
	 */
	int write(ByteBuffer source) throws IOException;

	/** Whether more can be read that the selector does not tell of. */
	boolean more();

	/** Whether it has to be called again when the channel takes bytes. */
	boolean wantsWrite();

}
