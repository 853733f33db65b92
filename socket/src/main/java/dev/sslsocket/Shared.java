package dev.sslsocket;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiPredicate;
import java.util.function.ToIntFunction;

/**
 * Puts one object in place of many that are equal, so that connections that have much in
 * common hold it once. Remembers a few of those that it has seen, whatever peers send:
 * where many different ones come, some are not found again, and nothing but memory is
 * lost. Takes no lock; safe for use by many threads.
 */
final class Shared<T> {

	private static final int SLOTS = 64;

	private final AtomicReferenceArray<T> seen = new AtomicReferenceArray<>(SLOTS);

	private final ToIntFunction<T> hash;

	private final BiPredicate<T, T> alike;

	/** Shares what is equal by its own account. */
	Shared() {
		this(Object::hashCode, Object::equals);
	}

	/**
	 * Shares what is alike.
	 * @param hash equal for those that are alike
	 * @param alike whether one can stand for the other
	 */
	Shared(ToIntFunction<T> hash, BiPredicate<T, T> alike) {
		this.hash = hash;
		this.alike = alike;
	}

	/**
	 * Returns the one that stands for a value; immutable, or changed by nobody.
	 * @param value the value, which stands for itself if no other one is known
	 */
	T of(T value) {
		int slot = Math.floorMod(this.hash.applyAsInt(value), SLOTS);
		T known = this.seen.get(slot);
		if (known != null && this.alike.test(known, value)) {
			return known;
		}
		this.seen.set(slot, value);
		return value;
	}

}
