package dev.sslsocket.revocation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

import dev.sslsocket.revocation.OcspAnswer.Status;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.KeyKind;
import dev.sslsocket.testing.OcspMaker;
import dev.sslsocket.x509.OcspRequest;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OcspCheck}.
 */
class OcspCheckTests {

	private static final String OCSP_SIGNING = "1.3.6.1.5.5.7.3.9";

	private static final CertifiedKey CA = CertificateMaker.ca().selfSigned();

	private static final CertifiedKey NAMESAKE = CertificateMaker.ca().selfSigned();

	private static final CertifiedKey SERVER = CertificateMaker.localhost().issuedBy(CA);

	private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

	private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

	private static final CertificateMaker RESPONDER = CertificateMaker.leaf()
		.subject("CN=Responder")
		.extendedKeyUsage(OCSP_SIGNING);

	@Test
	void answerWhenSignedByTheIssuerCountsUpToItsNextUpdate() {
		Instant next = NOW.plus(Duration.ofDays(2));
		OcspAnswer answer = read(OcspMaker.issuedBy(CA).good(SERVER).thisUpdate(NOW).nextUpdate(next));
		assertThat(answer).isEqualTo(new OcspAnswer(Status.GOOD, "", NOW, next));
	}

	@Test
	void answerWhenRevokedSaysSinceWhenAndWhy() {
		OcspAnswer answer = read(OcspMaker.issuedBy(CA).revoked(SERVER));
		assertThat(answer.status()).isEqualTo(Status.REVOKED);
		assertThat(answer.text()).matches("on \\S+Z \\(keyCompromise\\)");
	}

	@Test
	void answerWhenUnknownIsNone() {
		assertNone(OcspMaker.issuedBy(CA).unknown(SERVER), "does not know the certificate (unknown)");
	}

	@Test
	void answerWhenOfAnyFormOfNamesIsUnderstood() {
		OcspMaker maker = OcspMaker.issuedBy(CA).good(CertificateMaker.localhost().issuedBy(CA)).good(SERVER);
		assertThat(read(maker).status()).isEqualTo(Status.GOOD);
		assertThat(read(maker.sha256()).status()).isEqualTo(Status.GOOD);
		assertThat(read(maker.namedByKey()).status()).isEqualTo(Status.GOOD);
	}

	@ParameterizedTest
	@EnumSource(KeyKind.class)
	void answerWhenSignedByAnyKindOfKeyCounts(KeyKind kind) {
		CertifiedKey ca = CertificateMaker.ca().key(kind).selfSigned();
		CertifiedKey server = CertificateMaker.localhost().issuedBy(ca);
		OcspQuestion question = OcspQuestion.about(server.certificate(), ca.certificate());
		byte[] der = OcspMaker.issuedBy(ca).good(server).der();
		assertThat(new OcspCheck(CLOCK).read(der, question, null).status()).isEqualTo(Status.GOOD);
	}

	@Test
	void answerWhenAboutAnotherCertificateIsNone() {
		assertNone(OcspMaker.issuedBy(CA).good(CertificateMaker.localhost().issuedBy(CA)),
				"is not about this certificate");
		// The same serial number and issuer's name, another issuer's key.
		assertNone(OcspMaker.issuedBy(NAMESAKE).good(SERVER), "is not about this certificate");
	}

	@Test
	void answerWhenSignedByTheWrongKeyIsNone() {
		assertNone(OcspMaker.issuedBy(CA).good(SERVER).forgedBy(NAMESAKE), "has a signature that does not hold");
		assertNone(OcspMaker.issuedBy(CA).good(SERVER).signedBy(NAMESAKE), "has a signature that does not hold");
		assertNone(OcspMaker.issuedBy(CA).good(SERVER).namedByKey().forgedBy(NAMESAKE),
				"has a signature that does not hold");
	}

	@Test
	void answerWhenOneByteIsDamagedIsNeverBelieved() {
		OcspCheck check = new OcspCheck(CLOCK);
		OcspQuestion question = OcspQuestion.about(SERVER.certificate(), CA.certificate());
		byte[] der = OcspMaker.issuedBy(CA).revoked(SERVER).der();
		for (int i = 0; i < der.length; i++) {
			for (int bit : new int[] { 0x01, 0x80, 0xff }) {
				byte[] damaged = der.clone();
				damaged[i] ^= (byte) bit;
				assertThat(check.read(damaged, question, null).status()).as("byte %d", i).isNotEqualTo(Status.GOOD);
			}
			assertThat(check.read(Arrays.copyOf(der, i), question, null).status()).as("%d bytes", i)
				.isEqualTo(Status.NONE);
		}
	}

	@Test
	void delegateWhenCertifiedByTheIssuerCounts() {
		CertifiedKey responder = RESPONDER.issuedBy(CA);
		OcspMaker maker = OcspMaker.issuedBy(CA).good(SERVER).signedBy(responder);
		assertThat(read(maker).status()).isEqualTo(Status.GOOD);
		assertThat(read(maker.namedByKey()).status()).isEqualTo(Status.GOOD);
		assertNone(maker.forgedBy(NAMESAKE), "has a signature that does not hold");
	}

	@Test
	void delegateWhenTheIssuerHasNameConstraintsCounts() {
		CertifiedKey ca = CertificateMaker.ca().permit("localhost").selfSigned();
		CertifiedKey server = CertificateMaker.leaf().dns("localhost").issuedBy(ca);
		byte[] der = OcspMaker.issuedBy(ca).good(server).signedBy(RESPONDER.issuedBy(ca)).der();
		assertThat(new OcspCheck(CLOCK).read(der, OcspQuestion.about(server.certificate(), ca.certificate()), null)
			.status()).isEqualTo(Status.GOOD);
	}

