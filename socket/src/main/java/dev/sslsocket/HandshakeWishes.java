package dev.sslsocket;

import java.util.List;
import java.util.function.Function;

import javax.net.ssl.SSLParameters;

import org.jspecify.annotations.Nullable;

/**
 * What the user has said about one handshake, by the time its engine is due.
 *
 * @param parameters a copy
 * @param sessionCreation whether a new session may be made
 * @param protocolSelector chooses among the application protocols that a client offers;
 * {@code null} where the context does
 */
record HandshakeWishes(SSLParameters parameters, boolean sessionCreation,
		@Nullable Function<List<String>, @Nullable String> protocolSelector) {

	/** Nothing but the parameters. */
	static HandshakeWishes of(SSLParameters parameters) {
		return new HandshakeWishes(parameters, true, null);
	}

}
