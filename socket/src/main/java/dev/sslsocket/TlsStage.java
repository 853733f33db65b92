package dev.sslsocket;

import dev.sslsocket.engine.TlsEngine;

import org.jspecify.annotations.Nullable;

/**
 * How far TLS on a connection is: hands are being shaken, or are.
 */
interface TlsStage {

	/** The engine; {@code null} before its first byte. */
	@Nullable TlsEngine engine();

}