	@Test
	void delegateWhenNotMeantForItIsNone() {
		CertifiedKey sub = CertificateMaker.ca().subject("CN=Sub-CA").issuedBy(CA);
		for (CertifiedKey responder : new CertifiedKey[] { CertificateMaker.leaf().subject("CN=R").issuedBy(CA),
				RESPONDER.extendedKeyUsage("2.5.29.37.0").issuedBy(CA), RESPONDER.extendedKeyUsage().issuedBy(CA),
				RESPONDER.issuedBy(NAMESAKE), RESPONDER.issuedBy(sub), RESPONDER.selfSigned(),
				RESPONDER.expired().issuedBy(CA), RESPONDER.notYetValid().issuedBy(CA),
				RESPONDER.keyUsage(KeyUsage.keyEncipherment).issuedBy(CA), SERVER }) {
			assertNone(OcspMaker.issuedBy(CA).good(SERVER).signedBy(responder),
					"is signed neither by the issuer nor by a responder that it has certified");
		}
	}

	@Test
	void timeWhenOutsideTheWindowIsNone() {
		OcspMaker maker = OcspMaker.issuedBy(CA).good(SERVER);
		Duration almost = OcspCheck.SKEW.minusSeconds(10);
		Duration over = OcspCheck.SKEW.plusSeconds(10);
		assertThat(read(maker.thisUpdate(NOW.plus(almost))).status()).isEqualTo(Status.GOOD);
		assertThat(read(maker.thisUpdate(NOW.plus(over))).text()).startsWith("counts from ");
		assertThat(read(maker.nextUpdate(NOW.minus(almost))).status()).isEqualTo(Status.GOOD);
		assertThat(read(maker.nextUpdate(NOW.minus(over))).text()).startsWith("ended ");
		assertThat(read(maker.nextUpdate(NOW.minus(over))).status()).isEqualTo(Status.NONE);
		assertNone(maker.thisUpdate(NOW.plusSeconds(60)).nextUpdate(NOW.plusSeconds(30)), "ends before it begins");
	}

	@Test
	void timeWhenNoEndIsNamedCountsForADayAndIsNotUsedAgain() {
		OcspMaker maker = OcspMaker.issuedBy(CA).good(SERVER).nextUpdate(null);
		assertThat(read(maker.thisUpdate(NOW.minus(Duration.ofHours(23)))).status()).isEqualTo(Status.GOOD);
		assertThat(read(maker.thisUpdate(NOW.minus(Duration.ofHours(23)))).until()).isNull();
		assertThat(read(maker.thisUpdate(NOW.minus(Duration.ofHours(25)))).text()).startsWith("is of ");
	}

	@Test
	void nonceWhenOfAnotherRequestIsNone() {
		OcspQuestion question = OcspQuestion.about(SERVER.certificate(), CA.certificate());
		OcspCheck check = new OcspCheck(CLOCK);
		OcspRequest request = OcspRequest.about(question.id());
		OcspMaker maker = OcspMaker.issuedBy(CA).good(SERVER);
		byte[] other = OcspRequest.about(question.id()).der();
		assertThat(check.read(maker.inAnswerTo(request.der()).der(), question, request).status())
			.isEqualTo(Status.GOOD);
		assertThat(check.read(maker.der(), question, request).status()).isEqualTo(Status.GOOD);
		assertThat(check.read(maker.inAnswerTo(other).der(), question, request))
			.isEqualTo(OcspAnswer.none("is for another request (nonce)"));
		// Nobody of ours asked for a stapled one.
		assertThat(check.read(maker.inAnswerTo(other).der(), question, null).status()).isEqualTo(Status.GOOD);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 5, 6 })
	void refusalWhenTheResponderGivesNoAnswerIsNamed(int status) {
		OcspQuestion question = OcspQuestion.about(SERVER.certificate(), CA.certificate());
		OcspAnswer answer = new OcspCheck(CLOCK).read(OcspMaker.refusal(status), question, null);
		assertThat(answer.status()).isEqualTo(Status.NONE);
		assertThat(answer.text()).matches("says [a-zA-Z]{8,}");
	}

	@Test
	void verdictsWhenTheSameTimeSaysBothTakesTheBad() {
		OcspAnswer good = new OcspAnswer(Status.GOOD, "", NOW, NOW);
		OcspAnswer revoked = new OcspAnswer(Status.REVOKED, "", NOW, NOW);
		OcspAnswer later = new OcspAnswer(Status.GOOD, "", NOW.plusSeconds(1), NOW);
		assertThat(revoked.outweighs(good)).isTrue();
		assertThat(good.outweighs(revoked)).isFalse();
		assertThat(later.outweighs(revoked)).isTrue();
		assertThat(good.outweighs(OcspAnswer.none("x"))).isTrue();
		assertThat(OcspAnswer.none("x").outweighs(good)).isFalse();
	}

	private static OcspAnswer read(OcspMaker maker) {
		OcspQuestion question = OcspQuestion.about(SERVER.certificate(), CA.certificate());
		return new OcspCheck(CLOCK).read(maker.der(), question, null);
	}

	private static void assertNone(OcspMaker maker, String why) {
		assertThat(read(maker)).isEqualTo(OcspAnswer.none(why));
	}

}
