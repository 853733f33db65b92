package dev.sslsocket.session;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Gives every connection a slot of its own, so that none finds a session.
 */
final class DisabledSessionCache implements SslSessionCache {

	private final AtomicLong handshakes = new AtomicLong();

	@Override
	public int slotFor(SessionKey key) {
		return Slots.next();
	}

	@Override
	public void established(SessionKey key, boolean resumed) {
		this.handshakes.incrementAndGet();
	}

	@Override
	public boolean remove(SessionKey key) {
		return false;
	}

	@Override
	public void clear() {
		// Nothing is held.
	}

	@Override
	public int size() {
		return 0;
	}

	@Override
	public int capacity() {
		return 0;
	}

	@Override
	public SessionStatistics statistics() {
		return new SessionStatistics(this.handshakes.get(), 0, 0);
	}

}
