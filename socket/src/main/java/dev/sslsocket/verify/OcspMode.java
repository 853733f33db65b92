package dev.sslsocket.verify;

/**
 * What is made of OCSP (RFC 6960), by which an issuer says whether it still stands by a
 * certificate. In every mode an answer that says <i>revoked</i> refuses the peer. A
 * value; safe for use by many threads.
 */
public enum OcspMode {

	/**
	 * Nobody is asked, and an answer that a server brings along is not looked at, also
	 * where its certificate demands one (RFC 7633).
	 */
	OFF,

	/**
	 * An answer that a server brings along ("staples", RFC 6066 section 8) counts; nobody
	 * is asked. One that cannot be verified is as good as none.
	 */
	STAPLE,

	/**
	 * Without a good stapled answer the responder that the certificate names is asked, or
	 * an answer it gave before is used; where it gives none, the peer is accepted. Asked
	 * is when TLS is set up and before the first byte of the application passes, two
	 * seconds at the most and within the handshake timeout.
	 */
	SOFT,

	/**
	 * As {@link #SOFT}, but without a good answer the peer is refused; also one whose
	 * certificate names no responder, as those of some public CAs.
	 */
	HARD

}
