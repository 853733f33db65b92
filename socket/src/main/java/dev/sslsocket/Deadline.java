package dev.sslsocket;

import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A moment after which nobody waits any more; perhaps none.
 */
final class Deadline {

	private static final Deadline NEVER = new Deadline(0, false);

	private final long nanos;

	private final boolean limited;

	private Deadline(long nanos, boolean limited) {
		this.nanos = nanos;
		this.limited = limited;
	}

	static Deadline in(Duration timeout) {
		return timeout.isZero() ? NEVER : new Deadline(System.nanoTime() + timeout.toNanos(), true);
	}

	/**
	 * Returns what is left.
	 * @return zero once it has passed; empty where there is no limit
	 */
	Optional<Duration> left() {
		return this.limited ? Optional.of(Duration.ofNanos(Math.max(0, this.nanos - System.nanoTime())))
				: Optional.empty();
	}

	/**
	 * Waits to be let into a side of a connection.
	 * @return whether it was free in time
	 * @throws InterruptedIOException if the thread is interrupted, which it then still is
	 */
	boolean enter(TlsSide side) throws InterruptedIOException {
		try {
			return side.tryEnter(left().map(Duration::toNanos).orElse(Long.MAX_VALUE), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("interrupted while waiting for another thread to finish");
		}
	}

	boolean expired() {
		return this.limited && this.nanos - System.nanoTime() <= 0;
	}

	/**
	 * Returns what is left as SO_TIMEOUT counts it.
	 * @return milliseconds, at least 1; 0 where there is no limit
	 * @throws SocketTimeoutException if nothing is left
	 */
	int remainingMillis() throws SocketTimeoutException {
		if (!this.limited) {
			return 0;
		}
		long left = this.nanos - System.nanoTime();
		if (left <= 0) {
			throw new SocketTimeoutException("the deadline has passed");
		}
		// Rounded up: whoever waits so long and gets nothing finds the deadline passed.
		return (int) Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMillis(left - 1) + 1);
	}

	/**
	 * Returns the sooner of this deadline and a SO_TIMEOUT.
	 * @param soTimeout milliseconds, 0 for no limit
	 * @return milliseconds, 0 for no limit
	 * @throws SocketTimeoutException if nothing is left
	 */
	int soonerMillis(int soTimeout) throws SocketTimeoutException {
		int left = remainingMillis();
		if (soTimeout == 0 || left == 0) {
			return Math.max(soTimeout, left);
		}
		return Math.min(soTimeout, left);
	}

}
