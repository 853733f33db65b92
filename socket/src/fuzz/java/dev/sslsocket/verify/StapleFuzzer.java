package dev.sslsocket.verify;

import java.security.cert.X509Certificate;
import java.util.List;

import dev.sslsocket.failure.SslCertificateException;
import dev.sslsocket.fuzz.FuzzPki;

/**
 * What a server staples. An answer that nobody signed proves nothing, whatever it says:
 * the server is never refused as revoked for it, and never accepted where one is a must.
 */
public final class StapleFuzzer {

	private static final PeerVerifier LENIENT = verifier(Revocation.builder().ocsp(OcspMode.STAPLE));

	private static final PeerVerifier STRICT = verifier(Revocation.builder().ocsp(OcspMode.STAPLE).mustStaple(true));

	private static final List<X509Certificate> PRESENTED = List.of(FuzzPki.SERVER.certificate(),
			FuzzPki.CA.certificate());

	private StapleFuzzer() {
	}

	private static PeerVerifier verifier(Revocation.Builder revocation) {
		return PeerVerifier.builder()
			.trust(List.of(TrustSource.certificates(FuzzPki.CA.certificate())))
			.revocation(revocation.build())
			.build();
	}

	public static void fuzzerTestOneInput(byte[] input) {
		try {
			LENIENT.judgeServer(PRESENTED, List.of(input), "localhost");
		}
		catch (SslCertificateException ex) {
			throw new IllegalStateException(ex);
		}
		boolean accepted = true;
		try {
			STRICT.judgeServer(PRESENTED, List.of(input), "localhost");
		}
		catch (SslCertificateException ex) {
			CertificateFuzzer.requireDeliberate(ex);
			accepted = false;
		}
		if (accepted) {
			throw new IllegalStateException("a forged answer was taken for a good one");
		}
	}

}
