package dev.sslsocket.failure;

import java.net.Socket;
import java.util.List;
import java.util.Optional;

/**
 * What every exception of this library can tell a program. Implementations are immutable
 * and safe for use by many threads.
 */
public interface SslFailure {

	/**
	 * Returns all facts at once.
	 * @return the details
	 */
	SslFailureDetails details();

	/**
	 * Returns why it failed. The most specific reason is never hidden by a later, weaker
	 * one.
	 * @return the reason
	 */
	default SslReason reason() {
		return details().reason();
	}

	/**
	 * Returns the name of the SSL context in use.
	 * @return the name, or an empty string where there was no context yet
	 */
	default String context() {
		return details().context();
	}

	/**
	 * Returns the peer as the user named it.
	 * @return {@code host:port}, or an empty string
	 */
	default String peer() {
		return details().peer();
	}

	/**
	 * Returns the plain socket that TLS failed on, when it was kept open. Its input
	 * stream replays every byte already taken from the peer.
	 * @return the socket, or empty when TCP was closed
	 */
	default Optional<Socket> plainSocket() {
		return Optional.ofNullable(details().plainSocket());
	}

	/**
	 * Returns which records passed during the handshake, oldest first.
	 * @return lines such as {@code < alert 2}; never contents
	 */
	default List<String> trace() {
		return details().trace();
	}

}
