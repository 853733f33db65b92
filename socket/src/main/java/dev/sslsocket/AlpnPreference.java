package dev.sslsocket;

/**
 * Whose order decides, where a client offers several application protocols that a server
 * has.
 */
public enum AlpnPreference {

	/** The server's, as RFC 7301 section 3.2 recommends. The default. */
	SERVER,

	/** The client's, as IO::Socket::SSL does. */
	CLIENT

}
