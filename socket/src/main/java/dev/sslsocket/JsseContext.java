package dev.sslsocket;

import java.security.GeneralSecurityException;
import java.security.KeyManagementException;
import java.security.SecureRandom;
import java.util.List;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

import dev.sslsocket.engine.EngineContext;
import dev.sslsocket.engine.EngineFeature;
import dev.sslsocket.engine.EngineProvider;
import dev.sslsocket.engine.TlsParameters;
import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.verify.VerifierTrustManager;

import org.jspecify.annotations.Nullable;

/**
 * One of our contexts in the JDK's form, for clients that take an {@link SSLContext}.
 * Sockets come from our factories, engines are the JDK's with our trust and identity.
 */
final class JsseContext extends SSLContextSpi {

	private final SslContext context;

	private final SSLContext jdk;

	/** Whether the JDK's engines are known to hold to the groups of ours. */
	private volatile boolean groupsKept;

	private JsseContext(SslContext context, SSLContext jdk) {
		this.context = context;
		this.jdk = jdk;
	}

	static SSLContext over(SslContext context) {
		try {
			SSLContext jdk = EngineContext.jsse();
			jdk.init(new KeyManager[] { context.keyManager() },
					new TrustManager[] { VerifierTrustManager.namingClientCas(context.verifier()) }, null);
			return new SSLContext(new JsseContext(context, jdk), jdk.getProvider(), jdk.getProtocol()) {
			};
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("this JVM has no TLS", ex);
		}
	}

	@Override
	protected void engineInit(KeyManager @Nullable [] keys, TrustManager @Nullable [] trust,
			@Nullable SecureRandom random) throws KeyManagementException {
		throw new KeyManagementException("the context '" + this.context.name() + "' was built and does not change");
	}

	@Override
	protected SSLSocketFactory engineGetSocketFactory() {
		return this.context.socketFactory();
	}

	@Override
	protected SSLServerSocketFactory engineGetServerSocketFactory() {
		return this.context.serverSocketFactory();
	}

	@Override
	protected SSLEngine engineCreateSSLEngine() {
		return configured(this.jdk.createSSLEngine());
	}

	@Override
	protected SSLEngine engineCreateSSLEngine(String host, int port) {
		return configured(this.jdk.createSSLEngine(host, port));
	}

	private SSLEngine configured(SSLEngine engine) {
		requireGroups();
		engine.setSSLParameters(this.context.parameters());
		this.context.contextOffer().chooseProtocol(engine);
		return engine;
	}

	/**
	 * Refuses groups that the context's own engine has and the JDK's would pass over.
	 */
	private void requireGroups() {
		SSLParameters parameters = this.context.parameters();
		List<String> groups = TlsParameters.namedGroups(parameters);
		if (this.groupsKept || groups.isEmpty() || !this.context.engineContext().can(EngineFeature.GROUPS)) {
			return;
		}
		if (!TlsParameters.takeNamedGroups()) {
			throw refused("they need JDK 20 or later for it, and this is " + Runtime.version(), null);
		}
		try {
			GroupChoice.DEFAULT.names(groups).applyTo(parameters, EngineChoice.asked(EngineProvider.JDK).probe());
		}
		catch (SslConfigurationException ex) {
			throw refused("groups " + ex.getMessage(), ex);
		}
		this.groupsKept = true;
	}

	private UnsupportedOperationException refused(String reason, @Nullable Exception cause) {
		return new UnsupportedOperationException("the engines of jsse() are the JDK's, and cannot hold to the groups"
				+ " of context '" + this.context.name() + "': " + reason
				+ ". Take its sockets or channels, which have them, or leave groups out", cause);
	}

	@Override
	protected SSLSessionContext engineGetServerSessionContext() {
		return this.jdk.getServerSessionContext();
	}

	@Override
	protected SSLSessionContext engineGetClientSessionContext() {
		return this.jdk.getClientSessionContext();
	}

	@Override
	protected SSLParameters engineGetDefaultSSLParameters() {
		return this.context.parameters();
	}

	@Override
	protected SSLParameters engineGetSupportedSSLParameters() {
		return this.jdk.getSupportedSSLParameters();
	}

}
