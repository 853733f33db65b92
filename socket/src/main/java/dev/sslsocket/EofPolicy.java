package dev.sslsocket;

/**
 * What a read does when TCP ends on a record boundary without the peer's close_notify: an
 * attacker can cause that, and so can a careless peer (RFC 8446 section 6.1). An end
 * inside a record is always an error.
 */
public enum EofPolicy {

	/**
	 * The read throws {@link dev.sslsocket.failure.SslTruncatedException}. The default.
	 */
	STRICT,

	/** The read returns -1, and {@link SslSocket#closedCleanly()} is false. */
	LENIENT

}
