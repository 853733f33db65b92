package dev.sslsocket.x509;

import java.security.Key;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECKey;
import java.security.interfaces.RSAKey;

/**
 * A key in words: type and size, nothing of its value.
 */
final class KeyDescription {

	private KeyDescription() {
	}

	static String of(Key key) {
		if (key instanceof RSAKey rsa) {
			return ("RSASSA-PSS".equals(key.getAlgorithm()) ? "RSA-PSS " : "RSA ") + rsa.getModulus().bitLength();
		}
		if (key instanceof ECKey ec) {
			return "EC " + ec.getParams().getOrder().bitLength();
		}
		return (key instanceof EdECKey edwards) ? edwards.getParams().getName() : key.getAlgorithm();
	}

}
