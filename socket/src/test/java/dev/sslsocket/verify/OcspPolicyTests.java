package dev.sslsocket.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

import dev.sslsocket.failure.SslCertificateException;
import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.OcspMaker;
import dev.sslsocket.testing.peer.OcspResponder;
import dev.sslsocket.verify.RevocationLookup.Means;
import dev.sslsocket.verify.RevocationLookup.Result;
import dev.sslsocket.x509.PeerCertificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What {@link PeerVerifier} makes of OCSP: modes, scopes, demands, pins, the callback and
 * resumed sessions.
 */
@Timeout(60)
class OcspPolicyTests {

	private static final byte[] DEMAND = { 0x30, 0x03, 0x02, 0x01, 0x05 };

	private static final CertifiedKey CA = CertificateMaker.ca().subject("CN=Root").selfSigned();

	private static final CompletableFuture<Void> NEVER = new CompletableFuture<>();

	private OcspResponder responder;

	private CertificateMaker maker;

	private CertifiedKey server;

	/** What the responder says: its own word about whatever certificate. */
	private volatile UnaryOperator<OcspMaker> word = (maker) -> maker;

	@BeforeAll
	static void warmUp() {
		OcspResponder.warmUp();
	}

	@BeforeEach
	void start() {
		this.responder = OcspResponder
			.answering((request) -> this.word.apply(OcspMaker.issuedBy(CA)).inAnswerTo(request).der());
		this.maker = CertificateMaker.localhost().ocspResponder(this.responder.uri());
		this.server = this.maker.issuedBy(CA);
		this.word = (maker) -> maker.good(this.server);
	}

	@AfterEach
	void stop() {
		this.responder.close();
	}

	@ParameterizedTest(name = "{0}, stapled {1}, responder {2}: {3} after {4} questions")
	@CsvSource(nullValues = "-", value = { "OFF, revoked, revoked, -, 0", "OFF, none, revoked, -, 0",
			"STAPLE, good, revoked, -, 0", "STAPLE, revoked, good, REVOKED, 0", "STAPLE, none, revoked, -, 0",
			"STAPLE, unknown, good, -, 0", "STAPLE, expired, good, -, 0", "STAPLE, forged, good, -, 0",
			"STAPLE, garbage, good, -, 0", "SOFT, good, revoked, -, 0", "SOFT, revoked, good, REVOKED, 0",
			"SOFT, none, good, -, 1", "SOFT, none, revoked, REVOKED, 1", "SOFT, none, unknown, -, 1",
			"SOFT, none, garbage, -, 1", "SOFT, expired, revoked, REVOKED, 1", "SOFT, forged, revoked, REVOKED, 1",
			"SOFT, garbage, revoked, REVOKED, 1", "SOFT, unknown, revoked, REVOKED, 1", "HARD, good, revoked, -, 0",
			"HARD, revoked, good, REVOKED, 0", "HARD, none, good, -, 1", "HARD, none, revoked, REVOKED, 1",
			"HARD, none, unknown, REVOCATION_UNKNOWN, 1", "HARD, none, garbage, REVOCATION_UNKNOWN, 1",
			"HARD, none, expired, REVOCATION_UNKNOWN, 1", "HARD, forged, forged, REVOCATION_UNKNOWN, 1",
			"HARD, expired, good, -, 1", "HARD, garbage, good, -, 1" })
	void serverWhenItStaplesAndTheResponderSays(OcspMode mode, String stapled, String said, @Nullable SslReason refused,
			int questions) {
		OcspResponder other = OcspResponder.answering((request) -> response(said, this.server));
		try (other) {
			this.server = CertificateMaker.localhost().ocspResponder(other.uri()).issuedBy(CA);
			List<RevocationLookup> told = new ArrayList<>();
			PeerVerifier verifier = verifier(
					(b) -> b.revocation(Revocation.builder().ocsp(mode).build()).onLookup(told::add));
			List<byte[]> staples = stapled.equals("none") ? List.of() : List.of(response(stapled, this.server));
			assertThat(reason(() -> settle(verifier, staples))).isEqualTo(refused);
			assertThat(other.requests()).isEqualTo(questions);
			String decisive = (questions == 0) ? stapled : said;
			Result result = decisive.matches("good|revoked") ? Result.valueOf(decisive.toUpperCase(Locale.ROOT))
					: Result.UNKNOWN;
			assertThat(told).isEqualTo(
					(mode == OcspMode.OFF) ? List.of() : List.of(new RevocationLookup("default", Means.OCSP, result)));
		}
	}

