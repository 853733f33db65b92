package dev.sslsocket.verify;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * One value of DER (X.690) that the JDK parses but does not show. Reads bytes that a peer
 * sent: every length is checked. Immutable; safe for use by many threads.
 *
 * @param tag the identifier octet
 * @param content the content octets
 * @param end offset of what follows it
 */
record DerValue(int tag, byte[] content, int end) {

	static final int BIT_STRING = 0x03;

	static final int OCTET_STRING = 0x04;

	static final int SEQUENCE = 0x30;

	/**
	 * Reads the value that these bytes begin with.
	 * @param der the bytes
	 * @return the value, or {@code null} when they are no DER
	 */
	static @Nullable DerValue first(byte[] der) {
		if (der.length < 2) {
			return null;
		}
		int length = der[1] & 0xff;
		int offset = 2;
		if (length >= 0x80) {
			int octets = length & 0x7f;
			if (octets == 0 || octets > 3 || der.length < 2 + octets) {
				return null;
			}
			length = 0;
			for (int i = 0; i < octets; i++) {
				length = length << 8 | der[offset++] & 0xff;
			}
		}
		if (length > der.length - offset) {
			return null;
		}
		return new DerValue(der[0] & 0xff, Arrays.copyOfRange(der, offset, offset + length), offset + length);
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

}
