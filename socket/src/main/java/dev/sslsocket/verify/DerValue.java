package dev.sslsocket.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One value of DER (X.690) that the JDK parses but does not show. Reads bytes that a peer
 * sent: every length is checked, and has to be written in the shortest form. Immutable;
 * safe for use by many threads.
 *
 * @param tag the identifier octet
 * @param content the content octets
 * @param end offset of what follows it
 */
record DerValue(int tag, byte[] content, int end) {

	static final int BOOLEAN = 0x01;

	static final int INTEGER = 0x02;

	static final int BIT_STRING = 0x03;

	static final int OCTET_STRING = 0x04;

	static final int OBJECT_IDENTIFIER = 0x06;

	static final int SEQUENCE = 0x30;

	static final int SET = 0x31;

	private static final int LONG_TAG = 0x1f;

	private static final int LONGEST_IDENTIFIER = 128;

	/**
	 * Reads the value that these bytes begin with.
	 * @param der the bytes
	 * @return the value, or {@code null} when they are no DER
	 */
	static @Nullable DerValue first(byte[] der) {
		return at(der, 0);
	}

	/**
	 * Reads the one value that these bytes are.
	 * @param der the bytes, may be {@code null}
	 * @param tag what the value has to be
	 * @return the value, or {@code null} when it is something else or more follows
	 */
	static @Nullable DerValue only(byte @Nullable [] der, int tag) {
		DerValue value = (der != null) ? first(der) : null;
		return (value != null && value.tag == tag && value.end == der.length) ? value : null;
	}

	/**
	 * Reads the content of the value that these bytes begin with.
	 * @param der the bytes, may be {@code null}
	 * @param tag what the value has to be
	 * @return its content octets, or {@code null} when it is something else
	 */
	static byte @Nullable [] content(byte @Nullable [] der, int tag) {
		DerValue value = (der != null) ? first(der) : null;
		return (value != null && value.tag == tag) ? value.content : null;
	}

	/**
	 * Reads the values of the one SEQUENCE that these bytes are.
	 * @param der the bytes, may be {@code null}
	 * @return the values, or {@code null} when the bytes are something else
	 */
	static @Nullable List<DerValue> sequence(byte @Nullable [] der) {
		DerValue value = only(der, SEQUENCE);
		return (value != null) ? value.children() : null;
	}

	/**
	 * Takes the content for values one after the other.
	 * @return the values, or {@code null} when the content is something else
	 */
	@Nullable List<DerValue> children() {
		List<DerValue> children = new ArrayList<>();
		for (int offset = 0; offset < this.content.length;) {
			DerValue child = at(this.content, offset);
			if (child == null) {
				return null;
			}
			children.add(child);
			offset = child.end;
		}
		return children;
	}

	/**
	 * Takes the content for an object identifier.
	 * @return the identifier in dotted form, or {@code null} when it is none
	 */
	@Nullable String identifier() {
		if (this.tag != OBJECT_IDENTIFIER || this.content.length == 0 || this.content.length > LONGEST_IDENTIFIER
				|| this.content[this.content.length - 1] < 0) {
			return null;
		}
		StringBuilder text = new StringBuilder();
		long arc = 0;
		for (byte octet : this.content) {
			if (arc == 0 && octet == (byte) 0x80 || arc > Long.MAX_VALUE >> 8) {
				return null;
			}
			arc = arc << 7 | octet & 0x7f;
			if (octet >= 0) {
				if (text.length() == 0) {
					long root = Math.min(arc / 40, 2);
					text.append(root).append('.').append(arc - root * 40);
				}
				else {
					text.append('.').append(arc);
				}
				arc = 0;
			}
		}
		return text.toString();
	}

	private static @Nullable DerValue at(byte[] der, int start) {
		if (der.length - start < 2 || (der[start] & LONG_TAG) == LONG_TAG) {
			return null;
		}
		int length = der[start + 1] & 0xff;
		int offset = start + 2;
		if (length >= 0x80) {
			int octets = length & 0x7f;
			if (octets == 0 || octets > 3 || der.length - offset < octets) {
				return null;
			}
			length = 0;
			for (int i = 0; i < octets; i++) {
				length = length << 8 | der[offset++] & 0xff;
			}
			if (length < 0x80 || length < 1 << 8 * (octets - 1)) {
				return null;
			}
		}
		if (length > der.length - offset) {
			return null;
		}
		return new DerValue(der[start] & 0xff, Arrays.copyOfRange(der, offset, offset + length), offset + length);
	}

}
