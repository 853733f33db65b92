package dev.sslsocket.engine;

import java.security.cert.CertificateException;

import dev.sslsocket.failure.SslCertificateException;

import io.netty.handler.ssl.OpenSslCertificateException;
import io.netty.internal.tcnative.CertificateVerifier;

import org.jspecify.annotations.Nullable;

/**
 * Tells BoringSSL which alert we mean, by the error of OpenSSL's verifier that leads to
 * it ({@code ssl_verify_alarm_type}). There is no error for the others: they become
 * {@code certificate_unknown}, as all that have no alert of their own.
 */
final class OpenSslRefusal {

	/** Any that has no alert of its own. */
	private static final int OTHER = CertificateVerifier.X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION;

	private OpenSslRefusal() {
	}

	static CertificateException of(SslCertificateException refused) {
		return new OpenSslCertificateException(refused.getMessage(), refused, error(alert(refused)));
	}

	/**
	 * The alert that the peer gets: the one that is meant, where there is an error for
	 * it.
	 */
	static Alert alert(SslCertificateException refused) {
		@Nullable Alert meant = Alert.of(refused.reason());
		return (meant != null && error(meant) != OTHER) ? meant : Alert.CERTIFICATE_UNKNOWN;
	}

	private static int error(Alert alert) {
		return switch (alert) {
			case CERTIFICATE_EXPIRED -> CertificateVerifier.X509_V_ERR_CERT_HAS_EXPIRED;
			case CERTIFICATE_REVOKED -> CertificateVerifier.X509_V_ERR_CERT_REVOKED;
			case BAD_CERTIFICATE -> CertificateVerifier.X509_V_ERR_CERT_REJECTED;
			case UNKNOWN_CA -> CertificateVerifier.X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY;
			case UNSUPPORTED_CERTIFICATE -> CertificateVerifier.X509_V_ERR_INVALID_PURPOSE;
			default -> OTHER;
		};
	}

}
