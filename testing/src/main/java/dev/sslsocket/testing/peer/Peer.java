package dev.sslsocket.testing.peer;

/**
 * Somebody who listens on 127.0.0.1, and on {@code ::1} at the same port where the
 * machine has it, from the moment it is made until it is closed. Safe for use by many
 * threads.
 */
public interface Peer extends AutoCloseable {

	/**
	 * Where the peer listens.
	 * @return the port, 1 to 65535
	 */
	int port();

	/**
	 * Stops listening and closes every connection. Does nothing when it is closed.
	 */
	@Override
	void close();

}
