package dev.sslsocket;

import java.io.IOException;

/**
 * Encrypted bytes in and out: the only place where the library blocks.
 */
interface Transport {

	/**
	 * Waits for bytes and reads what there is.
	 * @return how many bytes; -1 at the end of TCP
	 * @throws java.net.SocketTimeoutException if {@link #timeout(int)} has passed; no
	 * byte is lost
	 */
	int read(byte[] target, int offset, int length) throws IOException;

	void write(byte[] source, int offset, int length) throws IOException;

	/** Bytes that can be read without waiting. */
	int available() throws IOException;

	/**
	 * Sets how long a read waits.
	 * @param millis milliseconds, 0 for no limit
	 */
	void timeout(int millis) throws IOException;

	/** How long a read waits, in milliseconds; 0 for no limit. */
	int timeout() throws IOException;

	/** Ends our direction; the peer's stays open. */
	void shutdownOutput() throws IOException;

	/** Ends everything at once; wakes blocked readers and writers. */
	void close() throws IOException;

}
