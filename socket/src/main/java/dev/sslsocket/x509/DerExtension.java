package dev.sslsocket.x509;

import java.util.Arrays;

/**
 * One extension of a certificate, a revocation list or an entry of one (RFC 5280 section
 * 4.1). Not thread-safe, as the cursor it holds.
 */
final class DerExtension {

	private static final int[] BELOW = { 0x55, 0x1d };

	private final int arc;

	private final String name;

	private final boolean critical;

	private final DerCursor value;

	private DerExtension(int arc, String name, boolean critical, DerCursor value) {
		this.arc = arc;
		this.name = name;
		this.critical = critical;
		this.value = value;
	}

	static DerExtension read(DerCursor extensions) throws DerFormatException {
		DerCursor extension = extensions.read(DerCursor.SEQUENCE);
		byte[] identifier = extension.read(DerCursor.OBJECT_IDENTIFIER).toBytes();
		DerCursor flag = extension.optional(DerCursor.BOOLEAN);
		boolean critical = flag != null && flag.truth();
		DerCursor value = extension.read(DerCursor.OCTET_STRING);
		extension.expectEnd();
		int arc = (identifier.length == 3 && identifier[0] == BELOW[0] && identifier[1] == BELOW[1]) ? identifier[2]
				: -1;
		return new DerExtension(arc, (arc >= 0) ? "2.5.29." + arc : dotted(identifier), critical, value);
	}

	/** Last arc of an identifier below {@code 2.5.29}, or a negative number. */
	int arc() {
		return this.arc;
	}

	/** The identifier in dotted form. */
	String name() {
		return this.name;
	}

	/** Whether whoever does not know it has to refuse what it stands in. */
	boolean critical() {
		return this.critical;
	}

	/** What is in the OCTET STRING. */
	DerCursor value() {
		return this.value;
	}

	/** The content of an object identifier in dotted form. */
	static String dotted(byte[] identifier) throws DerFormatException {
		if (identifier.length == 0 || identifier[identifier.length - 1] < 0) {
			throw new DerFormatException("an object identifier is cut short");
		}
		StringBuilder dotted = new StringBuilder();
		long arc = 0;
		for (byte octet : Arrays.copyOf(identifier, Math.min(identifier.length, 64))) {
			arc = arc << 7 | octet & 0x7f;
			if (arc > Integer.MAX_VALUE) {
				throw new DerFormatException("an object identifier is out of range");
			}
			if (octet >= 0) {
				if (dotted.isEmpty()) {
					long root = Math.min(arc / 40, 2);
					dotted.append(root).append('.').append(arc - 40 * root);
				}
				else {
					dotted.append('.').append(arc);
				}
				arc = 0;
			}
		}
		return dotted.toString();
	}

}
