package dev.sslsocket.revocation;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;

import dev.sslsocket.revocation.OcspAnswer.Status;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.ManualClock;
import dev.sslsocket.x509.OcspCertificateId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OcspCache}.
 */
class OcspCacheTests {

	private static final CertifiedKey CA = CertificateMaker.ca().selfSigned();

	private static final OcspCertificateId ID = id(1);

	private static final OcspAnswer NONE = OcspAnswer.none("did not answer");

	private final ManualClock clock = ManualClock.startingNow();

	private final Instant now = this.clock.instant();

	private final OcspCache cache = new OcspCache(2, this.clock);

	private final OcspAnswer good = answer(Status.GOOD, 0);

	@Test
	void answerWhenItsTimeIsOverIsGone() {
		this.cache.put(ID, this.good);
		this.clock.forward(Duration.ofHours(1).minusMillis(1));
		assertThat(this.cache.get(ID)).contains(this.good);
		this.clock.forward(Duration.ofMillis(1));
		assertThat(this.cache.get(ID)).isEmpty();
	}

	@Test
	void failureWhenRememberedIsNeverMoreThanAFailure() {
		assertThat(this.cache.put(ID, NONE)).isSameAs(NONE);
		assertThat(this.cache.get(ID)).contains(NONE);
		this.clock.forward(OcspCache.SILENCE.minusMillis(1));
		assertThat(this.cache.get(ID)).contains(NONE);
		// Another failure does not prolong the silence.
		this.cache.put(ID, NONE);
		this.clock.forward(Duration.ofMillis(1));
		assertThat(this.cache.get(ID)).isEmpty();
	}

	@Test
	void failureWhenAnAnswerIsKnownDoesNotReplaceIt() {
		this.cache.put(ID, this.good);
		assertThat(this.cache.put(ID, NONE)).isSameAs(NONE);
		assertThat(this.cache.get(ID)).contains(this.good);
	}

	@Test
	void answerWhenAFailureIsRememberedReplacesIt() {
		this.cache.put(ID, NONE);
		this.cache.put(ID, this.good);
		assertThat(this.cache.get(ID)).contains(this.good);
	}

	@Test
	void revokedWhenAnOlderGoodComesStays() {
		OcspAnswer revoked = answer(Status.REVOKED, 1);
		this.cache.put(ID, revoked);
		assertThat(this.cache.put(ID, this.good)).isEqualTo(revoked);
		assertThat(this.cache.put(ID, answer(Status.GOOD, 1))).isEqualTo(revoked);
		OcspAnswer released = answer(Status.GOOD, 2);
		assertThat(this.cache.put(ID, released)).isEqualTo(released);
		assertThat(this.cache.get(ID)).contains(released);
	}

	@Test
	void answerWhenItNamesNoEndIsNotRemembered() {
		OcspAnswer passing = new OcspAnswer(Status.GOOD, "", this.now, null);
		assertThat(this.cache.put(ID, passing)).isEqualTo(passing);
		assertThat(this.cache.get(ID)).isEmpty();
	}

	@Test
	void cacheWhenFullForgetsTheLeastRecentlyUsed() {
		this.cache.put(ID, this.good);
		this.cache.put(id(2), this.good);
		this.cache.get(ID);
		this.cache.put(id(3), this.good);
		assertThat(this.cache.get(ID)).isPresent();
		assertThat(this.cache.get(id(2))).isEmpty();
		assertThat(this.cache.get(id(3))).isPresent();
	}

	@Test
	void refreshWhenDueIsSaidToOneOnly() {
		this.cache.put(ID, this.good);
		this.clock.forward(Duration.ofMinutes(45).minusMillis(1));
		assertThat(this.cache.refreshDue(ID)).isFalse();
		this.clock.forward(Duration.ofMillis(1));
		assertThat(this.cache.refreshDue(ID)).isTrue();
		assertThat(this.cache.refreshDue(ID)).isFalse();
		assertThat(this.cache.get(ID)).contains(this.good);
		// Three quarters of the quarter that is left.
		this.clock.forward(Duration.ofMinutes(15).multipliedBy(3).dividedBy(4));
		assertThat(this.cache.refreshDue(ID)).isTrue();
	}

	@Test
	void refreshWhenAFailureIsRememberedIsNotDue() {
		this.cache.put(ID, NONE);
		this.clock.forward(OcspCache.SILENCE.minusMillis(1));
		assertThat(this.cache.refreshDue(ID)).isFalse();
	}

	private OcspAnswer answer(Status status, int minutes) {
		return new OcspAnswer(status, "", this.now.minus(Duration.ofMinutes(10 - minutes)),
				this.now.plus(Duration.ofHours(1)));
	}

	private static OcspCertificateId id(int serial) {
		return OcspCertificateId.of(
				CertificateMaker.leaf().serial(BigInteger.valueOf(serial)).issuedBy(CA).certificate(),
				CA.certificate());
	}

}
