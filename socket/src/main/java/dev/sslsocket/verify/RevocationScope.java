package dev.sslsocket.verify;

/**
 * Which certificates of a chain are looked up in revocation lists. The trust anchor never
 * is: whoever trusts it says so by naming it. A value; safe for use by many threads.
 */
public enum RevocationScope {

	/** None. */
	OFF,

	/** The peer's own (the seed's {@code SSL_check_crl}). */
	LEAF,

	/** The peer's own and every CA between it and the trusted one. */
	CHAIN

}
