package dev.sslsocket;

import java.security.GeneralSecurityException;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;

import dev.sslsocket.engine.EngineContext;

/**
 * The session of a socket that has none. {@link javax.net.ssl.SSLSocket#getSession()}
 * promises one even when the handshake failed; a JDK engine that never shook hands has
 * exactly that one: not valid, {@code SSL_NULL_WITH_NULL_NULL}.
 */
final class NullSession {

	static final SSLSession INSTANCE = create();

	private NullSession() {
	}

	private static SSLSession create() {
		try {
			SSLContext context = EngineContext.jsse();
			context.init(null, null, null);
			return context.createSSLEngine().getSession();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("this JVM has no TLS", ex);
		}
	}

}
