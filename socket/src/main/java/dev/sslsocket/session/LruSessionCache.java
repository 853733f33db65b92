package dev.sslsocket.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

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
		return locked(() -> {
			@Nullable Integer slot = this.slots.get(key);
			if (slot == null) {
				slot = Slots.next();
				this.slots.put(key, slot);
				evictEldest();
			}
			return slot;
		});
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
		locked(() -> {
			this.handshakes++;
			this.resumed += resumed ? 1 : 0;
			return null;
		});
	}

	@Override
	public boolean remove(SessionKey key) {
		return locked(() -> this.slots.remove(key) != null);
	}

	@Override
	public int remove(String name) {
		return locked(() -> {
			int before = this.slots.size();
			this.slots.keySet().removeIf((key) -> key.name().equals(name));
			return before - this.slots.size();
		});
	}

	@Override
	public void clear() {
		locked(() -> {
			this.slots.clear();
			return null;
		});
	}

	@Override
	public List<SessionKey> keys() {
		List<SessionKey> keys = locked(() -> new ArrayList<>(this.slots.keySet()));
		Collections.reverse(keys);
		return keys;
	}

	@Override
	public int size() {
		return locked(this.slots::size);
	}

	@Override
	public int capacity() {
		return this.capacity;
	}

	@Override
	public SessionStatistics statistics() {
		return locked(() -> new SessionStatistics(this.handshakes, this.resumed, this.evictions));
	}

	private <T extends @Nullable Object> T locked(Supplier<T> work) {
		this.lock.lock();
		try {
			return work.get();
		}
		finally {
			this.lock.unlock();
		}
	}

}
