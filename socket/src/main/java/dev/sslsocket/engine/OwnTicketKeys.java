package dev.sslsocket.engine;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The keys of tickets that a server makes and nobody hands out: changed so often that no
 * ticket is taken for longer than a session may be resumed. (BoringSSL by itself would
 * take those of TLS 1.3 for two days.) A key encrypts for half of that time, and decrypts
 * for the other half. Nothing happens while nobody connects, and no clock is waited for.
 * Safe for use by many threads.
 */
final class OwnTicketKeys implements Supplier<TicketKeys> {

	private final TicketKeys keys = TicketKeys.random();

	private final LongSupplier nanoTime;

	private final long half;

	/** When the key was made that encrypts. */
	private final AtomicLong since;

	OwnTicketKeys(Duration timeout, LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
		this.half = timeout.toNanos() / 2;
		this.since = new AtomicLong(nanoTime.getAsLong());
	}

	/** Returns the keys, with one that is young enough to encrypt. */
	@Override
	public TicketKeys get() {
		long made = this.since.get();
		long now = this.nanoTime.getAsLong();
		if (now - made >= this.half && this.since.compareAndSet(made, now)) {
			this.keys.rotate((now - made >= 2 * this.half) ? 0 : 1);
		}
		return this.keys;
	}

}
