package dev.sslsocket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

import dev.sslsocket.engine.NetBuffer;

/**
 * Encrypted bytes in and out: the only place where the library blocks, if at all.
 */
interface Transport {

	/**
	 * Whether reading and writing wait for the peer. Where they do not, they return 0 for
	 * "not now", and no timeout applies.
	 */
	boolean waits();

	/** This transport for a thread that may wait; to be closed in its stead. */
	Transport waiting() throws IOException;

	/**
	 * Reads what there is, as much as there is room for.
	 * @return how many bytes, at least one where {@link #waits()}; -1 at the end of TCP
	 * @throws java.net.SocketTimeoutException if {@link #timeout(int)} has passed; no
	 * byte is lost
	 */
	int read(ByteBuffer target) throws IOException;

	/**
	 * Writes.
	 * @param within how long the peer may take to accept the bytes; zero for no limit
	 * @return how many bytes were taken, all of them where {@link #waits()}
	 * @throws java.net.SocketTimeoutException if it took longer; the transport is closed
	 */
	int write(ByteBuffer source, Duration within) throws IOException;

	/**
	 * Writes what is held.
	 * @return whether all of it was taken
	 */
	default boolean write(NetBuffer held, Duration within) throws IOException {
		while (held.remaining() > 0 && write(held.held(), within) > 0) {
			continue;
		}
		boolean all = held.remaining() == 0;
		held.settle();
		return all;
	}

	/** Bytes that can be read without waiting. */
	int available() throws IOException;

	/**
	 * Sets how long a read waits.
	 * @param millis milliseconds, 0 for no limit
	 */
	void timeout(int millis) throws IOException;

	/** How long a read waits, in milliseconds; 0 for no limit. */
	int timeout() throws IOException;

	/**
	 * Ends our direction; the peer's stays open.
	 * @throws IOException if it is broken, or cannot end one direction alone
	 */
	void shutdownOutput() throws IOException;

	/** Ends everything; wakes blocked readers and writers. */
	void close() throws IOException;

	/**
	 * Whether {@link #close()} waits for nobody: only then may a thread call it that has
	 * others to serve.
	 */
	boolean closesAtOnce();

	/** Closes without a last word to the peer, which somebody who writes might keep. */
	default void abort() throws IOException {
		close();
	}

}
