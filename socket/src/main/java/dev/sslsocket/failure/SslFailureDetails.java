package dev.sslsocket.failure;

import java.net.Socket;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The facts every failure carries. Immutable; safe for use by many threads.
 *
 * @param reason why
 * @param context name of the SSL context, or an empty string where there was none yet
 * @param peer the peer as the user named it, {@code host:port}, or an empty string
 * @param plainSocket the still usable plain socket, whose stream replays every byte taken
 * from the peer; {@code null} when TCP was closed
 * @param trace what passed on the wire during the handshake, oldest first, as
 * {@code > handshake 512}; never contents
 */
public record SslFailureDetails(SslReason reason, String context, String peer, @Nullable Socket plainSocket,
		List<String> trace) {

	public SslFailureDetails {
		trace = List.copyOf(trace);
	}

	/**
	 * Details of a failure that happened away from any connection.
	 * @param reason why
	 * @return the details
	 */
	public static SslFailureDetails of(SslReason reason) {
		return new SslFailureDetails(reason, "", "", null, List.of());
	}

	@Override
	public String toString() {
		return this.reason + " context=" + this.context + " peer=" + this.peer;
	}

}
