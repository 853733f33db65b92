package dev.sslsocket.verify;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.cert.X509Certificate;
import java.util.List;

import dev.sslsocket.failure.SslCertificateException;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.x509.LongList;
import dev.sslsocket.x509.Material;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a list of 50 MB with a million entries costs each peer: the CPU time of the whole
 * verification, with and without it.
 */
class LongListCostTests {

	private static final CertifiedKey CA = CertificateMaker.ca().selfSigned();

	private static final List<X509Certificate> PEER = List.of(CertificateMaker.localhost().issuedBy(CA).certificate());

	private static final int ROUNDS = 2000;

	@Test
	void listOfAMillionCostsAVerificationLessThanAMillisecond() throws Exception {
		Material list = Material.of("million.crl", LongList.of(1_000_000, CA).der());
		PeerVerifier with = verifier(Revocation.builder().crl(RevocationScope.CHAIN).crlFile(list).build());
		PeerVerifier without = verifier(Revocation.off());
		// Twice: what is compiled meanwhile is no cost of the list.
		nanoseconds(without);
		nanoseconds(with);
		long plain = nanoseconds(without);
		long looked = nanoseconds(with);
		System.out.printf("CPU per verification: %,d ns without, %,d ns with a list of a million%n", plain, looked);
		assertThat(looked - plain).isLessThan(1_000_000);
	}

	private static PeerVerifier verifier(Revocation revocation) {
		return PeerVerifier.builder()
			.trust(List.of(TrustSource.certificates(CA.certificate())))
			.revocation(revocation)
			.build();
	}

	private static long nanoseconds(PeerVerifier verifier) throws SslCertificateException {
		ThreadMXBean threads = ManagementFactory.getThreadMXBean();
		long start = threads.getCurrentThreadCpuTime();
		for (int i = 0; i < ROUNDS; i++) {
			assertThat(verifier.verifyServer(PEER, "localhost")).hasSize(2);
		}
		return (threads.getCurrentThreadCpuTime() - start) / ROUNDS;
	}

}
