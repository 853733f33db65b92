package dev.sslsocket.verify;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

import dev.sslsocket.fuzz.ExtensionGraft;
import dev.sslsocket.fuzz.FuzzPki;
import dev.sslsocket.x509.Material;

/**
 * A sound certificate with one extension of the fuzzer's making: bytes that whole
 * certificates rarely get right enough to be parsed.
 */
public final class CertificateExtensionFuzzer {

	/** Reads what the extensions say about lists, responders and staples. */
	private static final PeerVerifier REVOKING = PeerVerifier.builder()
		.trust(List.of(TrustSource.certificates(ExtensionGraft.issuer())))
		.revocation(Revocation.builder()
			.crl(RevocationScope.CHAIN)
			.crlFile(Material.of("graft.crl", FuzzPki.list()))
			.ocsp(OcspMode.STAPLE)
			.build())
		.build();

	private CertificateExtensionFuzzer() {
	}

	public static void fuzzerTestOneInput(byte[] input) {
		if (input.length < 2) {
			return;
		}
		X509Certificate certificate;
		try {
			certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
				.generateCertificate(new ByteArrayInputStream(ExtensionGraft.certificate(input)));
		}
		catch (CertificateException | RuntimeException ex) {
			return;
		}
		CertificateFuzzer.check(List.of(certificate));
		CertificateFuzzer.check(List.of(certificate, ExtensionGraft.issuer()));
		CertificateFuzzer.check(List.of(certificate, ExtensionGraft.issuer()), REVOKING);
	}

}
