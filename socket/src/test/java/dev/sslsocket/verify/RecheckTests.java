package dev.sslsocket.verify;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

import dev.sslsocket.failure.SslCertificateException;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.ManualClock;
import dev.sslsocket.testing.OcspMaker;
import dev.sslsocket.testing.peer.OcspResponder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What {@link PeerVerifier} makes of the peer of a resumed session.
 */
@Timeout(60)
class RecheckTests {

	private static final CertifiedKey CA = CertificateMaker.ca().subject("CN=Root").selfSigned();

	private static final CompletableFuture<Void> NEVER = new CompletableFuture<>();

	private final CertifiedKey server = CertificateMaker.localhost().issuedBy(CA);

	@BeforeAll
	static void warmUp() {
		OcspResponder.warmUp();
	}

	@Test
	void recheckWhenNothingIsLookedUpLooksAtTheDates() {
		CertifiedKey brief = CertificateMaker.localhost()
			.notAfter(Instant.now().plus(Duration.ofHours(1)))
			.issuedBy(CA);
		PeerVerifier now = verifier((b) -> b);
		assertThat(reason(() -> recheck(now, brief, "localhost"))).isNull();
		// Its name was checked when the session was made; sessions do not cross names.
		assertThat(reason(() -> recheck(now, brief, "elsewhere"))).isNull();
		PeerVerifier later = verifier((b) -> b.clock(in(Duration.ofHours(2))));
		assertThat(reason(() -> recheck(later, brief, "localhost"))).isEqualTo(SslReason.CERTIFICATE_EXPIRED);
		assertThat(reason(() -> later.recheckClient(brief.chain()))).isEqualTo(SslReason.CERTIFICATE_EXPIRED);
		PeerVerifier careless = verifier((b) -> b.clock(in(Duration.ofHours(2))).verifyServers(VerifyMode.NONE));
		assertThat(reason(() -> recheck(careless, brief, "localhost"))).isNull();
		assertThat(reason(() -> later.recheckClient(List.of()))).isNull();
	}

	@Test
	void recheckWhenACertificateBesideThePathHasExpiredAccepts() {
		CertifiedKey old = CertificateMaker.ca().subject("CN=Old").expired().selfSigned();
		List<X509Certificate> presented = List.of(this.server.certificate(), old.certificate());
		assertThat(reason(() -> verifier((b) -> b).recheckServer(presented, "localhost"))).isNull();
	}

	@Test
	void recheckWhenRevokedMeanwhileRefuses() {
		PeerVerifier staple = verifier((b) -> b.revocation(Revocation.builder().ocsp(OcspMode.STAPLE).build()));
		byte[] good = OcspMaker.issuedBy(CA).good(this.server).der();
		assertThat(reason(() -> settle(staple, this.server, List.of(good)))).isNull();
		assertThat(reason(() -> recheck(staple, this.server, "localhost"))).isNull();
		byte[] revoked = OcspMaker.issuedBy(CA).revoked(this.server).thisUpdate(Instant.now()).der();
		assertThat(reason(() -> settle(staple, this.server, List.of(revoked)))).isEqualTo(SslReason.REVOKED);
		assertThat(reason(() -> recheck(staple, this.server, "localhost"))).isEqualTo(SslReason.REVOKED);
	}

	@Test
	void recheckWhenNothingIsKnownAnyMoreAsks() throws Exception {
		CertifiedKey[] named = new CertifiedKey[1];
		try (OcspResponder responder = OcspResponder
			.answering((request) -> OcspMaker.issuedBy(CA).revoked(named[0]).inAnswerTo(request).der())) {
			named[0] = CertificateMaker.localhost().ocspResponder(responder.uri()).issuedBy(CA);
			PeerVerifier hard = verifier((b) -> b.revocation(Revocation.builder().ocsp(OcspMode.HARD).build()));
			PeerVerdict verdict = hard.recheckServer(named[0].chain(), "localhost");
			assertThat(verdict.held()).isTrue();
			assertThat(reason(() -> verdict.settle(Duration.ZERO, NEVER))).isEqualTo(SslReason.REVOKED);
		}
	}

	@Test
	void recheckWhenAStapleIsDemandedNeedsOneThatIsStillGood() {
		ManualClock clock = ManualClock.startingNow();
		Revocation demanded = Revocation.builder().ocsp(OcspMode.STAPLE).mustStaple(true).build();
		for (Instant next : new @Nullable Instant[] { clock.instant().plus(Duration.ofHours(10)), null }) {
			PeerVerifier verifier = verifier((b) -> b.clock(clock).revocation(demanded));
			byte[] staple = OcspMaker.issuedBy(CA).good(this.server).thisUpdate(clock.instant()).nextUpdate(next).der();
			assertThat(reason(() -> settle(verifier, this.server, List.of(staple)))).isNull();
			assertThat(reason(() -> recheck(verifier, this.server, "localhost"))).isNull();
			clock.forward(Duration.ofHours(25));
			SslCertificateException refusal = refusal(() -> recheck(verifier, this.server, "localhost"));
			assertThat(refusal.reason()).isEqualTo(SslReason.REVOCATION_UNKNOWN);
			assertThat(refusal).hasMessageContaining("connect again");
		}
	}

	@FunctionalInterface
	private interface Step {

		void run() throws SslCertificateException;

	}

	private static @Nullable SslCertificateException refusal(Step step) {
		return catchThrowableOfType(SslCertificateException.class, step::run);
	}

	private static @Nullable SslReason reason(Step step) {
		SslCertificateException refusal = refusal(step);
		return (refusal != null) ? refusal.reason() : null;
	}

	private static void settle(PeerVerifier verifier, CertifiedKey server, List<byte[]> staples)
			throws SslCertificateException {
		verifier.judgeServer(server.chain(), staples, "localhost").settle(Duration.ZERO, NEVER);
	}

	private static void recheck(PeerVerifier verifier, CertifiedKey server, String name)
			throws SslCertificateException {
		verifier.recheckServer(server.chain(), name).settle(Duration.ZERO, NEVER);
	}

	private static PeerVerifier verifier(UnaryOperator<PeerVerifierBuilder> more) {
		return more.apply(PeerVerifier.builder().trust(List.of(TrustSource.certificates(CA.certificate())))).build();
	}

	private static Clock in(Duration duration) {
		return Clock.offset(Clock.systemUTC(), duration);
	}

}
