package dev.sslsocket.connection;

import java.util.List;

import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslFailureDetails;
import dev.sslsocket.failure.SslHandshakeException;
import dev.sslsocket.failure.SslReason;

/**
 * Failures as sockets report them.
 */
final class Failures {

	private Failures() {
	}

	static SslFailure of(SslReason reason, String message) {
		return new SslHandshakeException(SslFailureDetails.of(reason), message, null);
	}

	static SslFailure refusedByPeer(String alert) {
		return new SslHandshakeException(
				new SslFailureDetails(SslReason.CERTIFICATE_REFUSED_BY_PEER, "", "", null, List.of(), alert),
				"the peer sent the alert " + alert, null);
	}

}
