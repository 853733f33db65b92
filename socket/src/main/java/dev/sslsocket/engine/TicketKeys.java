package dev.sslsocket.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.x509.Material;

/**
 * The keys of a server's session tickets: the first encrypts, all decrypt. They may be
 * replaced at any time; engines look before each connection whether that has happened, so
 * that nobody has to know them all. The keys that were replaced are wiped. Safe for use
 * by many threads.
 */
public final class TicketKeys {

	private static final String SETTING = "session-tickets.key-files";

	private final ReentrantLock lock = new ReentrantLock();

	/** Guarded by the lock, for as long as somebody uses them. */
	private List<TicketKey> keys;

	private volatile List<String> names;

	private volatile long version = 1;

	/**
	 * Reads keys.
	 * @param materials one in each, the one that encrypts first
	 * @throws SslConfigurationException if there is none, one is no key, or two have one
	 * name
	 */
	public TicketKeys(List<Material> materials) {
		this.keys = parse(materials);
		this.names = names(this.keys);
	}

	private TicketKeys() {
		this.keys = List.of(TicketKey.random());
		this.names = names(this.keys);
	}

	/** Makes one key that nobody else has. */
	static TicketKeys random() {
		return new TicketKeys();
	}

	/**
	 * Encrypts by another key of its own from now on.
	 * @param former how many of the keys before go on decrypting
	 */
	void rotate(int former) {
		this.lock.lock();
		try {
			List<TicketKey> before = this.keys;
			int kept = Math.min(former, before.size());
			List<TicketKey> next = new ArrayList<>(List.of(TicketKey.random()));
			next.addAll(before.subList(0, kept));
			before.subList(kept, before.size()).forEach(TicketKey::wipe);
			put(List.copyOf(next));
		}
		finally {
			this.lock.unlock();
		}
	}

	private void put(List<TicketKey> next) {
		this.keys = next;
		this.names = names(next);
		this.version++;
	}

	/**
	 * Replaces all keys, or none where one of the new ones cannot be used.
	 * @param materials one in each, the one that encrypts first
	 * @return whether they differ from those before
	 * @throws SslConfigurationException as the constructor does
	 */
	public boolean replace(List<Material> materials) {
		List<TicketKey> next = parse(materials);
		this.lock.lock();
		try {
			boolean changed = !equal(this.keys, next);
			(changed ? this.keys : next).forEach(TicketKey::wipe);
			if (changed) {
				put(next);
			}
			return changed;
		}
		finally {
			this.lock.unlock();
		}
	}

	private static List<TicketKey> parse(List<Material> materials) {
		if (materials.isEmpty()) {
			throw new SslConfigurationException(SETTING,
					"is empty. Name a file of 48 random bytes, or leave it out for keys that each server makes itself");
		}
		List<TicketKey> keys = new ArrayList<>();
		try {
			for (Material material : materials) {
				keys.add(distinct(TicketKey.parse(material), material, keys, materials));
			}
			return List.copyOf(keys);
		}
		catch (SslConfigurationException ex) {
			keys.forEach(TicketKey::wipe);
			throw ex.forSetting(SETTING + "[" + keys.size() + "]");
		}
	}

	/** Of two keys with one name, tickets would only ever be tried with the first. */
	private static TicketKey distinct(TicketKey key, Material material, List<TicketKey> before,
			List<Material> materials) {
		for (int i = 0; i < before.size(); i++) {
			if (before.get(i).hasNameOf(key)) {
				key.wipe();
				throw new SslConfigurationException("", "'" + material.name() + "' holds a key whose name, its first"
						+ " 16 bytes, is that of '" + materials.get(i).name() + "'. Name each key once");
			}
		}
		return key;
	}

	private static boolean equal(List<TicketKey> some, List<TicketKey> others) {
		boolean equal = some.size() == others.size();
		for (int i = 0; equal && i < some.size(); i++) {
			equal = some.get(i).equalTo(others.get(i));
		}
		return equal;
	}

	private static List<String> names(List<TicketKey> keys) {
		return keys.stream().map(TicketKey::name).toList();
	}

	/**
	 * Returns what the keys are called in tickets.
	 * @return the first eight bytes of each name in hexadecimal, in their order
	 */
	public List<String> names() {
		return this.names;
	}

	/** Counts replacements, from 1. */
	long version() {
		return this.version;
	}

	/**
	 * Hands out the keys. Nobody replaces and wipes them meanwhile.
	 * @return their version
	 */
	long read(Consumer<List<TicketKey>> reader) {
		this.lock.lock();
		try {
			reader.accept(this.keys);
			return this.version;
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public String toString() {
		return this.names.toString();
	}

}