	@ParameterizedTest(name = "{0}, set {1}, in the certificate {2}, stapled {3}: {4}")
	@CsvSource(nullValues = "-", value = { "OFF, false, true, none, -", "STAPLE, true, false, good, -",
			"STAPLE, true, false, none, REVOCATION_UNKNOWN", "STAPLE, true, false, unknown, REVOCATION_UNKNOWN",
			"STAPLE, true, false, expired, REVOCATION_UNKNOWN", "STAPLE, true, false, forged, REVOCATION_UNKNOWN",
			"STAPLE, true, false, garbage, REVOCATION_UNKNOWN", "STAPLE, true, false, revoked, REVOKED",
			"STAPLE, false, true, good, -", "STAPLE, false, true, none, REVOCATION_UNKNOWN",
			"STAPLE, false, false, none, -", "SOFT, true, false, none, REVOCATION_UNKNOWN",
			"SOFT, false, true, garbage, REVOCATION_UNKNOWN", "HARD, false, true, none, REVOCATION_UNKNOWN",
			"HARD, true, true, good, -" })
	void serverWhenItMustStapleIsNotAskedForElsewhere(OcspMode mode, boolean set, boolean marked, String stapled,
			@Nullable SslReason refused) {
		this.server = (marked ? this.maker.extension("1.3.6.1.5.5.7.1.24", DEMAND) : this.maker).issuedBy(CA);
		PeerVerifier verifier = verifier((b) -> b.revocation(Revocation.builder().ocsp(mode).mustStaple(set).build()));
		List<byte[]> staples = stapled.equals("none") ? List.of() : List.of(response(stapled, this.server));
		SslCertificateException refusal = refusal(() -> settle(verifier, staples));
		assertThat((refusal != null) ? refusal.reason() : null).isEqualTo(refused);
		assertThat(this.responder.requests()).isZero();
		if (refused == SslReason.REVOCATION_UNKNOWN) {
			assertThat(refusal).hasMessageContaining(set ? "(ssl.revocation.must-staple)" : "RFC 7633");
		}
	}

	@Test
	void clientWhenItsCertificateDemandsAStapleIsNotHeldToIt() throws Exception {
		CertifiedKey client = CertificateMaker.leaf().extension("1.3.6.1.5.5.7.1.24", DEMAND).issuedBy(CA);
		PeerVerifier verifier = verifier(
				(b) -> b.revocation(Revocation.builder().ocsp(OcspMode.STAPLE).mustStaple(true).build()));
		PeerVerdict verdict = verifier.judgeClient(client.chain());
		assertThat(verdict.held()).isFalse();
	}

	@Test
	void clientWhenRevokedIsRefused() throws Exception {
		CertifiedKey client = CertificateMaker.leaf().ocspResponder(this.responder.uri()).issuedBy(CA);
		this.word = (maker) -> maker.revoked(client);
		PeerVerdict verdict = soft().judgeClient(client.chain());
		assertThat(verdict.held()).isTrue();
		assertThat(reason(() -> verdict.settle(Duration.ZERO, NEVER))).isEqualTo(SslReason.REVOKED);
	}

