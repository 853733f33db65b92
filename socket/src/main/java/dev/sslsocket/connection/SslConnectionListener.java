package dev.sslsocket.connection;

import java.util.Collection;

import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.verify.RevocationLookup;

/**
 * Is told what happens to connections. Called on the connection's own thread after its
 * locks are released; must return soon and be safe for use by many threads. What it
 * throws is logged and changes nothing for the connection.
 */
public interface SslConnectionListener {

	/**
	 * Makes one listener of several.
	 * @param listeners told in this order; what one throws is logged and kept from the
	 * others
	 * @return the listener
	 */
	static SslConnectionListener all(Collection<? extends SslConnectionListener> listeners) {
		return new IsolatedListeners(listeners);
	}

	/**
	 * TLS was put on a connection; the handshake is still to come.
	 * @param connection the connection
	 */
	default void opened(LiveConnection connection) {
	}

	/**
	 * The handshake is complete.
	 * @param connection the connection
	 */
	default void handshaken(LiveConnection connection) {
	}

	/**
	 * The handshake failed. {@link #closed} follows. In TLS 1.3 a server refuses a
	 * client's certificate when the client's handshake is complete: such a client is told
	 * after {@link #handshaken}, when it reads or writes.
	 * @param connection the connection
	 * @param failure why
	 */
	default void failed(LiveConnection connection, SslFailure failure) {
	}

	/**
	 * The connection was left behind: nobody holds its socket any more, and nobody closed
	 * it. {@link #closed} follows. Called on a thread of this library, whenever the
	 * garbage collector notices.
	 * @param connection the connection
	 */
	default void leaked(LiveConnection connection) {
	}

	/**
	 * The connection is closed, or TLS was stopped on it.
	 * @param connection the connection
	 */
	default void closed(LiveConnection connection) {
	}

	/**
	 * Somebody looked up whether a certificate of a peer is revoked. Unlike the others
	 * this is called in the middle of a handshake.
	 * @param lookup where, and what came of it
	 */
	default void revocationLookedUp(RevocationLookup lookup) {
	}

}
