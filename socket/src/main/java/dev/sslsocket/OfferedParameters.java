package dev.sslsocket;

import java.util.List;

import javax.net.ssl.SSLParameters;

import dev.sslsocket.engine.EngineContext;
import dev.sslsocket.verify.ClientAuth;

/**
 * What a context offers its peers, as far as the JDK's parameters have a place for it.
 *
 * @param protocols protocol versions, which the engine speaks
 * @param suites cipher suites
 * @param honorOrder whether a server goes by their order and not by the client's
 * @param alpn application protocols
 * @param clientAuth what is asked of clients
 */
record OfferedParameters(List<String> protocols, OfferedSuites suites, boolean honorOrder, List<String> alpn,
		ClientAuth clientAuth) {

	SSLParameters resolve(EngineContext engine) {
		SSLParameters parameters = engine.defaultParameters();
		parameters.setProtocols(this.protocols.toArray(String[]::new));
		parameters.setCipherSuites(this.suites.resolve(engine, this.protocols));
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

}
