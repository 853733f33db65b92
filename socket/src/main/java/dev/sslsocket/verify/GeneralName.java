package dev.sslsocket.verify;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One name of a certificate, or one that an issuer is limited to (RFC 5280 section
 * 4.2.1.6), as it is encoded. A value; safe for use by many threads.
 *
 * @param kind the number of the choice
 * @param content the content octets
 */
record GeneralName(int kind, byte[] content) {

	static final int OTHER = 0;

	static final int EMAIL = 1;

	static final int DNS = 2;

	static final int DIRECTORY = 4;

	static final int URI = 6;

	static final int IP = 7;

	static final int REGISTERED = 8;

	private static final int CONTEXT_SPECIFIC = 0x80;

	private static final int CONSTRUCTED = 0x20;

	/** The choices that are structures: otherName to ediPartyName without the texts. */
	private static final List<Integer> STRUCTURES = List.of(OTHER, 3, DIRECTORY, 5);

	/**
	 * Reads names one after the other.
	 * @param values the names, may be {@code null}
	 * @return the names, or {@code null} when one of them is malformed
	 */
	static @Nullable List<GeneralName> all(@Nullable List<DerValue> values) {
		if (values == null) {
			return null;
		}
		List<GeneralName> names = new ArrayList<>(values.size());
		for (DerValue value : values) {
			GeneralName name = of(value);
			if (name == null) {
				return null;
			}
			names.add(name);
		}
		return names;
	}

	/** Reads one name; {@code null} when it is malformed. */
	static @Nullable GeneralName of(DerValue value) {
		int kind = value.tag() & 0x1f;
		int form = STRUCTURES.contains(kind) ? CONTEXT_SPECIFIC | CONSTRUCTED : CONTEXT_SPECIFIC;
		if (kind > REGISTERED || (value.tag() & ~0x1f) != form) {
			return null;
		}
		GeneralName name = new GeneralName(kind, value.content());
		return switch (kind) {
			case EMAIL, DNS, URI -> name.isAscii() ? name : null;
			case DIRECTORY -> (DirectoryName.of(value.content()) != null) ? name : null;
			default -> name;
		};
	}

	/** The content as text, for the choices that are IA5String. */
	String text() {
		return new String(this.content, StandardCharsets.ISO_8859_1);
	}

	private boolean isAscii() {
		for (byte octet : this.content) {
			if (octet < 0) {
				return false;
			}
		}
		return true;
	}

}
