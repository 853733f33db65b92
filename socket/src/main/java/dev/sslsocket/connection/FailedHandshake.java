package dev.sslsocket.connection;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.sslsocket.failure.SslReason;

/**
 * A handshake that failed. Immutable; safe for use by many threads.
 *
 * @param at when
 * @param context name of the SSL context
 * @param side which side we played
 * @param peer the peer, {@code host:port}
 * @param reason why
 * @param peerAlert name of the alert that the peer sent, such as {@code unknown_ca}
 * @param message the exception's message in one line, at most some 500 characters; it
 * holds no secrets
 * @param trace what passed during the handshake, in lines such as
 * {@code +9ms < alert fatal unknown_ca}, the oldest first; at most some 30
 */
public record FailedHandshake(Instant at, String context, ConnectionSide side, String peer, SslReason reason,
		Optional<String> peerAlert, String message, List<String> trace) {

	public FailedHandshake {
		trace = List.copyOf(trace);
	}

}
