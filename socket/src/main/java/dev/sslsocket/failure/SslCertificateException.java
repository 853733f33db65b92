package dev.sslsocket.failure;

import java.security.cert.CertificateException;

import org.jspecify.annotations.Nullable;

/**
 * A certificate was refused. Immutable; safe for use by many threads.
 */
public final class SslCertificateException extends CertificateException {

	private static final long serialVersionUID = 1L;

	private final SslReason reason;

	private final String subject;

	private final int depth;

	/**
	 * Creates the exception.
	 * @param reason why
	 * @param subject the certificate's subject in RFC 2253 form, or an empty string where
	 * no certificate was presented
	 * @param depth the certificate's place in the chain: 0 is the peer's own, -1 unknown
	 * @param message what a person reads, beginning with the facts (not with the reason)
	 * @param cause what led here, if anything
	 */
	public SslCertificateException(SslReason reason, String subject, int depth, String message,
			@Nullable Throwable cause) {
		super(message, cause);
		this.reason = reason;
		this.subject = subject;
		this.depth = depth;
	}

	/**
	 * Returns why the certificate was refused.
	 * @return the reason
	 */
	public SslReason reason() {
		return this.reason;
	}

	/**
	 * Returns whose certificate was refused.
	 * @return the subject in RFC 2253 form, or an empty string
	 */
	public String subject() {
		return this.subject;
	}

	/**
	 * Returns the refused certificate's place in the chain.
	 * @return 0 for the peer's own certificate, 1 for its issuer and so on; -1 unknown
	 */
	public int depth() {
		return this.depth;
	}

}
