package dev.sslsocket.testing.peer;

import java.io.IOException;
import java.net.Socket;

/**
 * What a peer does with one connection.
 */
@FunctionalInterface
interface Conversation {

	/**
	 * Talks until it has nothing more to say; the socket is closed afterwards.
	 * @param socket the accepted connection
	 * @throws IOException when the other side is gone, which ends the conversation
	 */
	void hold(Socket socket) throws IOException;

}
