package dev.sslsocket.verify;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

import dev.sslsocket.fuzz.ExtensionGraft;

/**
 * A sound certificate with one extension of the fuzzer's making: bytes that whole
 * certificates rarely get right enough to be parsed.
 */
public final class CertificateExtensionFuzzer {

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
	}

}
