package dev.sslsocket.engine;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.x509.Material;

import org.jspecify.annotations.Nullable;

/**
 * A key that session tickets are encrypted and authenticated with (RFC 5077 section 4),
 * in the form of nginx's {@code ssl_session_ticket_key}: 16 bytes of name, 16 for
 * AES-128-CBC, 16 for HMAC-SHA256. The name travels in each ticket and is no secret, the
 * rest is; neither is in a message. Safe for use by many threads, but for
 * {@link #wipe()}.
 */
final class TicketKey {

	private static final SecureRandom RANDOM = new SecureRandom();

	private static final int PART = 16;

	private static final int SIZE = 3 * PART;

	/** What nginx takes as well, with 32 bytes for each of the two. */
	private static final int SIZE_OF_AES_256 = PART + 2 * 32;

	/** Enough to tell keys apart, and short enough to read aloud. */
	private static final int SHOWN = 8;

	private final byte[] bytes;

	private TicketKey(byte[] bytes) {
		this.bytes = bytes;
	}

	/**
	 * Reads a key.
	 * @throws SslConfigurationException without a setting, if it is none
	 */
	static TicketKey parse(Material material) {
		byte[] bytes = material.bytes();
		@Nullable String problem = problem(bytes);
		if (problem != null) {
			Arrays.fill(bytes, (byte) 0);
			throw new SslConfigurationException("", "'" + material.name() + "' " + problem);
		}
		return new TicketKey(bytes);
	}

	private static @Nullable String problem(byte[] bytes) {
		if (bytes.length == SIZE_OF_AES_256) {
			return "has 80 bytes, nginx's form of a key for AES-256, and BoringSSL's engine takes AES-128 only."
					+ " Make one of 48 bytes: openssl rand 48";
		}
		if (bytes.length != SIZE) {
			return "has " + bytes.length + " bytes, and the key of a session ticket has 48: 16 of name, 16 of AES,"
					+ " 16 of HMAC, raw and not as text. Make one: openssl rand 48";
		}
		// Where the space for a file is made before its content, and for a while by
		// GnuTLS (CVE-2020-13777), all of a key is zero.
		for (int i = PART + 1; i < SIZE; i++) {
			if (bytes[i] != bytes[PART]) {
				return null;
			}
		}
		return "is 32 times the same byte behind the name, and so no key. Make one: openssl rand 48";
	}

	/** Makes a key that nobody else has. */
	static TicketKey random() {
		byte[] bytes = new byte[SIZE];
		RANDOM.nextBytes(bytes);
		return new TicketKey(bytes);
	}

	/** The beginning of its name, in hexadecimal. */
	String name() {
		return HexFormat.of().formatHex(this.bytes, 0, SHOWN);
	}

	boolean hasNameOf(TicketKey other) {
		return Arrays.equals(this.bytes, 0, PART, other.bytes, 0, PART);
	}

	boolean equalTo(TicketKey other) {
		return MessageDigest.isEqual(this.bytes, other.bytes);
	}

	/** Makes what an engine takes; of the copies, those that are ours are wiped. */
	<T> T map(Form<T> form) {
		byte[][] parts = new byte[SIZE / PART][];
		for (int i = 0; i < parts.length; i++) {
			parts[i] = Arrays.copyOfRange(this.bytes, i * PART, (i + 1) * PART);
		}
		try {
			return form.of(parts[0], parts[1], parts[2]);
		}
		finally {
			for (byte[] part : parts) {
				Arrays.fill(part, (byte) 0);
			}
		}
	}

	void wipe() {
		Arrays.fill(this.bytes, (byte) 0);
	}

	@Override
	public String toString() {
		return name();
	}

	/** A key as some engine has it, which copies what it is given. */
	@FunctionalInterface
	interface Form<T> {

		T of(byte[] name, byte[] aes, byte[] hmac);

	}

}
