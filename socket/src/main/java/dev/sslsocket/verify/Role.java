package dev.sslsocket.verify;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What the first certificate of a chain has to be good for. A value; safe for use by many
 * threads.
 */
enum Role {

	/** The peer is a server: any key usage with which TLS can prove the key. */
	SERVER("server", "1.3.6.1.5.5.7.3.1", List.of(0, 2, 4), 0x40),

	/** The peer is a client: it signs the handshake, or agrees on keys with its own. */
	CLIENT("client", "1.3.6.1.5.5.7.3.2", List.of(0, 4), 0x80),

	/**
	 * It signs revocation lists (RFC 5280 section 6.3.3 (f)); no extended key usage is
	 * made for that, so none forbids it.
	 */
	CRL_SIGNER("signer of revocation lists", null, List.of(6), 0);

	private final String word;

	private final @Nullable String purpose;

	private final List<Integer> usages;

	private final int netscapeType;

	Role(String word, @Nullable String purpose, List<Integer> usages, int netscapeType) {
		this.word = word;
		this.purpose = purpose;
		this.usages = usages;
		this.netscapeType = netscapeType;
	}

	/** How messages call the peer. */
	String word() {
		return this.word;
	}

	/**
	 * The extended key usage, a dotted OID (RFC 5280 section 4.2.1.12); {@code null} for
	 * any.
	 */
	@Nullable String purpose() {
		return this.purpose;
	}

	/** Bits of the key usage of which one must be set (RFC 5280 section 4.2.1.3). */
	List<Integer> usages() {
		return this.usages;
	}

	/** The bit of the Netscape certificate type, where there is one, in its octet. */
	int netscapeType() {
		return this.netscapeType;
	}

}
