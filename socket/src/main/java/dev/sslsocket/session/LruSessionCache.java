package dev.sslsocket.session;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * The cache in memory. One lock: it is held for a map look-up per handshake, which costs
 * a thousand times as much.
 */
final class LruSessionCache implements SslSessionCache {

	private final int capacity;

	private final ReentrantLock lock = new ReentrantLock();

	private final Map<SessionKey, Integer> slots = new LinkedHashMap<>(16, 0.75f, true);

	private long handshakes;

	private long resumed;

	private long evictions;

	LruSessionCache(int capacity) {
		if (capacity < 1) {
			throw new IllegalArgumentException("a session cache of size " + capacity + " holds nothing; at least 1");
		}
		this.capacity = capacity;
	}

	@Override
	public int slotFor(SessionKey key) {
		this.lock.lock();
		try {
			@Nullable Integer slot = this.slots.get(key);
			if (slot == null) {
				slot = Slots.next();
				this.slots.put(key, slot);
				evictEldest();
			}
			return slot;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void evictEldest() {
		if (this.slots.size() > this.capacity) {
			Iterator<SessionKey> eldestFirst = this.slots.keySet().iterator();
			eldestFirst.next();
			eldestFirst.remove();
			this.evictions++;
		}
	}

	@Override
	public void established(SessionKey key, boolean resumed) {
		this.lock.lock();
		try {
			this.handshakes++;
			this.resumed += resumed ? 1 : 0;
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public boolean remove(SessionKey key) {
		this.lock.lock();
		try {
			return this.slots.remove(key) != null;
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void clear() {
		this.lock.lock();
		try {
			this.slots.clear();
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public int size() {
		this.lock.lock();
		try {
			return this.slots.size();
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public SessionStatistics statistics() {
		this.lock.lock();
		try {
			return new SessionStatistics(this.handshakes, this.resumed, this.evictions);
		}
		finally {
			this.lock.unlock();
		}
	}

}
