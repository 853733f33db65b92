package dev.sslsocket.testing;

/**
 * How a private key in a PEM file is encrypted under a pass phrase: the four forms that
 * an operator's directory really holds. Immutable; safe for use by many threads.
 */
public enum KeyEncryption {

	/**
	 * PKCS#8 under PBES2 with PBKDF2 (HMAC-SHA-256) and AES-256-CBC (RFC 8018 section
	 * 6.2), {@code BEGIN ENCRYPTED PRIVATE KEY}: what {@code openssl genpkey -aes256}
	 * writes.
	 */
	PBES2_AES_256_CBC,

	/**
	 * PKCS#8 under the password-based scheme of PKCS#12 with SHA-1 and three-key
	 * triple-DES (RFC 7292 appendix C), of the shape of PBES1: what
	 * {@code openssl pkcs8 -v1 PBE-SHA1-3DES} writes.
	 */
	PBES1_SHA1_3DES,

	/**
	 * The traditional form: PKCS#1 or SEC1 with the headers
	 * {@code Proc-Type: 4,ENCRYPTED} and {@code DEK-Info: DES-EDE3-CBC} (RFC 1421 section
	 * 4.6.1.1).
	 */
	TRADITIONAL_DES_EDE3_CBC,

	/** The traditional form with {@code DEK-Info: AES-256-CBC}. */
	TRADITIONAL_AES_256_CBC

}
