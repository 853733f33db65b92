package dev.sslsocket.x509;

import java.security.PublicKey;
import java.security.interfaces.ECKey;
import java.util.List;
import java.util.Locale;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;

import org.jspecify.annotations.Nullable;

/**
 * The signatures that a client can verify. JSSE does not look at them before it asks for
 * a key: in TLS 1.2 it takes an EC key for a client that knows Ed25519 alone, and then
 * ends the handshake with internal_error.
 *
 * @param algorithms JSSE's names such as {@code SHA256withECDSA}, {@code RSASSA-PSS},
 * {@code Ed25519}; empty where the client lists none (TLS 1.2), or nobody knows
 */
record PeerSignatures(List<String> algorithms) {

	private static final PeerSignatures UNKNOWN = new PeerSignatures(List.of());

	static PeerSignatures of(@Nullable SSLEngine engine) {
		return (engine != null) ? of(engine.getHandshakeSession()) : UNKNOWN;
	}

	static PeerSignatures of(@Nullable SSLSession handshake) {
		return (handshake instanceof ExtendedSSLSession extended)
				? new PeerSignatures(List.of(extended.getPeerSupportedSignatureAlgorithms())) : UNKNOWN;
	}

	/** Whether the client can verify what this key signs, as far as it has said. */
	boolean include(PublicKey key) {
		return this.algorithms.isEmpty() || switch (key.getAlgorithm()) {
			case "EC" -> any("WITHECDSA");
			// A plain RSA key signs in both ways (RFC 8446 section 4.2.3: rsa_pss_rsae).
			case "RSA" -> any("WITHRSA") || any("RSASSA-PSS");
			case "RSASSA-PSS" -> any("RSASSA-PSS");
			case "EdDSA", "Ed25519", "Ed448" -> any("ED25519") || any("ED448") || any("EDDSA");
			default -> true;
		};
	}

	/** Whether the hash that TLS 1.3 binds to the curve of this key is listed. */
	boolean prefer(PublicKey key) {
		if (!(key instanceof ECKey ec)) {
			return true;
		}
		int size = ec.getParams().getOrder().bitLength();
		return any("SHA" + ((size > 512) ? 512 : size) + "WITHECDSA");
	}

	private boolean any(String name) {
		return this.algorithms.stream().anyMatch((algorithm) -> algorithm.toUpperCase(Locale.ROOT).endsWith(name));
	}

}
