package dev.sslsocket.verify;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.sslsocket.failure.SslCertificateException;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.ManualClock;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link GoodChains}: what is remembered, and what must not be.
 */
class GoodChainsTests {

	private static final CertifiedKey ROOT = CertificateMaker.ca().selfSigned();

	private static final CertifiedKey SUB = CertificateMaker.intermediate().issuedBy(ROOT);

	private static final CertifiedKey SERVER = CertificateMaker.localhost().issuedBy(SUB);

	private static final List<X509Certificate> PRESENTED = List.of(SERVER.certificate(), SUB.certificate());

	private static final List<X509Certificate> CHAIN = List.of(SERVER.certificate(), SUB.certificate(),
			ROOT.certificate());

	private final GoodChains chains = new GoodChains();

	@Test
	void findWhenAllIsTheSameGivesTheChain() {
		Instant now = Instant.now();
		assertThat(this.chains.find(PRESENTED, Role.SERVER, now)).isNull();
		this.chains.add(PRESENTED, Role.SERVER, CHAIN);
		assertThat(this.chains.find(List.copyOf(PRESENTED), Role.SERVER, now)).isSameAs(CHAIN);
	}

	@Test
	void findWhenAnythingDiffersGivesNothing() {
		Instant now = Instant.now();
		this.chains.add(PRESENTED, Role.SERVER, CHAIN);
		assertThat(this.chains.find(PRESENTED, Role.CLIENT, now)).isNull();
		assertThat(this.chains.find(List.of(SERVER.certificate()), Role.SERVER, now)).isNull();
		assertThat(this.chains.find(List.of(SUB.certificate(), SERVER.certificate()), Role.SERVER, now)).isNull();
		X509Certificate twin = CertificateMaker.localhost().issuedBy(SUB).certificate();
		assertThat(this.chains.find(List.of(twin, SUB.certificate()), Role.SERVER, now)).isNull();
	}

	@Test
	void findWhenOneOfTheCertificatesIsNotValidGivesNothing() {
		this.chains.add(PRESENTED, Role.SERVER, CHAIN);
		Instant end = CHAIN.stream().map((c) -> c.getNotAfter().toInstant()).min(Instant::compareTo).orElseThrow();
		Instant begin = CHAIN.stream().map((c) -> c.getNotBefore().toInstant()).max(Instant::compareTo).orElseThrow();
		assertThat(this.chains.find(PRESENTED, Role.SERVER, end)).isNotNull();
		assertThat(this.chains.find(PRESENTED, Role.SERVER, end.plusMillis(1))).isNull();
		assertThat(this.chains.find(PRESENTED, Role.SERVER, begin)).isNotNull();
		assertThat(this.chains.find(PRESENTED, Role.SERVER, begin.minusMillis(1))).isNull();
	}

	@Test
	void addWhenThereAreManyForgetsTheLeastUsed() {
		Instant now = Instant.now();
		this.chains.add(PRESENTED, Role.SERVER, CHAIN);
		for (int i = 0; i < GoodChains.MOST; i++) {
			assertThat(this.chains.find(PRESENTED, Role.SERVER, now)).isNotNull();
			X509Certificate other = CertificateMaker.localhost().selfSigned().certificate();
			this.chains.add(List.of(other), Role.SERVER, List.of(other));
		}
		assertThat(this.chains.size()).isEqualTo(GoodChains.MOST);
		assertThat(this.chains.find(PRESENTED, Role.SERVER, now)).isNotNull();
	}

	@Test
	void verifierWhenAChainIsKnownStillAsksForNameAndTime() throws Exception {
		ManualClock clock = ManualClock.startingNow();
		PeerVerifier verifier = PeerVerifier.builder()
			.trust(List.of(TrustSource.certificates(ROOT.certificate())))
			.clock(clock)
			.build();
		assertThat(verifier.verifyServer(PRESENTED, "localhost")).isEqualTo(CHAIN);
		assertThat(verifier.verifyServer(PRESENTED, "localhost")).isEqualTo(CHAIN);
		assertThat(refusal(verifier, "evil.example").reason()).isEqualTo(SslReason.HOSTNAME_MISMATCH);
		clock.forward(Duration.between(clock.instant(), SERVER.certificate().getNotAfter().toInstant()).plusSeconds(1));
		assertThat(refusal(verifier, "localhost").reason()).isEqualTo(SslReason.CERTIFICATE_EXPIRED);
	}

	private static SslCertificateException refusal(PeerVerifier verifier, String name) {
		return catchThrowableOfType(SslCertificateException.class, () -> verifier.verifyServer(PRESENTED, name));
	}

}
