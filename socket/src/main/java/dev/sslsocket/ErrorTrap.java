package dev.sslsocket;

import java.io.IOException;
import java.net.Socket;

import dev.sslsocket.failure.SslFailure;

/**
 * Takes over the orphaned plain socket when a handshake fails (the seed's
 * {@code SSL_error_trap}), say to tell an HTTP client in clear that this port speaks
 * HTTPS. Must be safe for use by many threads.
 */
@FunctionalInterface
public interface ErrorTrap {

	/**
	 * Takes the socket over. From here on it is the trap's to close. If the trap throws,
	 * the socket is closed.
	 * @param plain the plain socket; its input stream replays every byte already taken
	 * from the peer, exactly once
	 * @param failure why the handshake failed; the same is then thrown to the caller
	 * @throws IOException if the trap's own talk with the peer fails
	 */
	void onHandshakeFailure(Socket plain, SslFailure failure) throws IOException;

}
