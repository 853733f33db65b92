package dev.sslsocket.engine;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The keys of tickets that a server makes and nobody hands out: changed so often that no
 * ticket is taken for longer than a session may be resumed. (BoringSSL by itself would
 * take those of TLS 1.3 for two days.) A key encrypts for half of that time, and decrypts
 * for the other half. Nothing happens while nobody connects. The time that a machine
 * sleeps may not count. Safe for use by many threads.
 */
final class OwnTicketKeys implements Supplier<TicketKeys> {

	private final TicketKeys keys = TicketKeys.random();

	private final LongSupplier nanoTime;

	private final long half;

	private final ReentrantLock lock = new ReentrantLock();

	/** From when on the key that encrypts is counted; written under the lock. */
	private volatile long since;

	OwnTicketKeys(Duration timeout, LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
		this.half = timeout.toNanos() / 2;
		this.since = nanoTime.getAsLong();
	}

	/** Returns the keys, with one that is young enough to encrypt. */
	@Override
	public TicketKeys get() {
		if (age() >= this.half) {
			rotate();
		}
		return this.keys;
	}

	private long age() {
		return this.nanoTime.getAsLong() - this.since;
	}

	private void rotate() {
		this.lock.lock();
		try {
			long age = age();
			if (age >= 2 * this.half) {
				this.keys.rotate(0);
				this.since += age;
			}
			else if (age >= this.half) {
				// Not from now on: the key before would last as much longer.
				this.keys.rotate(1);
				this.since += this.half;
			}
		}
		finally {
			this.lock.unlock();
		}
	}

}