	@Test
	void chainWhenInScopeIsAskedAboutUpToTheTrustedOne() throws Exception {
		CertifiedKey sub = CertificateMaker.intermediate()
			.subject("CN=Sub-CA")
			.ocspResponder(this.responder.uri())
			.issuedBy(CA);
		this.server = CertificateMaker.localhost().issuedBy(sub);
		byte[] good = OcspMaker.issuedBy(sub).good(this.server).der();
		this.word = (maker) -> maker.revoked(sub);
		PeerVerifier leaf = verifier((b) -> b.revocation(Revocation.builder().ocsp(OcspMode.HARD).build()));
		assertThat(leaf.judgeServer(this.server.chain(), List.of(good), "localhost").held()).isFalse();
		PeerVerifier chain = verifier(
				(b) -> b.revocation(Revocation.builder().ocsp(OcspMode.HARD).ocspScope(RevocationScope.CHAIN).build()));
		PeerVerdict verdict = chain.judgeServer(this.server.chain(), List.of(good), "localhost");
		SslCertificateException refusal = refusal(() -> verdict.settle(Duration.ZERO, NEVER));
		assertThat(refusal.reason()).isEqualTo(SslReason.REVOKED);
		assertThat(refusal.depth()).isEqualTo(1);
		assertThat(refusal.getMessage()).startsWith("CN=Sub-CA (depth 1) was revoked by its issuer on ");
		// TLS 1.3 staples for each certificate, in no order that is relied on.
		byte[] above = OcspMaker.issuedBy(CA).good(sub).thisUpdate(Instant.now()).der();
		PeerVerifier another = verifier(
				(b) -> b.revocation(Revocation.builder().ocsp(OcspMode.HARD).ocspScope(RevocationScope.CHAIN).build()));
		assertThat(another.judgeServer(this.server.chain(), List.of(above, new byte[0], good), "localhost").held())
			.isFalse();
	}

	@Test
	void anchorWhenPresentedItselfIsNeverAskedAbout() throws Exception {
		PeerVerifier verifier = PeerVerifier.builder()
			.trust(List.of(TrustSource.certificates(this.server.certificate())))
			.revocation(Revocation.builder().ocsp(OcspMode.HARD).build())
			.build();
		assertThat(verifier.judgeServer(this.server.chain(), List.of(), "localhost").held()).isFalse();
	}

	@Test
	void responderWhenOfAnUnverifiedCertificateIsNeverContacted() {
		CertifiedKey stranger = CertificateMaker.ca().subject("CN=Root").selfSigned();
		CertifiedKey forged = this.maker.issuedBy(stranger);
		PeerVerifier hard = verifier((b) -> b.revocation(Revocation.builder().ocsp(OcspMode.HARD).build()));
		assertThat(reason(() -> settle(hard, forged, List.of()))).isEqualTo(SslReason.UNKNOWN_CA);
		// Not even where the callback accepts whatever comes.
		PeerVerifier careless = verifier(
				(b) -> b.revocation(Revocation.builder().ocsp(OcspMode.HARD).build()).callback((event) -> true));
		assertThat(reason(() -> settle(careless, forged, List.of()))).isNull();
		assertThat(this.responder.requests()).isZero();
	}

	@Test
	void callbackWhenTheChainIsUnknownIsToldThatRevocationIsToo() {
		CertifiedKey forged = this.maker.issuedBy(CertificateMaker.ca().selfSigned());
		List<SslReason> told = new ArrayList<>();
		PeerVerifier verifier = verifier((b) -> b.revocation(Revocation.builder().ocsp(OcspMode.HARD).build())
			.callback((event) -> told.add(event.reason()) || true));
		assertThat(reason(() -> settle(verifier, forged, List.of()))).isNull();
		assertThat(told).contains(SslReason.UNKNOWN_CA, SslReason.REVOCATION_UNKNOWN);
	}

	@ParameterizedTest
	@EnumSource(names = { "REVOKED", "REVOCATION_UNKNOWN" })
	void callbackWhenAnAnswerRefusesHasTheLastWord(SslReason reason) throws Exception {
		this.word = (maker) -> (reason == SslReason.REVOKED) ? maker.revoked(this.server) : maker.unknown(this.server);
		for (boolean overrules : new boolean[] { true, false }) {
			List<VerifyEvent> asked = new ArrayList<>();
			PeerVerifier verifier = verifier(
					(b) -> b.revocation(Revocation.builder().ocsp(OcspMode.HARD).build()).callback((event) -> {
						asked.add(event);
						return event.ok() || overrules;
					}));
			PeerVerdict verdict = verifier.judgeServer(this.server.chain(), List.of(), "localhost");
			assertThat(asked).hasSize(2).allMatch(VerifyEvent::ok);
			assertThat(reason(() -> verdict.settle(Duration.ZERO, NEVER))).isEqualTo(overrules ? null : reason);
			assertThat(asked).hasSize(3);
			assertThat(asked.get(2)).isEqualTo(new VerifyEvent(false, 0, this.server.certificate(), verdict.chain(),
					reason, asked.get(2).message(), "localhost"));
		}
	}

