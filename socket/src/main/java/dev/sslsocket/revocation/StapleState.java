package dev.sslsocket.revocation;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What a stapler knows, and when it asks again: at half of an answer's time, and while
 * there is no newer one ever more rarely, from half a minute to an hour. Immutable; safe
 * for use by many threads.
 *
 * @param staple what may be stapled; {@code null} for nothing
 * @param since since when the latest word is known to be right; {@code null} before it
 * @param revoked whether the latest word is that the certificate is revoked
 * @param problem why there is no newer answer, or when and why the certificate was
 * revoked; empty where all is well or nobody was asked yet
 * @param due when to ask again
 * @param failures how often in a row there was no answer
 */
record StapleState(@Nullable Staple staple, @Nullable Instant since, boolean revoked, String problem, Instant due,
		int failures) {

	static final Duration SHORTEST = Duration.ofSeconds(30);

	static final Duration LONGEST = Duration.ofHours(1);

	/** Beyond, doubling would pass the longest pause. */
	private static final int MOST_DOUBLINGS = 7;

	/**
	 * An answer as it is sent, and up to when.
	 *
	 * @param der the bytes
	 * @param until its end
	 */
	record Staple(byte[] der, Instant until) {
	}

	/** Nothing is known. */
	static StapleState begun(Instant now) {
		return new StapleState(null, null, false, "", now, 0);
	}

	/** What may be stapled now. */
	@Nullable Staple current(Instant now) {
		return (this.staple != null && now.isBefore(this.staple.until())) ? this.staple : null;
	}

	/**
	 * Takes an answer in.
	 * @param answer found authentic and current, or none
	 * @param der its bytes
	 */
	StapleState after(OcspAnswer answer, byte[] der, Instant now) {
		@Nullable Instant begin = answer.since();
		if (begin == null) {
			return failed(answer.text(), now);
		}
		if (this.since != null && begin.isBefore(this.since)) {
			// One of a responder's machines is behind the others: the later word counts.
			return new StapleState(this.staple, this.since, this.revoked, this.problem, now.plus(pause(now)), 0);
		}
		if (answer.status() == OcspAnswer.Status.REVOKED) {
			return new StapleState(null, begin, true, answer.text(), now.plus(LONGEST), 0);
		}
		@Nullable Instant named = answer.until();
		Instant end = (named != null) ? named : begin.plus(OcspCheck.AGE_WITHOUT_END);
		if (!now.isBefore(end)) {
			return failed("gave an answer that ended " + end, now);
		}
		StapleState good = new StapleState(new Staple(der, end), begin, false, "", now, 0);
		Instant half = begin.plus(Duration.between(begin, end).dividedBy(2));
		return good.dueAt(half.isAfter(now) ? half : now.plus(good.pause(now)));
	}

	private StapleState failed(String why, Instant now) {
		StapleState failed = new StapleState(this.staple, this.since, this.revoked, why, now, this.failures + 1);
		return failed.dueAt(now.plus(failed.pause(now)));
	}

	private StapleState dueAt(Instant time) {
		return new StapleState(this.staple, this.since, this.revoked, this.problem, time, this.failures);
	}

	private Duration pause(Instant now) {
		Duration pause = (this.failures == 0) ? LONGEST
				: SHORTEST.multipliedBy(1L << Math.min(this.failures - 1, MOST_DOUBLINGS));
		@Nullable Staple current = current(now);
		if (current != null) {
			pause = shorter(pause, Duration.between(now, current.until()).dividedBy(2));
		}
		return shorter(LONGEST, (pause.compareTo(SHORTEST) < 0) ? SHORTEST : pause);
	}

	private static Duration shorter(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

	/** How long to wait: a machine that sleeps wakes up to a timer that is late. */
	Duration wait(Instant now) {
		return now.isBefore(this.due) ? shorter(LONGEST, Duration.between(now, this.due)) : Duration.ZERO;
	}

}
