package dev.sslsocket;

import java.io.IOException;

import dev.sslsocket.engine.TlsEngine;

import org.jspecify.annotations.Nullable;

/**
 * A handshake that is still to be made. {@link #run()} is guarded by the pump's handshake
 * lock; the rest may be called at any time.
 */
interface Handshake {

	/**
	 * Shakes hands, and makes sure that the peer is who it has to be.
	 * @return the engine, ready for data; {@code null} for "not now", where nobody waits
	 * @throws IOException why not, in words for the caller
	 */
	@Nullable TlsEngine run() throws IOException;

	/** The engine, once the first byte was due. */
	@Nullable TlsEngine engine();

	/** Lets go of whoever waits for an answer about the peer. */
	void abandon();

}
