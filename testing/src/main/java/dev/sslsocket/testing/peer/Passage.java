package dev.sslsocket.testing.peer;

import java.io.IOException;

/**
 * A fault at work on one direction of one connection. Used by one thread.
 */
@FunctionalInterface
interface Passage {

	/**
	 * Passes bytes on, or does something worse.
	 * @param bytes what the sender has sent
	 * @param wire where to
	 * @throws IOException when the connection is gone
	 */
	void pass(byte[] bytes, Wire wire) throws IOException;

	/**
	 * Passes on what was held back: the sender has ended, or the fault is taken away.
	 * @param wire where to
	 * @throws IOException when the connection is gone
	 */
	default void end(Wire wire) throws IOException {
	}

}
