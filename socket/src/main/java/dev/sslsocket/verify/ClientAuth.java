package dev.sslsocket.verify;

/**
 * Whether the clients that connect to us are asked for a certificate. A certificate that
 * a client presents is verified in every case. A value; safe for use by many threads.
 */
public enum ClientAuth {

	/** Clients are not asked; the default. */
	NONE,

	/** Clients are asked; one without a certificate is welcome, a bad one is refused. */
	WANT,

	/** Clients without a certificate are refused. */
	NEED

}
