package dev.sslsocket.engine;

import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * A bounded number of things to be used again. Shared, not kept per thread: with virtual
 * threads there may be a million of those. Still a thread begins to look where it put the
 * last one, which its core's cache knows. Neither taking nor putting makes an object.
 * Safe for use by many threads.
 *
 * @param <T> what is kept
 */
public final class Slots<T> {

	private final AtomicReferenceArray<@Nullable T> slots;

	/**
	 * Makes empty slots.
	 * @param bound how many things are kept at the most
	 */
	public Slots(int bound) {
		this.slots = new AtomicReferenceArray<>(bound);
	}

	/** Takes one; {@code null} if there is none. */
	public @Nullable T take() {
		int slot = first();
		for (int i = 0; i < this.slots.length(); i++) {
			@Nullable T kept = (this.slots.get(slot) != null) ? this.slots.getAndSet(slot, null) : null;
			if (kept != null) {
				return kept;
			}
			slot = next(slot);
		}
		return null;
	}

	/** Keeps one, unless all slots are taken. */
	public void put(T spare) {
		int slot = first();
		for (int i = 0; i < this.slots.length(); i++) {
			if (this.slots.get(slot) == null && this.slots.compareAndSet(slot, null, spare)) {
				return;
			}
			slot = next(slot);
		}
	}

	private int next(int slot) {
		return (slot + 1 < this.slots.length()) ? slot + 1 : 0;
	}

	/** Far apart for neighbours (Fibonacci hashing), so that they share no cache line. */
	private int first() {
		long hash = Thread.currentThread().getId() * 0x9E3779B97F4A7C15L;
		return (int) ((hash >>> 32) * this.slots.length() >>> 32);
	}

}
