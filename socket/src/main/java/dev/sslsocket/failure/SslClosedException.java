package dev.sslsocket.failure;

import java.net.SocketException;

import org.jspecify.annotations.Nullable;

/**
 * The socket, or this direction of it, is closed. Immutable; safe for use by many
 * threads.
 */
public final class SslClosedException extends SocketException implements SslFailure {

	private static final long serialVersionUID = 1L;

	private final transient SslFailureDetails details;

	/**
	 * Creates the exception.
	 * @param details the facts
	 * @param message what a person reads
	 * @param cause what led here, if anything
	 */
	public SslClosedException(SslFailureDetails details, String message, @Nullable Throwable cause) {
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
