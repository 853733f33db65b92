package dev.sslsocket.verify;

import java.security.cert.X509Certificate;
import java.util.List;

import dev.sslsocket.failure.SslCertificateException;
import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.fuzz.FuzzPki;
import dev.sslsocket.x509.Material;

/**
 * A file that is to hold revocation lists: it is refused when it is named, or its lists
 * are looked into without an exception.
 */
public final class RevocationListFuzzer {

	private static final List<X509Certificate> PRESENTED = List.of(FuzzPki.SERVER.certificate(),
			FuzzPki.CA.certificate());

	private RevocationListFuzzer() {
	}

	public static void fuzzerTestOneInput(byte[] input) {
		if (input.length == 0) {
			return;
		}
		PeerVerifier verifier;
		try {
			Revocation revocation = Revocation.builder()
				.crl(RevocationScope.CHAIN)
				.crls(CrlSource.file(Material.of("fuzzed.crl", input)))
				.build();
			verifier = PeerVerifier.builder()
				.trust(List.of(TrustSource.certificates(FuzzPki.CA.certificate())))
				.revocation(revocation)
				.build();
		}
		catch (SslConfigurationException ex) {
			return;
		}
		try {
			verifier.verifyServer(PRESENTED, "localhost");
		}
		catch (SslCertificateException ex) {
			CertificateFuzzer.requireDeliberate(ex);
		}
	}

}
