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
 * {@code +9ms < alert fatal unknown_ca}; never contents
 * @param peerAlert name of the fatal alert that the peer sent (RFC 8446 section 6), such
 * as {@code unknown_ca}; {@code null} where it sent none
 */
public record SslFailureDetails(SslReason reason, String context, String peer, @Nullable Socket plainSocket,
		List<String> trace, @Nullable String peerAlert) {

	public SslFailureDetails {
		trace = List.copyOf(trace);
	}

	/**
	 * Details of a failure that the peer sent no alert about.
	 * @param reason why
	 * @param context name of the SSL context, or an empty string
	 * @param peer the peer, or an empty string
	 * @param plainSocket the still usable plain socket, if any
	 * @param trace what passed on the wire during the handshake
	 */
	public SslFailureDetails(SslReason reason, String context, String peer, @Nullable Socket plainSocket,
			List<String> trace) {
		this(reason, context, peer, plainSocket, trace, null);
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
