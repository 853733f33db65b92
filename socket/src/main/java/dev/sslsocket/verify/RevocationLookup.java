package dev.sslsocket.verify;

import java.util.Locale;

/**
 * That somebody looked up whether a certificate of a peer is revoked, and what came of
 * it. What is made of it is another matter: with {@code ocsp: soft} an unknown answer
 * refuses nobody, and a verify callback may overrule any. Immutable; safe for use by many
 * threads.
 *
 * @param context name of the context
 * @param means where it was looked up
 * @param result what came of it
 */
public record RevocationLookup(String context, Means means, Result result) {

	/** Where it is looked up. Immutable; safe for use by many threads. */
	public enum Means {

		/** In revocation lists (RFC 5280). */
		CRL,

		/** In an answer of OCSP, stapled, remembered or asked for (RFC 6960). */
		OCSP;

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/** What comes of it. Immutable; safe for use by many threads. */
	public enum Result {

		/** It is not revoked. */
		GOOD,

		/** It is. */
		REVOKED,

		/** There is no list or answer that counts. */
		UNKNOWN;

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
