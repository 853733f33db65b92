package dev.sslsocket.engine;

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;

import dev.sslsocket.failure.SslCertificateException;

/**
 * Tells JSSE which alert we mean. A TLS 1.3 alert must be encrypted, so the engine alone
 * can send it, and its client side looks for a {@link CertPathValidatorException} as
 * direct cause of what a trust manager throws ({@code CertificateMessage} of the JDK, 17
 * to 25). It knows five alerts; what has none of them is {@code certificate_unknown}. The
 * server side does not look.
 */
final class RefusalHint {

	private RefusalHint() {
	}

	static CertificateException of(SslCertificateException refused) {
		return new CertificateException(refused.getMessage(),
				new CertPathValidatorException(refused.getMessage(), refused, null, -1, reason(refused)));
	}

	private static BasicReason reason(SslCertificateException refused) {
		Alert alert = Alert.of(refused.reason());
		if (alert == null) {
			return BasicReason.UNSPECIFIED;
		}
		return switch (alert) {
			case CERTIFICATE_EXPIRED -> BasicReason.EXPIRED;
			case CERTIFICATE_REVOKED -> BasicReason.REVOKED;
			case BAD_CERTIFICATE -> BasicReason.INVALID_SIGNATURE;
			case UNSUPPORTED_CERTIFICATE -> BasicReason.ALGORITHM_CONSTRAINED;
			case BAD_CERTIFICATE_STATUS_RESPONSE -> BasicReason.UNDETERMINED_REVOCATION_STATUS;
			default -> BasicReason.UNSPECIFIED;
		};
	}

}
