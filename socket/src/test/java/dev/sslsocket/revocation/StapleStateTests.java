package dev.sslsocket.revocation;

import java.time.Duration;
import java.time.Instant;

import dev.sslsocket.revocation.OcspAnswer.Status;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StapleState}: what may be stapled when, and when somebody asks again.
 */
class StapleStateTests {

	private static final Instant NOON = Instant.parse("2026-07-01T12:00:00Z");

	private static final byte[] DER = { 1 };

	private final StapleState begun = StapleState.begun(NOON);

	@Test
	void stateWhenBegunHasNothingAndAsksAtOnce() {
		assertThat(this.begun.current(NOON)).isNull();
		assertThat(this.begun.wait(NOON)).isZero();
		assertThat(this.begun.problem()).isEmpty();
	}

	@Test
	void stateWhenGoodIsStapledToItsEndAndAsksAtHalf() {
		StapleState good = this.begun.after(good(NOON, hours(8)), DER, NOON.plusSeconds(1));
		assertThat(good.due()).isEqualTo(hours(4));
		assertThat(good.wait(NOON)).as("an hour at the most, then it looks at the clock again")
			.isEqualTo(StapleState.LONGEST);
		assertThat(good.wait(hours(4).minusSeconds(5))).hasSeconds(5);
		assertThat(good.wait(hours(4))).isZero();
		assertThat(good.current(hours(8).minusNanos(1))).isNotNull();
		assertThat(good.current(hours(8))).isNull();
	}

	@Test
	void stateWhenTheAnswerIsRepeatedAsksEverMoreOftenAndNeverWithoutPause() {
		StapleState good = this.begun.after(good(NOON, hours(8)), DER, hours(6));
		assertThat(good.due()).isEqualTo(hours(7));
		good = good.after(good(NOON, hours(8)), DER, hours(7));
		assertThat(good.due()).isEqualTo(hours(7).plus(Duration.ofMinutes(30)));
		Instant late = hours(8).minusSeconds(10);
		assertThat(good.after(good(NOON, hours(8)), DER, late).due()).isEqualTo(late.plus(StapleState.SHORTEST));
	}

	@Test
	void stateWhenThereIsNoAnswerKeepsWhatItHasAndTriesAgain() {
		StapleState good = this.begun.after(good(NOON, hours(8)), DER, NOON);
		StapleState failed = good.after(OcspAnswer.none("did not answer"), new byte[0], hours(4));
		assertThat(failed.current(hours(4))).isEqualTo(good.staple());
		assertThat(failed.problem()).isEqualTo("did not answer");
		assertThat(failed.due()).isEqualTo(hours(4).plusSeconds(30));
		assertThat(failed.current(hours(8))).isNull();
		StapleState mended = failed.after(good(hours(4), hours(12)), DER, hours(5));
		assertThat(mended.problem()).isEmpty();
		assertThat(mended.failures()).isZero();
		assertThat(mended.due()).isEqualTo(hours(8));
	}

	@Test
	void stateWhenItFailsAndFailsWaitsTwiceAsLongUpToAnHour() {
		StapleState failed = this.begun;
		for (int seconds : new int[] { 30, 60, 120, 240, 480, 960, 1920, 3600, 3600 }) {
			failed = failed.after(OcspAnswer.none("x"), new byte[0], NOON);
			assertThat(failed.wait(NOON)).hasSeconds(seconds);
		}
		// Where something is about to end there is no time for that.
		failed = new StapleState(new StapleState.Staple(DER, NOON.plusSeconds(600)), NOON, false, "", NOON, 7);
		assertThat(failed.after(OcspAnswer.none("x"), new byte[0], NOON).wait(NOON)).hasMinutes(5);
	}

	@Test
	void stateWhenRevokedStaplesNothingUntilALaterWord() {
		StapleState good = this.begun.after(good(NOON, hours(8)), DER, NOON);
		StapleState revoked = good.after(new OcspAnswer(Status.REVOKED, "for good", hours(1), hours(9)), DER, hours(1));
		assertThat(revoked.current(hours(1))).isNull();
		assertThat(revoked.revoked()).isTrue();
		assertThat(revoked.problem()).isEqualTo("for good");
		StapleState older = revoked.after(good(NOON, hours(8)), DER, hours(2));
		assertThat(older.revoked()).isTrue();
		assertThat(older.current(hours(2))).isNull();
		StapleState failed = revoked.after(OcspAnswer.none("did not answer"), new byte[0], hours(2));
		assertThat(failed.revoked()).isTrue();
		StapleState lifted = revoked.after(good(hours(2), hours(8)), DER, hours(2));
		assertThat(lifted.revoked()).isFalse();
		assertThat(lifted.current(hours(2))).isNotNull();
	}

	@Test
	void stateWhenTheAnswerIsOlderKeepsTheLaterOne() {
		StapleState good = this.begun.after(good(hours(2), hours(8)), DER, hours(2));
		StapleState older = good.after(good(hours(1), hours(7)), new byte[] { 2 }, hours(5));
		assertThat(older.staple()).isEqualTo(good.staple());
		assertThat(older.problem()).isEmpty();
		assertThat(older.wait(hours(5))).hasHours(1);
	}

	@Test
	void stateWhenTheAnswerNamesNoEndStaplesItForADay() {
		StapleState good = this.begun.after(good(NOON, null), DER, NOON);
		assertThat(good.current(hours(24).minusSeconds(1))).isNotNull();
		assertThat(good.current(hours(24))).isNull();
		assertThat(good.due()).isEqualTo(hours(12));
	}

	@Test
	void stateWhenTheAnswerHasEndedByALittleDoesNotStapleIt() {
		// Within the five minutes by which clocks may differ.
		StapleState ended = this.begun.after(good(NOON, hours(1)), DER, hours(1).plusSeconds(60));
		assertThat(ended.staple()).isNull();
		assertThat(ended.problem()).isEqualTo("gave an answer that ended 2026-07-01T13:00:00Z");
	}

	private static Instant hours(int hours) {
		return NOON.plus(Duration.ofHours(hours));
	}

	private static OcspAnswer good(Instant since, @Nullable Instant until) {
		return new OcspAnswer(Status.GOOD, "", since, until);
	}

}
