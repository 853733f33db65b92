package dev.sslsocket.failure;

import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;

/**
 * The peer does not speak TLS. Nothing was sent after the ClientHello. Immutable; safe
 * for use by many threads.
 */
public final class NotTlsException extends SSLException implements SslFailure {

	private static final long serialVersionUID = 1L;

	private final transient SslFailureDetails details;

	/**
	 * Creates the exception.
	 * @param details the facts
	 * @param message what a person reads
	 * @param cause what led here, if anything
	 */
	public NotTlsException(SslFailureDetails details, String message, @Nullable Throwable cause) {
		super(message);
		this.details = details;
		if (cause != null) {
			initCause(cause);
		}
	}

	@Override
	public SslFailureDetails details() {
		return this.details;
	}

}
