package dev.sslsocket.benchmarks.peer;

import java.io.IOException;
import java.nio.channels.SocketChannel;

/**
 * An implementation whose connections do not block: what a selector's loop serves.
 */
public interface LoopPeer {

	/** Puts TLS on a connected channel in non-blocking mode, as the client. */
	LoopEnd client(SocketChannel channel, int port) throws IOException;

	/** Puts TLS on an accepted channel in non-blocking mode, as the server. */
	LoopEnd server(SocketChannel channel) throws IOException;

}
