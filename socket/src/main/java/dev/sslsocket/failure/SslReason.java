package dev.sslsocket.failure;

import java.util.Locale;

/**
 * Why a connection, a handshake or a configuration was refused. The text form, which
 * begins every message and names the metric tags, is the constant in lower case:
 * {@code certificate_expired}.
 */
public enum SslReason {

	/** The certificate's validity has ended. */
	CERTIFICATE_EXPIRED,

	/** The certificate's validity has not begun. */
	CERTIFICATE_NOT_YET_VALID,

	/** No chain leads from the certificate to a trusted CA. */
	UNKNOWN_CA,

	/** The certificate is for other names than the one connected to (RFC 9525). */
	HOSTNAME_MISMATCH,

	/** The certificate and its key are not among the pins. */
	PIN_MISMATCH,

	/** The issuer has revoked the certificate. */
	REVOKED,

	/**
	 * Whether the issuer has revoked the certificate could not be found out, and the
	 * settings ask for it.
	 */
	REVOCATION_UNKNOWN,

	/** The certificate breaks a rule of RFC 5280, or its signature is wrong. */
	BAD_CERTIFICATE,

	/** The certificate is not meant for this use: key usage or extended key usage. */
	UNSUITABLE_CERTIFICATE,

	/** A key or signature in the chain is too weak, or its algorithm is disabled. */
	WEAK_ALGORITHM,

	/** A certificate was asked for and none was presented. */
	CERTIFICATE_REQUIRED,

	/** The verify callback said no, or threw. */
	CALLBACK_REFUSED,

	/** The peer refused our certificate or does not know who issued it. */
	CERTIFICATE_REFUSED_BY_PEER,

	/** No protocol version in common. */
	PROTOCOL_VERSION,

	/** No parameters in common: cipher suites, groups, signature schemes. */
	HANDSHAKE_FAILURE,

	/**
	 * The server has no certificate for the host that the client asked for, or for a
	 * client that asked for none (RFC 6066 section 3).
	 */
	UNRECOGNIZED_NAME,

	/** The client's first message is larger than 32 KiB, the most that is taken. */
	CLIENT_HELLO_TOO_LARGE,

	/** No application protocol in common (RFC 7301). */
	NO_APPLICATION_PROTOCOL,

	/** The peer does not speak TLS. */
	NOT_TLS,

	/** Bytes in clear were waiting before the handshake (CVE-2011-0411). */
	PLAINTEXT_INJECTED,

	/** The peer ended the TCP connection without close_notify. */
	TRUNCATED,

	/** A record was damaged or forged. */
	BAD_RECORD_MAC,

	/** The peer asked for a TLS 1.2 renegotiation, which is never granted. */
	RENEGOTIATION_REFUSED,

	/** The peer broke the TLS protocol. */
	PROTOCOL_ERROR,

	/** The peer sent a fatal alert that has no reason of its own here. */
	PEER_ALERT,

	/** No address of the peer could be connected to in time. */
	CONNECT_TIMEOUT,

	/** The handshake did not complete in time. */
	HANDSHAKE_TIMEOUT,

	/** Nothing arrived in time ({@code SO_TIMEOUT}). */
	READ_TIMEOUT,

	/** The peer did not take the bytes in time. */
	WRITE_TIMEOUT,

	/** The peer did not answer close_notify in time. */
	CLOSE_TIMEOUT,

	/** The socket, or this direction of it, is closed. */
	CLOSED,

	/** Application data is unread where TLS was to be stopped. */
	UNREAD_DATA,

	/** A setting cannot be used. */
	CONFIGURATION;

	/**
	 * Returns the reason as messages, metrics and endpoints show it.
	 * @return the name in lower case, such as {@code unknown_ca}
	 */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
