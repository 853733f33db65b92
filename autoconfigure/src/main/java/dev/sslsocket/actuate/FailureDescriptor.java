package dev.sslsocket.actuate;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sslsocket.connection.FailedHandshake;

/**
 * A handshake that failed, as {@code /actuator/sslconnections} shows it. Immutable; safe
 * for use by many threads.
 *
 * @param at when
 * @param context name of the SSL context
 * @param side {@code client} or {@code server}: which side we played
 * @param peer the peer as {@code host:port}
 * @param reason why, such as {@code certificate_expired}
 * @param peerAlert name of the alert that the peer sent, {@code null} where it sent none
 * @param message the exception's message
 * @param trace what passed during the handshake, in lines such as
 * {@code +9ms < alert fatal unknown_ca}, the oldest first
 */
public record FailureDescriptor(Instant at, String context, String side, String peer, String reason,
		@Nullable String peerAlert, String message, List<String> trace) {

	public FailureDescriptor {
		trace = List.copyOf(trace);
	}

	static FailureDescriptor of(FailedHandshake failed) {
		return new FailureDescriptor(failed.at(), failed.context(), failed.side().toString(), failed.peer(),
				failed.reason().toString(), failed.peerAlert().orElse(null), failed.message(), failed.trace());
	}

}
