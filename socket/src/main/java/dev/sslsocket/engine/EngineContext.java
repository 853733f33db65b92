package dev.sslsocket.engine;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;

import dev.sslsocket.failure.SslConfigurationException;

import org.jspecify.annotations.Nullable;

/**
 * The JDK's TLS for one context: its sessions and its buffers. Safe for use by many
 * threads.
 */
public final class EngineContext {

	/** Largest record a JSSE engine writes, and so the room a wrap asks for. */
	private static final int PLAIN = 16 * 1024 + 512;

	private final EngineSettings settings;

	private final SSLContext jsseContext;

	private final ConnectionTrustManager trustManager;

	private final BufferPool netBuffers;

	private final BufferPool plainBuffers;

	private EngineContext(EngineSettings settings, BufferPool netBuffers, BufferPool plainBuffers) {
		this.settings = settings;
		this.trustManager = new ConnectionTrustManager(settings.acceptedIssuers());
		this.jsseContext = open(settings, this.trustManager);
		this.netBuffers = netBuffers;
		this.plainBuffers = plainBuffers;
	}

	/**
	 * Opens a context.
	 * @param settings what its engines share
	 * @return the context
	 */
	public static EngineContext open(EngineSettings settings) {
		return new EngineContext(settings, new BufferPool(NetBuffer.LARGE, 64), new BufferPool(PLAIN, 64));
	}

	/**
	 * Opens a context that differs in who we are, and in nothing else. It shares the
	 * buffers with this one and no session.
	 * @param keyManager chooses our certificate
	 * @return the context
	 */
	public EngineContext sibling(X509ExtendedKeyManager keyManager) {
		return new EngineContext(new EngineSettings(keyManager, this.settings.acceptedIssuers(),
				this.settings.sessionTimeout(), this.settings.sessionCacheSize()), this.netBuffers, this.plainBuffers);
	}

	private static SSLContext open(EngineSettings settings, ConnectionTrustManager trustManager) {
		try {
			SSLContext jsseContext = jsse();
			jsseContext.init(new KeyManager[] { settings.keyManager() }, new TrustManager[] { trustManager }, null);
			int seconds = Math.toIntExact(settings.sessionTimeout().toSeconds());
			jsseContext.getClientSessionContext().setSessionTimeout(seconds);
			jsseContext.getServerSessionContext().setSessionTimeout(seconds);
			jsseContext.getClientSessionContext().setSessionCacheSize(settings.sessionCacheSize());
			jsseContext.getServerSessionContext().setSessionCacheSize(settings.sessionCacheSize());
			return jsseContext;
		}
		catch (GeneralSecurityException ex) {
			throw new SslConfigurationException("", "the JDK cannot open a TLS context: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Returns a context of the JDK's own, to be initialised.
	 * @throws GeneralSecurityException if this JVM has no TLS
	 */
	public static SSLContext jsse() throws GeneralSecurityException {
		// By name, so that a provider somebody put first in the JVM does not become our
		// engine.
		@Nullable Provider jdk = Security.getProvider("SunJSSE");
		return (jdk != null) ? SSLContext.getInstance("TLS", jdk) : SSLContext.getInstance("TLS");
	}

	/**
	 * Returns who finds out what the JDK's TLS would really do.
	 */
	public EngineProbe probe() {
		return new EngineProbe(this.jsseContext);
	}

	/**
	 * Returns what the JDK enables by itself.
	 * @return a copy
	 */
	public SSLParameters defaultParameters() {
		return this.jsseContext.getDefaultSSLParameters();
	}

	/**
	 * Returns what the JDK can do.
	 * @return a copy
	 */
	public SSLParameters supportedParameters() {
		return this.jsseContext.getSupportedSSLParameters();
	}

	/**
	 * Creates the client side of a connection.
	 * @param peer a name for the session cache, part of the session's key; not what is
	 * verified
	 * @param slot the other part of the key: connections share sessions only where both
	 * are equal
	 * @param parameters versions, suites, names
	 * @param check decides about the server
	 * @return the engine; its owner calls {@link TlsEngine#release()} when the handshake
	 * is over
	 */
	public TlsEngine client(String peer, int slot, SSLParameters parameters, PeerCheck check) {
		SSLEngine engine = this.jsseContext.createSSLEngine(peer, slot);
		engine.setUseClientMode(true);
		return start(engine, parameters, check);
	}

	/**
	 * Creates the server side of a connection.
	 * @param parameters versions, suites, client authentication
	 * @param check decides about a client that presents a certificate
	 * @return the engine; its owner calls {@link TlsEngine#release()} when the handshake
	 * is over
	 */
	public TlsEngine server(SSLParameters parameters, PeerCheck check) {
		SSLEngine engine = this.jsseContext.createSSLEngine();
		engine.setUseClientMode(false);
		return start(engine, parameters, check);
	}

	private TlsEngine start(SSLEngine engine, SSLParameters parameters, PeerCheck check) {
		engine.setSSLParameters(TlsParameters.forEngine(parameters));
		this.trustManager.register(engine, check);
		return new TlsEngine(engine, this.netBuffers, this.plainBuffers, () -> this.trustManager.forget(engine));
	}

}
