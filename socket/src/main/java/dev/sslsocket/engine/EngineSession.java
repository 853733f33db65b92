package dev.sslsocket.engine;

import javax.net.ssl.SSLEngine;

import org.jspecify.annotations.Nullable;

/**
 * One engine and what belongs to it alone.
 */
interface EngineSession {

	SSLEngine engine();

	/** Who understands what the engine throws. */
	FaultTranslator faults();

	/**
	 * What it is that the engine has to say when it wants to wrap because of a record
	 * that it has read, once hands are shaken.
	 */
	TlsEngine.Control control();

	/**
	 * Lets go of what only the handshake needed; may be called again.
	 * @return what is to be released at last; {@code null} where the garbage collector
	 * does all that is left
	 */
	@Nullable EngineSession handshakeOver();

	/**
	 * Gives back what the garbage collector does not: nothing may be asked of the engine
	 * afterwards. May be called again, and by any thread.
	 */
	void release();

}
