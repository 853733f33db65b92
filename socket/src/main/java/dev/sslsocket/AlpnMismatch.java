package dev.sslsocket;

/**
 * What a server does, where a client offers application protocols and it has none of
 * them.
 */
public enum AlpnMismatch {

	/**
	 * It refuses the client with the alert {@code no_application_protocol}, as RFC 7301
	 * section 3.2 demands: what one end takes for one protocol the other must not take
	 * for another (ALPACA). The default.
	 */
	FAIL,

	/** It goes on without a protocol, as IO::Socket::SSL does. */
	CONTINUE

}
