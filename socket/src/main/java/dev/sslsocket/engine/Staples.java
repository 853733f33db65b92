package dev.sslsocket.engine;

import java.security.cert.X509Certificate;

import org.jspecify.annotations.Nullable;

/**
 * What a server brings along of what the issuers of its certificates say about them (RFC
 * 6066 section 8). Asked in each handshake: answers at once. Safe for use by many
 * threads.
 */
@FunctionalInterface
public interface Staples {

	/** Nothing is stapled. */
	Staples NONE = (certificate) -> null;

	/**
	 * Finds the answer about a certificate.
	 * @param certificate the one that is about to be presented
	 * @return an OCSP response, DER, which is not changed; {@code null} for none
	 */
	byte @Nullable [] of(X509Certificate certificate);

}