	@Test
	void callbackWhenItRefusesIsNotFollowedByAQuestion() {
		PeerVerifier verifier = verifier(
				(b) -> b.revocation(Revocation.builder().ocsp(OcspMode.HARD).build()).callback((event) -> false));
		assertThat(reason(() -> settle(verifier, List.of()))).isEqualTo(SslReason.CALLBACK_REFUSED);
		assertThat(this.responder.requests()).isZero();
	}

	@ParameterizedTest(name = "{0}: {1}")
	@CsvSource(nullValues = "-", value = { "ALTERNATIVE, -, 0", "ENFORCE, -, 0", "ADDITIONAL, REVOKED, 1" })
	void pinWhenItMatchesOverrulesAsItDoesTheChain(PinMode mode, @Nullable SslReason refused, int questions) {
		this.word = (maker) -> maker.revoked(this.server);
		String pin = PeerCertificate.of(this.server.certificate()).fingerprint("sha256");
		PeerVerifier verifier = verifier(
				(b) -> b.revocation(Revocation.builder().ocsp(OcspMode.HARD).build()).pins(PinSet.of(mode, pin)));
		assertThat(reason(() -> settle(verifier, List.of()))).isEqualTo(refused);
		assertThat(this.responder.requests()).isEqualTo(questions);
		byte[] revoked = OcspMaker.issuedBy(CA).revoked(this.server).der();
		assertThat(reason(() -> settle(verifier, List.of(revoked)))).isEqualTo(refused);
	}

	@Test
	void trustManagerWhenNothingIsKnownRefusesInHardModeAndKnowsTheNextTime() {
		PeerVerifier hard = verifier((b) -> b.revocation(Revocation.builder().ocsp(OcspMode.HARD).build()));
		SslCertificateException refusal = refusal(() -> hard.verifyServer(this.server.chain(), "localhost"));
		assertThat(refusal.reason()).isEqualTo(SslReason.REVOCATION_UNKNOWN);
		assertThat(refusal).hasMessageContaining("a trust manager cannot wait");
		this.responder.awaitRequest();
		// Shares the question that is out, and so waits for the answer.
		assertThat(reason(() -> settle(hard, List.of()))).isNull();
		assertThat(reason(() -> hard.verifyServer(this.server.chain(), "localhost"))).isNull();
		assertThat(this.responder.requests()).isOne();
		assertThat(reason(() -> soft().verifyServer(this.server.chain(), "localhost"))).isNull();
	}

	@Test
	void settleWhenAbandonedOrInterruptedRefuses() throws Exception {
		try (OcspResponder holding = OcspResponder.holding((request) -> response("good", this.server))) {
			this.server = CertificateMaker.localhost().ocspResponder(holding.uri()).issuedBy(CA);
			PeerVerdict verdict = soft().judgeServer(this.server.chain(), List.of(), "localhost");
			CompletableFuture<Void> abandoned = new CompletableFuture<>();
			abandoned.complete(null);
			assertThat(reason(() -> verdict.settle(Duration.ZERO, abandoned))).isEqualTo(SslReason.REVOCATION_UNKNOWN);
			Thread.currentThread().interrupt();
			assertThat(reason(() -> verdict.settle(Duration.ZERO, NEVER))).isEqualTo(SslReason.REVOCATION_UNKNOWN);
			assertThat(Thread.interrupted()).isTrue();
		}
	}

