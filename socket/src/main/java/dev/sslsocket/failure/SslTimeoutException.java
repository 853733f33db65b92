package dev.sslsocket.failure;

import java.net.SocketTimeoutException;

import org.jspecify.annotations.Nullable;

/**
 * A deadline passed: connecting, the handshake, a read, a write or the close. Immutable;
 * safe for use by many threads.
 */
public final class SslTimeoutException extends SocketTimeoutException implements SslFailure {

	private static final long serialVersionUID = 1L;

	private final transient SslFailureDetails details;

	/**
	 * Creates the exception.
	 * @param details the facts
	 * @param message what a person reads
	 * @param cause what led here, if anything
	 */
	public SslTimeoutException(SslFailureDetails details, String message, @Nullable Throwable cause) {
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
