package dev.sslsocket.verify;

/**
 * How the name of a server is compared with its certificate. A value; safe for use by
 * many threads.
 */
public enum HostnameScheme {

	/**
	 * The default, RFC 9525: only subject alternative names count, never the common name.
	 * A DNS name matches label by label without regard to case; one wildcard may stand
	 * for the whole left-most label, above at least two others. An IP address matches
	 * iPAddress entries only.
	 */
	RFC9525,

	/** The name is not compared: any certificate of a trusted CA will do. */
	NONE

}
