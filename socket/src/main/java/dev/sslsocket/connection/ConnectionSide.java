package dev.sslsocket.connection;

import java.util.Locale;

/**
 * Which side of the handshake we play. The text form is in lower case.
 */
public enum ConnectionSide {

	/** We sent the ClientHello. */
	CLIENT,

	/** We answered it. */
	SERVER;

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
