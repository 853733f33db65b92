package dev.sslsocket.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that stands still until the test moves it: certificates expire, and answers
 * end, without anybody waiting. Safe for use by many threads.
 */
public final class ManualClock extends Clock {

	private volatile Instant now;

	private ManualClock(Instant now) {
		this.now = now;
	}

	/**
	 * Starts at the system's time.
	 * @return a clock that stands
	 */
	public static ManualClock startingNow() {
		return new ManualClock(Instant.now());
	}

	/**
	 * Moves on.
	 * @param duration by how much; negative to go back
	 */
	public void forward(Duration duration) {
		this.now = this.now.plus(duration);
	}

	@Override
	public Instant instant() {
		return this.now;
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		return this;
	}

	@Override
	public String toString() {
		return "ManualClock[" + this.now + "]";
	}

}
