package dev.sslsocket.failure;

import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;

/**
 * TCP ended without close_notify: what was read may be incomplete (RFC 8446 section 6.1).
 * Immutable; safe for use by many threads.
 */
public final class SslTruncatedException extends SSLException implements SslFailure {

	private static final long serialVersionUID = 1L;

	private final transient SslFailureDetails details;

	/**
	 * Creates the exception.
	 * @param details the facts
	 * @param message what a person reads
	 * @param cause what led here, if anything
	 */
	public SslTruncatedException(SslFailureDetails details, String message, @Nullable Throwable cause) {
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
