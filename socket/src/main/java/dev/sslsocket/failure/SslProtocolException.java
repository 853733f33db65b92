package dev.sslsocket.failure;

import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;

/**
 * The peer broke the TLS protocol, or a record was damaged. Immutable; safe for use by
 * many threads.
 */
public final class SslProtocolException extends SSLException implements SslFailure {

	private static final long serialVersionUID = 1L;

	private final transient SslFailureDetails details;

	/**
	 * Creates the exception.
	 * @param details the facts
	 * @param message what a person reads
	 * @param cause what led here, if anything
	 */
	public SslProtocolException(SslFailureDetails details, String message, @Nullable Throwable cause) {
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
