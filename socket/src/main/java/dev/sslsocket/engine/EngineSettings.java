package dev.sslsocket.engine;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

import javax.net.ssl.X509ExtendedKeyManager;

/**
 * What all engines of a context share.
 *
 * @param keyManager chooses our certificate
 * @param acceptedIssuers the CAs named in a certificate request
 * @param sessionTimeout how long a session may be resumed; from a second to seven days
 * @param sessionCacheSize sessions kept by the engine, at least 1
 */
public record EngineSettings(X509ExtendedKeyManager keyManager, List<X509Certificate> acceptedIssuers,
		Duration sessionTimeout, int sessionCacheSize) {

	public EngineSettings {
		acceptedIssuers = List.copyOf(acceptedIssuers);
	}

}
