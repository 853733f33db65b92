package dev.sslsocket.engine;

import java.util.List;
import java.util.function.Function;

import javax.net.ssl.SSLParameters;

import org.jspecify.annotations.Nullable;

/**
 * What one connection asks of an engine.
 *
 * @param parameters versions, suites, names, client authentication
 * @param sessionCreation whether a new session may be made
 * @param check decides about the peer
 * @param protocolSelector chooses the application protocol of a server among those that
 * the client offers: an empty string for none, {@code null} to refuse; itself
 * {@code null} where the parameters say all
 */
public record EngineRequest(SSLParameters parameters, boolean sessionCreation, PeerCheck check,
		@Nullable Function<List<String>, @Nullable String> protocolSelector) {
}
