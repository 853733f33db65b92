package dev.sslsocket.x509;

import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;

import javax.security.auth.x500.X500Principal;

/**
 * Names of distribution points (RFC 5280 section 4.2.1.6), to be compared: a directory
 * name as an {@link X500Principal}, whose {@code equals} knows what may differ, anything
 * else as its tag and bytes. Stateless; safe for use by many threads.
 */
final class GeneralNames {

	private static final int DIRECTORY_NAME = DerCursor.CONTEXT | DerCursor.CONSTRUCTED | 4;

	private static final int FULL_NAME = DerCursor.CONTEXT | DerCursor.CONSTRUCTED;

	private static final int RELATIVE_NAME = FULL_NAME | 1;

	private GeneralNames() {
	}

	/** Reads the content of a GeneralNames. */
	static Set<Object> read(DerCursor names) throws DerFormatException {
		Set<Object> all = new LinkedHashSet<>();
		while (!names.atEnd()) {
			int tag = names.tag();
			DerCursor content = names.read();
			all.add((tag == DIRECTORY_NAME) ? principal(content.encoded(DerCursor.SEQUENCE))
					: tag + ":" + HexFormat.of().formatHex(content.toBytes()));
		}
		return Set.copyOf(all);
	}

	/**
	 * Reads the content of a DistributionPointName.
	 * @param name the choice
	 * @param base who a relative name is relative to
	 */
	static Set<Object> readPoint(DerCursor name, X500Principal base) throws DerFormatException {
		DerCursor full = name.optional(FULL_NAME);
		if (full != null) {
			name.expectEnd();
			return read(full);
		}
		DerCursor relative = name.read(RELATIVE_NAME);
		name.expectEnd();
		return Set.of(append(base, relative.toBytes()));
	}

	// The relative name is a SET, implicitly tagged.
	private static X500Principal append(X500Principal base, byte[] attributes) throws DerFormatException {
		byte[] names = DerCursor.over(base.getEncoded()).read(DerCursor.SEQUENCE).toBytes();
		byte[] set = encode(0x31, attributes);
		byte[] all = java.util.Arrays.copyOf(names, names.length + set.length);
		System.arraycopy(set, 0, all, names.length, set.length);
		return principal(encode(DerCursor.SEQUENCE, all));
	}

	private static byte[] encode(int tag, byte[] content) {
		int octets = (content.length < 0x80) ? 0 : (content.length < 0x100) ? 1 : (content.length < 0x10000) ? 2 : 3;
		byte[] encoded = new byte[2 + octets + content.length];
		encoded[0] = (byte) tag;
		encoded[1] = (byte) ((octets == 0) ? content.length : 0x80 | octets);
		for (int i = 0; i < octets; i++) {
			encoded[2 + i] = (byte) (content.length >> Byte.SIZE * (octets - 1 - i));
		}
		System.arraycopy(content, 0, encoded, 2 + octets, content.length);
		return encoded;
	}

	static X500Principal principal(byte[] encoded) throws DerFormatException {
		try {
			return new X500Principal(encoded);
		}
		catch (IllegalArgumentException ex) {
			throw new DerFormatException("a name cannot be read");
		}
	}

}
