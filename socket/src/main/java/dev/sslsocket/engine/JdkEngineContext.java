package dev.sslsocket.engine;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

import dev.sslsocket.failure.SslConfigurationException;

import org.jspecify.annotations.Nullable;

/**
 * The JDK's TLS for one context. Where a server resumes no sessions each connection has a
 * JSSE context of its own, and nothing of its session is left when it ends: JSSE cannot
 * be told not to send tickets but for the whole JVM, and a ticket whose key is gone is
 * worth nothing to whoever has kept it. It costs 15 to 50 microseconds. Safe for use by
 * many threads.
 */
final class JdkEngineContext implements EngineContext {

	private static final String TLS_13 = "TLSv1.3";

	private final EngineSettings settings;

	private final Buffers buffers;

	private final ConnectionTrustManager trustManager;

	private final SSLContext jsseContext;

	JdkEngineContext(EngineSettings settings, Buffers buffers) {
		this.settings = settings;
		this.buffers = buffers;
		this.trustManager = new ConnectionTrustManager(settings.acceptedIssuers(), JdkEngineContext::stapled,
				RefusalHint::of);
		this.jsseContext = open(settings, this.trustManager);
	}

	@Override
	public EngineContext sibling(EngineSettings settings) {
		return new JdkEngineContext(settings, this.buffers);
	}

	private static SSLContext open(EngineSettings settings, ConnectionTrustManager trustManager) {
		try {
			SSLContext jsseContext = EngineContext.jsse();
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

	private static List<byte[]> stapled(SSLEngine engine) {
		return (engine.getHandshakeSession() instanceof ExtendedSSLSession session) ? session.getStatusResponses()
				: List.of();
	}

	@Override
	public String implementation() {
		return "this JDK (" + Runtime.version() + ")";
	}

	@Override
	public boolean can(EngineFeature feature) {
		return feature.ofTheJdk();
	}

	@Override
	public EngineProbe probe() {
		return new EngineProbe(this, (client, parameters) -> {
			SSLEngine engine = this.jsseContext.createSSLEngine();
			engine.setUseClientMode(client);
			TlsParameters.configure(engine, parameters);
			return new JdkEngineSession(engine, null);
		});
	}

	@Override
	public SSLParameters defaultParameters() {
		return this.jsseContext.getDefaultSSLParameters();
	}

	@Override
	public SSLParameters supportedParameters() {
		return this.jsseContext.getSupportedSSLParameters();
	}

	@Override
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

	@Override
	public TlsEngine client(String peer, int slot, EngineRequest request) {
		SSLEngine engine = this.jsseContext.createSSLEngine(peer, slot);
		engine.setUseClientMode(true);
		return start(engine, request);
	}

	@Override
	public TlsEngine server(@Nullable ClientHello hello, EngineRequest request) {
		if (this.settings.resumption()) {
			return server(request);
		}
		// A TLS 1.2 client that was promised a ticket waits for it.
		boolean tls13 = hello != null && hello.tls13()
				&& Arrays.asList(request.parameters().getProtocols()).contains(TLS_13);
		EngineSettings own = tls13 ? this.settings.withoutTickets() : this.settings;
		return new JdkEngineContext(own, this.buffers).server(request);
	}

	private TlsEngine server(EngineRequest request) {
		SSLEngine engine = this.jsseContext.createSSLEngine();
		engine.setUseClientMode(false);
		@Nullable Function<List<String>, @Nullable String> selector = request.protocolSelector();
		if (selector != null) {
			engine.setHandshakeApplicationProtocolSelector((ignored, offered) -> selector.apply(offered));
		}
		return start(engine, request);
	}

	private TlsEngine start(SSLEngine engine, EngineRequest request) {
		TlsParameters.configure(engine, request.parameters());
		engine.setEnableSessionCreation(request.sessionCreation());
		this.trustManager.register(engine, request.check());
		return new TlsEngine(new JdkEngineSession(engine, this.trustManager), this.buffers);
	}

}
