package dev.sslsocket;

import java.util.Arrays;

import javax.net.ssl.SSLParameters;

import dev.sslsocket.engine.ClientHello;
import dev.sslsocket.engine.EngineContext;
import dev.sslsocket.engine.EngineSettings;
import dev.sslsocket.engine.PeerCheck;
import dev.sslsocket.engine.TlsEngine;

import org.jspecify.annotations.Nullable;

/**
 * The engines of a server with one set of identities. Where sessions are resumed they
 * have one engine context, whose sessions and ticket keys live as long as it does. Else
 * each connection has a context of its own, and nothing of its session is left when it
 * ends: JSSE cannot be told not to send tickets but for the whole JVM, and a ticket whose
 * key is gone is worth nothing to whoever has kept it. It costs 15 to 50 microseconds.
 * Immutable; safe for use by many threads.
 */
final class ServerEngines {

	private static final String TLS_13 = "TLSv1.3";

	private final EngineContext buffers;

	private final EngineSettings settings;

	private final @Nullable EngineContext shared;

	/**
	 * Creates the engines.
	 * @param buffers whose buffers are used
	 * @param settings what the engines share
	 * @param sessionTickets whether sessions are resumed
	 */
	ServerEngines(EngineContext buffers, EngineSettings settings, boolean sessionTickets) {
		this.buffers = buffers;
		this.settings = settings;
		this.shared = sessionTickets ? buffers.sibling(settings) : null;
	}

	/** Creates the server side of a connection. */
	TlsEngine open(@Nullable ClientHello hello, SSLParameters parameters, PeerCheck check) {
		@Nullable EngineContext engine = this.shared;
		if (engine == null) {
			// A TLS 1.2 client that was promised a ticket waits for it.
			boolean tls13 = hello != null && hello.tls13() && Arrays.asList(parameters.getProtocols()).contains(TLS_13);
			engine = this.buffers.sibling(tls13 ? this.settings.withoutTickets() : this.settings);
		}
		return engine.server(parameters, check);
	}

}
