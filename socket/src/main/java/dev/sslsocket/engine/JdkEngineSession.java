package dev.sslsocket.engine;

import javax.net.ssl.SSLEngine;

/**
 * An engine of the JDK's, which holds nothing but memory of the heap.
 *
 * @param engine the engine
 * @param onHandshakeOver is run when the handshake is over
 */
record JdkEngineSession(SSLEngine engine, Runnable onHandshakeOver) implements EngineSession {

	private static final FaultTranslator FAULTS = new JsseFaultTranslator();

	@Override
	public FaultTranslator faults() {
		return FAULTS;
	}

	@Override
	public boolean failsByWrap() {
		return false;
	}

	@Override
	public void handshakeOver() {
		this.onHandshakeOver.run();
	}

	@Override
	public void release() {
		handshakeOver();
	}

}
