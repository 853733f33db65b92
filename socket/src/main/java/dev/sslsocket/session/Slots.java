package dev.sslsocket.session;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hands out slots, JVM-wide so that caches may share an engine.
 */
final class Slots {

	private static final AtomicInteger NEXT = new AtomicInteger(1);

	private Slots() {
	}

	static int next() {
		int slot = NEXT.getAndIncrement();
		if (slot <= 0) {
			throw new IllegalStateException("all 2^31 session slots of this JVM are used up");
		}
		return slot;
	}

}
