package dev.sslsocket.verify;

/**
 * What a pin counts for beside chain and name. A value; safe for use by many threads.
 */
public enum PinMode {

	/**
	 * A peer with a pinned certificate is accepted whatever else is wrong with it:
	 * issuer, name, validity. Any other peer is verified as if there were no pins. The
	 * default, and what {@code SSL_fingerprint} of IO::Socket::SSL does.
	 */
	ALTERNATIVE,

	/**
	 * Chain and name must be good and the certificate pinned: a CA alone cannot let
	 * anybody in. IO::Socket::SSL has nothing like it.
	 */
	ADDITIONAL,

	/**
	 * The pin alone decides; chain and name are not asked (the seed's
	 * {@code SSL_force_fingerprint}).
	 */
	ENFORCE

}
