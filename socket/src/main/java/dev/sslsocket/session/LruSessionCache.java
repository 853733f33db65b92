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

	/**
	 * Of peers that no handshake was completed with yet: who fails is not to drive out
	 * who has sessions.
	 */
	private final Map<SessionKey, Integer> promised = new LinkedHashMap<>();

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
				slot = this.promised.computeIfAbsent(key, (absent) -> Slots.next());
				evicted(this.promised);
			}
			return slot;
		});
	}

	private boolean evicted(Map<SessionKey, Integer> eldestFirst) {
		boolean full = eldestFirst.size() > this.capacity;
		if (full) {
			Iterator<SessionKey> keys = eldestFirst.keySet().iterator();
			keys.next();
			keys.remove();
		}
		return full;
	}

	@Override
	public void established(SessionKey key, boolean resumed) {
		locked(() -> {
			this.handshakes++;
			this.resumed += resumed ? 1 : 0;
			@Nullable Integer slot = this.promised.remove(key);
			if (slot != null) {
				this.slots.put(key, slot);
				this.evictions += evicted(this.slots) ? 1 : 0;
			}
			return null;
		});
	}

	@Override
	public boolean remove(SessionKey key) {
		return locked(() -> {
			this.promised.remove(key);
			return this.slots.remove(key) != null;
		});
	}

	@Override
	public int remove(String name) {
		return locked(() -> {
			this.promised.keySet().removeIf((key) -> key.name().equals(name));
			int before = this.slots.size();
			this.slots.keySet().removeIf((key) -> key.name().equals(name));
			return before - this.slots.size();
		});
	}

	@Override
	public void clear() {
		locked(() -> {
			this.promised.clear();
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
