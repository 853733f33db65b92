package dev.sslsocket.revocation;

/**
 * What revocation lists say of a certificate or, where they do not, why. The constants
 * between the first two and the last say ever more: of several reasons the greatest is
 * reported. A value; safe for use by many threads.
 */
public enum CrlState {

	/** A current list of its issuer covers it, and does not list it. */
	GOOD,

	/** There is no list of its issuer. */
	MISSING,

	/** There are changes to a list that is not there. */
	WITHOUT_BASE,

	/** The issuer's list is about other certificates (RFC 5280 section 5.2.5). */
	OTHER_SCOPE,

	/** The lists leave out some reasons for which it may have been revoked. */
	SOME_REASONS,

	/** The list is signed by an algorithm that is broken or disabled. */
	WEAK,

	/** The list has a critical extension that is not understood. */
	UNSUPPORTED,

	/** The list does not say when it ends. */
	ENDLESS,

	/** The list is for later. */
	NOT_YET_VALID,

	/** The list has ended. */
	EXPIRED,

	/** The list's signature is not of any certificate that is known. */
	FORGED,

	/** Who signed the list may not do so. */
	UNAUTHORISED,

	/** A list says that it is revoked. */
	REVOKED

}
