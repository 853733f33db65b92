package dev.sslsocket.engine;

import javax.net.ssl.SSLEngine;

/**
 * One engine and what belongs to it alone.
 */
interface EngineSession {

	SSLEngine engine();

	/** Who understands what the engine throws. */
	FaultTranslator faults();

	/**
	 * Whether an engine that has read something wrong wants to be asked for its alert
	 * before it throws. It wants to wrap for nothing else once hands are shaken.
	 */
	boolean failsByWrap();

	/** Lets go of what only the handshake needed; may be called again. */
	void handshakeOver();

	/**
	 * Gives back what the garbage collector does not: nothing may be asked of the engine
	 * afterwards. May be called again, and by any thread.
	 */
	void release();

}
