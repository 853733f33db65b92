package dev.sslsocket.benchmarks.workload;

import java.util.Arrays;

/**
 * How long each of many things took, one after the other. Used by one thread at a time.
 */
public final class Laps {

	private long[] nanos = new long[16];

	private int count;

	private long last;

	/** The first one begins. */
	public void start() {
		this.last = System.nanoTime();
	}

	/**
	 * One has ended and the next begins.
	 * @return the time on the clock of {@link System#nanoTime()}
	 */
	public long lap() {
		long now = System.nanoTime();
		if (this.count == this.nanos.length) {
			this.nanos = Arrays.copyOf(this.nanos, 2 * this.count);
		}
		this.nanos[this.count++] = now - this.last;
		this.last = now;
		return now;
	}

	/** How many have ended. */
	public int count() {
		return this.count;
	}

	/** Nanoseconds of each. */
	public long[] nanos() {
		return Arrays.copyOf(this.nanos, this.count);
	}

}
