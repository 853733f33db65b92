package dev.sslsocket;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.sslsocket.engine.TicketKeys;
import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.x509.Material;

/**
 * The keys of our servers' session tickets, handed out by whatever distributes secrets,
 * so that a fleet behind a load balancer resumes each other's sessions. The first
 * encrypts, all decrypt: who changes keys puts the new one behind the old, then, when all
 * servers have it, before it, and takes the old one away when its tickets have expired.
 *
 * <pre>{@code
 * SslTicketKeys keys = SslTicketKeys.load(Path.of("keys/current"), Path.of("keys/previous"));
 * SslContext context = SslContext.builder().engine("openssl").ticketKeys(keys) … .build();
 * keys.replace(Material.file(Path.of("keys/next")), Material.file(Path.of("keys/current")));
 * }</pre>
 *
 * A key is 48 bytes, as {@code openssl rand 48} makes it, laid out as nginx does: 16 of
 * name, 16 for AES-128-CBC, 16 for HMAC-SHA256. The name travels in each ticket, the rest
 * is a secret: whoever has it can pose as any client, and read the TLS 1.2 connections
 * whose tickets it has encrypted, those that have ended included. Hence keys are to be
 * changed about daily. Who else may read the files is not looked at: Kubernetes mounts
 * secrets readable by all of a container.
 * <p>
 * The text form shows the names. Safe for use by many threads.
 */
public final class SslTicketKeys {

	static final String SETTING = "session-tickets.key-files";

	private final TicketKeys keys;

	private SslTicketKeys(TicketKeys keys) {
		this.keys = keys;
	}

	/**
	 * Reads keys from files.
	 * @param files one key in each, the one that encrypts first
	 * @return the keys
	 * @throws SslConfigurationException if there is none, a file cannot be read or is no
	 * key, or two keys have one name
	 */
	public static SslTicketKeys load(Path... files) {
		List<Material> materials = new ArrayList<>();
		for (Path file : files) {
			try {
				materials.add(Material.file(file));
			}
			catch (SslConfigurationException ex) {
				throw ex.forSetting(SETTING + "[" + materials.size() + "]");
			}
		}
		return new SslTicketKeys(new TicketKeys(materials));
	}

	/**
	 * Takes keys that somebody else has read.
	 * @param keys one in each, the one that encrypts first
	 * @return the keys
	 * @throws SslConfigurationException if there is none, one is no key, or two have one
	 * name
	 */
	public static SslTicketKeys of(Material... keys) {
		return new SslTicketKeys(new TicketKeys(Arrays.asList(keys)));
	}

	/**
	 * Replaces all keys, in every context that has them, from the next handshake on.
	 * Connections go on; sessions whose key is still there are resumed, and their tickets
	 * renewed by the first key. What was before is wiped.
	 * @param keys one in each, the one that encrypts first
	 * @return whether they differ from those before
	 * @throws SslConfigurationException as {@link #of} does; the keys then stay as they
	 * are
	 */
	public boolean replace(Material... keys) {
		return this.keys.replace(Arrays.asList(keys));
	}

	/**
	 * Returns what the keys are called in tickets.
	 * @return the first eight bytes of each name as 16 hexadecimal digits, in their order
	 */
	public List<String> names() {
		return this.keys.names();
	}

	TicketKeys keys() {
		return this.keys;
	}

	@Override
	public String toString() {
		return "SslTicketKeys" + names();
	}

}
