package dev.sslsocket.engine;

import java.lang.ref.Cleaner;

import javax.net.ssl.SSLEngine;

import io.netty.util.ReferenceCounted;

/**
 * A native engine and the one reference to it. Whoever never releases it has lost a
 * socket; its memory is then given back when the garbage collector finds out. Safe for
 * use by many threads.
 */
final class OpenSslSession implements EngineSession {

	static final Cleaner CLEANER = Cleaner.create();

	private static final FaultTranslator FAULTS = new OpenSslFaultTranslator();

	private final SSLEngine engine;

	private final Runnable onHandshakeOver;

	/** Runs at most once, whoever calls it. */
	private final Cleaner.Cleanable reference;

	OpenSslSession(SSLEngine engine, Runnable onHandshakeOver) {
		this.engine = engine;
		this.onHandshakeOver = onHandshakeOver;
		this.reference = CLEANER.register(this, new Reference((ReferenceCounted) engine));
	}

	@Override
	public SSLEngine engine() {
		return this.engine;
	}

	@Override
	public FaultTranslator faults() {
		return FAULTS;
	}

	/**
	 * Netty's engine has the alert wrapped before it throws what is wrong with a record.
	 */
	@Override
	public TlsEngine.Control control() {
		return TlsEngine.Control.FIRST;
	}

	@Override
	public EngineSession handshakeOver() {
		this.onHandshakeOver.run();
		return this;
	}

	@Override
	public void release() {
		handshakeOver();
		this.reference.clean();
	}

	/** Knows nothing of the session, which could never be collected otherwise. */
	record Reference(ReferenceCounted counted) implements Runnable {

		@Override
		public void run() {
			this.counted.release();
		}

	}

}
