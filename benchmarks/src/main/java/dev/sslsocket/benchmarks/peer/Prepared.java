package dev.sslsocket.benchmarks.peer;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * Things made in advance, so that making them is not measured.
 */
final class Prepared {

	private Prepared() {
	}

	/**
	 * Prepares.
	 * @param maker makes one
	 * @param count how many there shall be; 0 for one that is used again and again
	 * @return hands them out, and makes more when they are used up
	 */
	static <T> Supplier<T> of(Supplier<T> maker, int count) {
		if (count == 0) {
			T shared = maker.get();
			return () -> shared;
		}
		Queue<T> made = new ConcurrentLinkedQueue<>();
		for (int i = 0; i < count; i++) {
			made.add(maker.get());
		}
		return () -> {
			T next = made.poll();
			return (next != null) ? next : maker.get();
		};
	}

}
