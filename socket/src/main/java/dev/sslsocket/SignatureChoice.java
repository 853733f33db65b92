package dev.sslsocket;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import javax.net.ssl.SSLParameters;

import dev.sslsocket.engine.EngineProbe;
import dev.sslsocket.engine.SignatureAlgorithm;
import dev.sslsocket.engine.TlsParameters;
import dev.sslsocket.failure.SslConfigurationException;

/**
 * By which schemes a handshake is signed. Immutable.
 *
 * @param names schemes as they were written; empty for the engine's own
 */
record SignatureChoice(List<String> names) {

	static final SignatureChoice DEFAULT = new SignatureChoice(List.of());

	private static final String SETTING = "signature-schemes";

	static SignatureChoice of(List<String> written) {
		return new SignatureChoice(OfferedNames.words(SETTING, written));
	}

	/**
	 * Sets the schemes.
	 * @param parameters have their protocols already
	 * @param probe says what the engine offers
	 * @throws SslConfigurationException if the engine cannot do what is asked for
	 */
	void applyTo(SSLParameters parameters, EngineProbe probe) {
		if (this.names.isEmpty()) {
			return;
		}
		OfferedNames.require(SETTING, TlsParameters.takeSignatureSchemes(), 19, "", "jdk.tls.client.SignatureSchemes",
				"jdk.tls.server.SignatureSchemes");
		Set<String> schemes = new LinkedHashSet<>();
		for (String name : this.names) {
			schemes.add(SignatureAlgorithm.of(name)
				.filter((scheme) -> probe.offers(scheme, parameters.getProtocols()))
				.orElseThrow(() -> unknown(name, parameters, probe))
				.toString());
		}
		TlsParameters.signatureSchemes(parameters, List.copyOf(schemes));
	}

	private static SslConfigurationException unknown(String name, SSLParameters parameters, EngineProbe probe) {
		return new SslConfigurationException(SETTING,
				"names '" + name + "', which " + probe.implementation() + " does not have for "
						+ String.join(", ", parameters.getProtocols()) + ". It has: "
						+ String.join(", ",
								Stream.of(SignatureAlgorithm.values())
									.filter((scheme) -> probe.offers(scheme, parameters.getProtocols()))
									.map(SignatureAlgorithm::toString)
									.toList()));
	}

}
