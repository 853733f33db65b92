package dev.sslsocket;

import dev.sslsocket.failure.SslConfigurationException;

/**
 * A server without a certificate would fail at every handshake; it is refused when it
 * takes the role.
 */
final class ServerRole {

	private ServerRole() {
	}

	static void require(SslContext context) {
		if (context.identities().isEmpty()) {
			throw new SslConfigurationException("certificate", "is not set, and a server needs one: context '"
					+ context.name() + "' has no identity. Set certificate and private-key");
		}
	}

}
