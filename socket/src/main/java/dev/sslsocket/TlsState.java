package dev.sslsocket;

/**
 * How far TLS is on a socket (the seed family's {@code is_SSL} and {@code opened}).
 */
public enum TlsState {

	/** The handshake is still to come. */
	NEW,

	/** Both directions are open. */
	OPEN,

	/** We sent close_notify; the peer may go on sending. */
	WRITE_CLOSED,

	/** The peer sent close_notify; we may go on sending (TLS 1.3). */
	READ_CLOSED,

	/** TLS was stopped: the plain socket lives on. */
	STOPPED,

	/** TLS failed. */
	FAILED,

	/** Closed. */
	CLOSED

}
