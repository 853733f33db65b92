package dev.sslsocket.sample;

import java.io.IOException;

/**
 * What a server and one client say to each other. Called on a thread of the connection's
 * own; must be safe for use by many threads.
 */
@FunctionalInterface
interface Conversation {

	/**
	 * Talks until the client leaves.
	 * @param connection the client, closed when this returns
	 * @throws IOException if the connection breaks or is refused
	 */
	void hold(Connection connection) throws IOException;

}
