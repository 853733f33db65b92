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
 * @param suites cipher suites
 * @param honorOrder whether a server goes by their order and not by the client's
 * @param alpn application protocols
 * @param clientAuth what is asked of clients
 */
record OfferedParameters(List<String> protocols, OfferedSuites suites, boolean honorOrder, List<String> alpn,
		ClientAuth clientAuth) {

	SSLParameters resolve(EngineContext engine) {
		SSLParameters supported = engine.supportedParameters();
		SSLParameters parameters = engine.defaultParameters();
		parameters.setProtocols(known(this.protocols, supported.getProtocols()));
		parameters.setCipherSuites(this.suites.resolve(engine, List.of(parameters.getProtocols())));
		parameters.setUseCipherSuitesOrder(this.honorOrder);
		parameters.setApplicationProtocols(this.alpn.toArray(String[]::new));
		if (this.clientAuth == ClientAuth.NEED) {
			parameters.setNeedClientAuth(true);
		}
		else {
			parameters.setWantClientAuth(this.clientAuth == ClientAuth.WANT);
		}
		return parameters;
	}

	private static String[] known(List<String> wanted, String[] supported) {
		if (wanted.isEmpty()) {
			throw new SslConfigurationException("protocols", "is empty. Leave it out for the default");
		}
		List<String> known = List.of(supported);
		for (String name : wanted) {
			if (!known.contains(name)) {
				throw new SslConfigurationException("protocols",
						"names '" + name + "', which this JDK does not have. It has: " + String.join(", ", known));
			}
		}
		return wanted.toArray(String[]::new);
	}

}
