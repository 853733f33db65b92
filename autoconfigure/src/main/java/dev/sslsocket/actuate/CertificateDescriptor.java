package dev.sslsocket.actuate;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

import dev.sslsocket.x509.PeerCertificate;
import dev.sslsocket.x509.SubjectAltName;

/**
 * A certificate as endpoints show it. Immutable; safe for use by many threads.
 *
 * @param subject whose it is, in RFC 2253 form
 * @param issuer who signed it, in RFC 2253 form
 * @param subjectAltNames the names it is for, such as {@code DNS:localhost}
 * @param serialNumber the issuer's number for it, upper-case hex
 * @param notBefore when its validity begins
 * @param notAfter when its validity ends
 * @param fingerprint its SHA-256, {@code AB:12:…}
 */
public record CertificateDescriptor(String subject, String issuer, List<String> subjectAltNames, String serialNumber,
		Instant notBefore, Instant notAfter, String fingerprint) {

	public CertificateDescriptor {
		subjectAltNames = List.copyOf(subjectAltNames);
	}

	static CertificateDescriptor of(X509Certificate certificate) {
		return of(PeerCertificate.of(certificate));
	}

	static CertificateDescriptor of(PeerCertificate certificate) {
		return new CertificateDescriptor(certificate.subject(), certificate.issuer(),
				certificate.subjectAltNames().stream().map(SubjectAltName::toString).toList(),
				certificate.serialNumber(), certificate.notBefore(), certificate.notAfter(),
				certificate.fingerprintColons());
	}

}
