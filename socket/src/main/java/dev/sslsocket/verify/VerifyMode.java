package dev.sslsocket.verify;

/**
 * Whether the servers we connect to are verified. A value; safe for use by many threads.
 */
public enum VerifyMode {

	/**
	 * Any certificate is accepted, unread. The connection is encrypted, and nobody knows
	 * to whom.
	 */
	NONE,

	/** Chain and name are verified; the default. */
	PEER

}
