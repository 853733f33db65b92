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
	 * Returns what the peer said of it. Where the peer refused our certificate, the
	 * reason is {@link SslReason#CERTIFICATE_REFUSED_BY_PEER}, and this is the peer's.
	 * @return name of the fatal alert that it sent (RFC 8446 section 6), such as
	 * {@code unknown_ca}, or {@code number 200} of one without a name; empty where it
	 * sent none
	 */
	default Optional<String> peerAlert() {
		return Optional.ofNullable(details().peerAlert());
	}

	/**
	 * Returns what passed during the handshake: what the hellos offer and choose, alerts
	 * by name, of other records type and length.
	 * @return lines such as {@code +9ms < alert fatal unknown_ca}, at most some 30, the
	 * oldest first, printable; the last says when it failed; empty for what failed later.
	 * Never contents, keys, randoms or session ids
	 */
	default List<String> trace() {
		return details().trace();
	}

}
