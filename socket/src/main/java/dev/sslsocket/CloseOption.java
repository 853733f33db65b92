package dev.sslsocket;

/**
 * How to close, where the usual way does not fit.
 */
public enum CloseOption {

	/**
	 * Sends no close_notify (the seed's {@code SSL_no_shutdown}): for a copy of a socket
	 * whose TLS state somebody else goes on using. To the peer it looks like truncation.
	 */
	NO_CLOSE_NOTIFY

}
