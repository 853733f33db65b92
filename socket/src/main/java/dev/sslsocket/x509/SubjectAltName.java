package dev.sslsocket.x509;

/**
 * One of the names a certificate is for (RFC 5280 section 4.2.1.6). Immutable; safe for
 * use by many threads.
 *
 * @param type what kind of name
 * @param value the name as text: an address in its canonical form (RFC 5952), a directory
 * name in RFC 2253 form, an object identifier where the name itself has no text
 */
public record SubjectAltName(Type type, String value) {

	/**
	 * The kinds of names. Immutable; safe for use by many threads.
	 */
	public enum Type {

		/** A host name, possibly with a wildcard. */
		DNS,

		/** An IPv4 or IPv6 address. */
		IP,

		/** A mail address. */
		EMAIL,

		/** A URI. */
		URI,

		/** Anything else. */
		OTHER

	}

	/**
	 * Returns the name as {@code DNS:localhost}.
	 */
	@Override
	public String toString() {
		return this.type + ":" + this.value;
	}

}
