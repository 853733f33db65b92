package dev.sslsocket.benchmarks.peer;

import java.io.Closeable;
import java.io.IOException;

/**
 * An implementation of TLS 1.3 with blocking connections.
 */
public interface Peer {

	/** What the table calls it. */
	String name();

	/**
	 * Listens on loopback, on a port of the system's choice.
	 * @param noDelay TCP_NODELAY of the connections accepted
	 */
	Listening listen(boolean noDelay) throws IOException;

	/**
	 * Gets ready to connect.
	 * @param noDelay TCP_NODELAY of the connections
	 * @param resuming whether connections resume the session of those before. All have
	 * one context, as those of an application have
	 */
	Dialing dialing(boolean noDelay, boolean resuming) throws IOException;

	/** The listening end. */
	interface Listening extends Closeable {

		int port();

		/** Waits for a connection; hands may be shaken now or with its first byte. */
		Link accept() throws IOException;

	}

	/** The connecting end. */
	@FunctionalInterface
	interface Dialing {

		/** Connects to a port on loopback and shakes hands. */
		Link connect(int port) throws IOException;

	}

}
