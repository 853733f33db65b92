package dev.sslsocket.verify;

import java.io.ByteArrayInputStream;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import dev.sslsocket.failure.SslCertificateException;
import dev.sslsocket.x509.PeerCertificate;

/**
 * What a peer presents, as far as the JDK parses it. It is accepted or refused with a
 * reason; the view of it that endpoints show throws nothing.
 */
public final class CertificateFuzzer {

	private CertificateFuzzer() {
	}

	public static void fuzzerTestOneInput(byte[] input) {
		List<X509Certificate> presented = new ArrayList<>();
		try {
			Collection<? extends Certificate> parsed = CertificateFactory.getInstance("X.509")
				.generateCertificates(new ByteArrayInputStream(input));
			parsed.forEach((certificate) -> presented.add((X509Certificate) certificate));
		}
		catch (CertificateException | RuntimeException ex) {
			// The JDK's parser stands before ours.
			return;
		}
		if (!presented.isEmpty()) {
			check(presented);
		}
	}

	/** A RuntimeException as its cause is what "could not be checked" hides. */
	static void requireDeliberate(SslCertificateException refusal) {
		if (refusal.getCause() instanceof RuntimeException hidden) {
			throw hidden;
		}
	}

	static void check(List<X509Certificate> presented) {
		check(presented, PeerVerifier.builder()
			.trust(List.of(TrustSource.certificates(presented.get(presented.size() - 1))))
			.build());
	}

	static void check(List<X509Certificate> presented, PeerVerifier verifier) {
		try {
			verifier.verifyServer(presented, "www.example.com");
			verifier.verifyClient(presented);
		}
		catch (SslCertificateException ex) {
			requireDeliberate(ex);
		}
		for (X509Certificate certificate : presented) {
			PeerCertificate peer = PeerCertificate.of(certificate);
			String.valueOf(peer);
			peer.subjectAltNames();
			peer.commonName();
			peer.subjectOneline();
			peer.issuerOneline();
		}
	}

}
