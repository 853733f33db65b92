package dev.sslsocket.line;

import java.io.IOException;

/**
 * Bytes that can be looked at before they are taken, so that nobody takes more than is
 * his.
 */
interface PeekableSource {

	/**
	 * Looks at the bytes that come next.
	 * @return how many there are, 0 for none now, -1 at the end
	 */
	int peek(byte[] target, int offset, int length) throws IOException;

	/**
	 * Takes the bytes that come next.
	 * @return how many there were, 0 for none now, -1 at the end
	 */
	int read(byte[] target, int offset, int length) throws IOException;

	/**
	 * Whether the end that was met is where the peer stopped, so that all it said has
	 * been read.
	 */
	boolean endIsThePeers();

}
