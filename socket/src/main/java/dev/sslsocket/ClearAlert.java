package dev.sslsocket;

import dev.sslsocket.failure.SslReason;

/**
 * The alert for a client that is refused by its very first message, before there is an
 * engine: a record in clear of seven bytes (RFC 8446 sections 5.1 and 6).
 */
final class ClearAlert {

	/** Type alert, version TLS 1.2, two bytes, fatal; the description follows. */
	private static final byte[] FATAL = { 21, 3, 3, 0, 2, 2 };

	private static final byte ILLEGAL_PARAMETER = 47;

	private static final byte DECODE_ERROR = 50;

	private static final byte UNRECOGNIZED_NAME = 112;

	private ClearAlert() {
	}

	/**
	 * Makes the record.
	 * @param reason why the ClientHello is refused
	 */
	static byte[] of(SslReason reason) {
		byte[] record = new byte[FATAL.length + 1];
		System.arraycopy(FATAL, 0, record, 0, FATAL.length);
		record[FATAL.length] = switch (reason) {
			case UNRECOGNIZED_NAME -> UNRECOGNIZED_NAME;
			// What OpenSSL says of a message that is too large (tls_get_message_header).
			case CLIENT_HELLO_TOO_LARGE -> ILLEGAL_PARAMETER;
			default -> DECODE_ERROR;
		};
		return record;
	}

}
