package dev.sslsocket.sample;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sslsocket.connection.SslConnection;
import dev.sslsocket.x509.PeerCertificate;
import dev.sslsocket.x509.SubjectAltName;

/**
 * What a probe and a server agreed on.
 *
 * @param context name of the SSL context
 * @param peer whom we talked to
 * @param protocol such as TLSv1.3
 * @param cipher OpenSSL's name of the cipher suite
 * @param cipherSuite IANA's name of the cipher suite
 * @param group key exchange group
 * @param alpn application protocol, empty where none was agreed on
 * @param resumed whether a session was resumed
 * @param verified whether chain and name were verified
 * @param certificate the server's certificate
 */
record ProbeReport(String context, String peer, String protocol, String cipher, String cipherSuite, String group,
		String alpn, boolean resumed, boolean verified, @Nullable Certificate certificate) {

	/**
	 * A certificate, as a person wants to see it.
	 *
	 * @param subject whom it is for
	 * @param issuer who says so
	 * @param subjectAltNames the names it is for
	 * @param notBefore from when it is valid
	 * @param notAfter until when it is valid
	 * @param sha256 fingerprint, AB:12:…
	 */
	record Certificate(String subject, String issuer, List<String> subjectAltNames, Instant notBefore, Instant notAfter,
			String sha256) {

		static Certificate of(PeerCertificate certificate) {
			List<String> names = certificate.subjectAltNames().stream().map(SubjectAltName::toString).toList();
			return new Certificate(certificate.subject(), certificate.issuer(), names, certificate.notBefore(),
					certificate.notAfter(), certificate.fingerprintColons());
		}

	}

	static ProbeReport of(SslConnection connection) {
		return new ProbeReport(connection.context(), connection.peer(), connection.protocol(), connection.cipher(),
				connection.cipherSuite(), connection.group(), connection.alpn(), connection.resumed(),
				connection.verified(), connection.peerCertificate().map(Certificate::of).orElse(null));
	}

}
