package dev.sslsocket.engine;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import java.util.Collection;
import java.util.List;
import java.util.Set;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

import dev.sslsocket.failure.SslConfigurationException;

import org.jspecify.annotations.Nullable;

/**
 * The JDK's TLS for one context: its sessions and its buffers. Safe for use by many
 * threads.
 */
public final class EngineContext {

	/** In place of a slot: the JDK resumes nothing at this port. */
	public static final int NO_SLOT = -1;

	/** Largest record a JSSE engine writes, and so the room a wrap asks for. */
	private static final int PLAIN = 16 * 1024 + 512;

	private final SSLContext jsseContext;

	private final ConnectionTrustManager trustManager;

	private final BufferPool netBuffers;

	private final BufferPool plainBuffers;

	private EngineContext(EngineSettings settings, BufferPool netBuffers, BufferPool plainBuffers) {
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
	 * Opens a context that shares the buffers with this one and no session.
	 * @param settings what its engines share
	 * @return the context
	 */
	public EngineContext sibling(EngineSettings settings) {
		return new EngineContext(settings, this.netBuffers, this.plainBuffers);
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
	 * Finds out which suites the JDK has and does not support all the same: its security
	 * property {@code jdk.tls.disabledAlgorithms} disables them.
	 * @param suites IANA's names
	 * @return those of them that the property disables
	 */
	public List<String> disabledCipherSuites(Collection<String> suites) {
		Set<String> supported = Set.of(supportedParameters().getCipherSuites());
		SSLEngine engine = this.jsseContext.createSSLEngine();
		return suites.stream().filter((suite) -> !supported.contains(suite) && knows(engine, suite)).toList();
	}

	/** JSSE refuses to enable what it does not know, not what is disabled. */
	private static boolean knows(SSLEngine engine, String suite) {
		try {
			engine.setEnabledCipherSuites(new String[] { suite });
			return true;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	/**
	 * Creates the client side of a connection.
	 * @param peer a name for the session cache, part of the session's key; not what is
	 * verified
	 * @param slot the other part of the key: connections share sessions only where both
	 * are equal. With {@link #NO_SLOT} nothing is resumed
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
		TlsParameters.configure(engine, parameters);
		this.trustManager.register(engine, check);
		return new TlsEngine(engine, this.netBuffers, this.plainBuffers, () -> this.trustManager.forget(engine));
	}

}
