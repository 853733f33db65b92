package dev.sslsocket.engine;

import javax.net.ssl.SSLEngine;

import org.jspecify.annotations.Nullable;

/**
 * An engine of the JDK's, which holds nothing but memory of the heap. Safe for use by
 * many threads.
 */
final class JdkEngineSession implements EngineSession {

	private static final FaultTranslator FAULTS = new JsseFaultTranslator();

	private final SSLEngine engine;

	private final @Nullable ConnectionTrustManager trustManager;

	/**
	 * Takes over an engine.
	 * @param trustManager knows it until the handshake is over; {@code null} where nobody
	 * is asked about a peer
	 */
	JdkEngineSession(SSLEngine engine, @Nullable ConnectionTrustManager trustManager) {
		this.engine = engine;
		this.trustManager = trustManager;
	}

	@Override
	public SSLEngine engine() {
		return this.engine;
	}

	@Override
	public FaultTranslator faults() {
		return FAULTS;
	}

	/** An answer to a KeyUpdate; what is wrong with a record it throws at once. */
	@Override
	public TlsEngine.Control control() {
		return TlsEngine.Control.LATER;
	}

	@Override
	public @Nullable EngineSession handshakeOver() {
		if (this.trustManager != null) {
			this.trustManager.forget(this.engine);
		}
		return null;
	}

	@Override
	public void release() {
		handshakeOver();
	}

}
