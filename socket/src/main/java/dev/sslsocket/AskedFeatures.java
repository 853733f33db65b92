package dev.sslsocket;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

import javax.net.ssl.SSLParameters;

import dev.sslsocket.cipher.CipherNames;
import dev.sslsocket.engine.EngineFeature;
import dev.sslsocket.engine.TlsParameters;

/**
 * What the parameters of a socket ask for that not every engine has. (What settings of a
 * context ask for is known by their names before there is an engine.)
 */
final class AskedFeatures {

	private AskedFeatures() {
	}

	/**
	 * Finds what is asked for.
	 * @param parameters have their suites
	 * @param supported all that the engine has
	 */
	static Set<EngineFeature> by(SSLParameters parameters, SSLParameters supported) {
		Set<EngineFeature> asked = EnumSet.noneOf(EngineFeature.class);
		if (chooseTls13(parameters.getCipherSuites(), supported.getCipherSuites())) {
			asked.add(EngineFeature.TLS13_SUITES);
		}
		if (TlsParameters.haveSignatureSchemes(parameters)) {
			asked.add(EngineFeature.SIGNATURE_SCHEMES);
		}
		if (parameters.getAlgorithmConstraints() != null) {
			asked.add(EngineFeature.ALGORITHM_CONSTRAINTS);
		}
		return asked;
	}

	/**
	 * Whether suites are some of TLS 1.3 and not all; none is a choice of the version.
	 */
	private static boolean chooseTls13(String[] suites, String[] supported) {
		Set<String> chosen = tls13(suites);
		return !chosen.isEmpty() && !chosen.containsAll(tls13(supported));
	}

	private static Set<String> tls13(String[] suites) {
		return Set.copyOf(Arrays.stream(suites).filter(CipherNames::isTls13).toList());
	}

}
