package dev.sslsocket.verify;

import java.security.cert.X509Certificate;

import dev.sslsocket.failure.SslCertificateException;
import dev.sslsocket.failure.SslReason;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with one certificate of a chain. Immutable; safe for use by
 * many threads.
 *
 * @param reason why
 * @param depth place of the certificate in the chain, 0 is the peer's own
 * @param certificate the certificate
 * @param message the reason in words, without the reason's name in front
 * @param cause what led here, if anything
 */
record Finding(SslReason reason, int depth, X509Certificate certificate, String message, @Nullable Throwable cause) {

	Finding(SslReason reason, int depth, X509Certificate certificate, String message) {
		this(reason, depth, certificate, message, null);
	}

	/**
	 * How much this says: the higher, the better a person can act on it. A chain that
	 * ends at no trusted CA says least, because any other path may have ended better.
	 */
	int weight() {
		return switch (this.reason) {
			case UNKNOWN_CA, REVOCATION_UNKNOWN -> 0;
			case BAD_CERTIFICATE -> 1;
			case WEAK_ALGORITHM -> 2;
			case UNSUITABLE_CERTIFICATE -> 3;
			case CERTIFICATE_NOT_YET_VALID -> 4;
			case CERTIFICATE_EXPIRED -> 5;
			default -> 6;
		};
	}

	/** Whether it says of the same certificate the same. */
	boolean isAlike(Finding other) {
		return this.reason == other.reason && this.depth == other.depth;
	}

	SslCertificateException toException() {
		return new SslCertificateException(this.reason, CertificateText.subject(this.certificate), this.depth,
				this.message, this.cause);
	}

}
