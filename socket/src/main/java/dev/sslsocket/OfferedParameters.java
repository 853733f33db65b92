package dev.sslsocket;

import java.util.List;

import javax.net.ssl.SSLParameters;

import dev.sslsocket.engine.EngineContext;
import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.verify.ClientAuth;

/**
 * What a context offers its peers, checked against what the JDK has: JSSE itself drops or
 * refuses unknown names at the first handshake only.
 *
 * @param protocols protocol versions
 * @param cipherSuites IANA names, empty for the JDK's own choice
 * @param alpn application protocols
 * @param clientAuth what is asked of clients
 */
record OfferedParameters(List<String> protocols, List<String> cipherSuites, List<String> alpn, ClientAuth clientAuth) {

	SSLParameters resolve(EngineContext engine) {
		SSLParameters supported = engine.supportedParameters();
		SSLParameters parameters = engine.defaultParameters();
		parameters.setProtocols(known("protocols", this.protocols, supported.getProtocols()));
		if (!this.cipherSuites.isEmpty()) {
			parameters.setCipherSuites(known("cipher-suites", this.cipherSuites, supported.getCipherSuites()));
		}
		parameters.setApplicationProtocols(this.alpn.toArray(String[]::new));
		if (this.clientAuth == ClientAuth.NEED) {
			parameters.setNeedClientAuth(true);
		}
		else {
			parameters.setWantClientAuth(this.clientAuth == ClientAuth.WANT);
		}
		return parameters;
	}

	private static String[] known(String setting, List<String> wanted, String[] supported) {
		if (wanted.isEmpty()) {
			throw new SslConfigurationException(setting, "is empty. Leave it out for the default");
		}
		List<String> known = List.of(supported);
		for (String name : wanted) {
			if (!known.contains(name)) {
				throw new SslConfigurationException(setting,
						"names '" + name + "', which this JDK does not have. It has: " + String.join(", ", known));
			}
		}
		return wanted.toArray(String[]::new);
	}

}
