package dev.sslsocket.connection;

import dev.sslsocket.failure.SslFailure;

/**
 * A failure's message in one line of bounded length: it may quote what a peer sent.
 */
final class FailureText {

	private static final int MOST = 500;

	private FailureText() {
	}

	static String of(SslFailure failure) {
		String message = (failure instanceof Throwable thrown) ? thrown.getMessage() : null;
		String line = ((message != null) ? message : failure.reason().toString()).replaceAll("\\p{Cntrl}", "?");
		return (line.length() <= MOST) ? line : line.substring(0, MOST) + "...";
	}

}
