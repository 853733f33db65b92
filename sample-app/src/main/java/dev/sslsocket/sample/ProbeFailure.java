package dev.sslsocket.sample;

import dev.sslsocket.failure.SslFailure;

/**
 * Why a probe saw nothing.
 *
 * @param reason a word for programs, such as hostname_mismatch
 * @param message a sentence for people
 */
record ProbeFailure(String reason, String message) {

	static ProbeFailure of(Exception ex) {
		String message = String.valueOf(ex.getMessage());
		return (ex instanceof SslFailure failure) ? new ProbeFailure(failure.reason().toString(), message)
				: new ProbeFailure("no_connection", ex.getClass().getSimpleName() + ": " + message);
	}

}