	@Test
	void settleWhenPatienceEndsFirstDecidesByTheMode() throws Exception {
		try (OcspResponder holding = OcspResponder.holding((request) -> response("good", this.server))) {
			this.server = CertificateMaker.localhost().ocspResponder(holding.uri()).issuedBy(CA);
			PeerVerdict soft = soft().judgeServer(this.server.chain(), List.of(), "localhost");
			assertThat(reason(() -> soft.settle(Duration.ofMillis(1), NEVER))).isNull();
			PeerVerdict hard = verifier((b) -> b.revocation(Revocation.builder().ocsp(OcspMode.HARD).build()))
				.judgeServer(this.server.chain(), List.of(), "localhost");
			assertThat(reason(() -> hard.settle(Duration.ofMillis(1), NEVER))).isEqualTo(SslReason.REVOCATION_UNKNOWN);
		}
	}

	@Test
	void hardWhenNoResponderIsNamedRefuses() {
		CertifiedKey plain = CertificateMaker.localhost().issuedBy(CA);
		PeerVerifier hard = verifier((b) -> b.revocation(Revocation.builder().ocsp(OcspMode.HARD).build()));
		assertThat(refusal(() -> settle(hard, plain, List.of())))
			.hasMessage("CN=localhost (depth 0) may have been revoked: no responder is named that could be asked by"
					+ " http. Context setting ssl.revocation.ocsp: hard.");
		assertThat(reason(() -> settle(soft(), plain, List.of()))).isNull();
	}

	@Test
	void partitionWhenOcspDiffersDiffers() {
		List<String> partitions = new ArrayList<>(List.of(verifier((b) -> b).partition()));
		for (Revocation revocation : List.of(Revocation.builder().ocsp(OcspMode.STAPLE).build(),
				Revocation.builder().ocsp(OcspMode.STAPLE).mustStaple(true).build(),
				Revocation.builder().ocsp(OcspMode.SOFT).build(), Revocation.builder().ocsp(OcspMode.HARD).build(),
				Revocation.builder().ocsp(OcspMode.HARD).ocspScope(RevocationScope.CHAIN).build())) {
			partitions.add(verifier((b) -> b.revocation(revocation)).partition());
		}
		assertThat(partitions).doesNotHaveDuplicates();
	}

	@Test
	void settingsWhenTheyContradictEachOtherAreRefused() {
		assertThatExceptionOfType(SslConfigurationException.class)
			.isThrownBy(() -> Revocation.builder().mustStaple(true).build())
			.satisfies((ex) -> assertThat(ex.setting()).isEqualTo("revocation.must-staple"))
			.withMessageContaining("revocation.ocsp is off");
		assertThatExceptionOfType(SslConfigurationException.class)
			.isThrownBy(() -> Revocation.builder().ocsp(OcspMode.SOFT).ocspScope(RevocationScope.OFF).build())
			.satisfies((ex) -> assertThat(ex.setting()).isEqualTo("revocation.ocsp"));
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

	private void settle(PeerVerifier verifier, List<byte[]> staples) throws SslCertificateException {
		settle(verifier, this.server, staples);
	}

	private static void settle(PeerVerifier verifier, CertifiedKey server, List<byte[]> staples)
			throws SslCertificateException {
		verifier.judgeServer(server.chain(), staples, "localhost").settle(Duration.ZERO, NEVER);
	}

	private static PeerVerifier soft() {
		return verifier((b) -> b.revocation(Revocation.builder().ocsp(OcspMode.SOFT).build()));
	}

	private static PeerVerifier verifier(UnaryOperator<PeerVerifierBuilder> more) {
		return more.apply(PeerVerifier.builder().trust(List.of(TrustSource.certificates(CA.certificate())))).build();
	}

	private static byte[] response(String what, CertifiedKey server) {
		OcspMaker maker = OcspMaker.issuedBy(CA);
		return switch (what) {
			case "good" -> maker.good(server).der();
			case "revoked" -> maker.revoked(server).der();
			case "unknown" -> maker.unknown(server).der();
			case "expired" -> maker.good(server).nextUpdate(Instant.now().minus(Duration.ofMinutes(30))).der();
			case "forged" -> maker.good(server).forgedBy(server).der();
			case "garbage" -> new byte[] { 1, 2, 3 };
			default -> throw new IllegalArgumentException(what);
		};
	}

}
