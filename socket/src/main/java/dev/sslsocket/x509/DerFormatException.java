package dev.sslsocket.x509;

/**
 * Bytes that are not the DER they should be. The message says what is wrong, never what
 * the bytes are.
 */
final class DerFormatException extends Exception {

	private static final long serialVersionUID = 1L;

	DerFormatException(String message) {
		super(message);
	}

}
