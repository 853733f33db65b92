package dev.sslsocket.x509;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.sslsocket.failure.SslConfigurationException;

/**
 * Takes DER structures that stand one after the other apart, as {@code cat a.der b.der}
 * leaves them. Works on the raw bytes: decoding and encoding again could change what was
 * signed.
 */
final class DerValues {

	private static final int SEQUENCE = 0x30;

	private static final int LONG_FORM = 0x80;

	private DerValues() {
	}

	/** Whether the bytes begin as every structure of this room does. */
	static boolean beginsWithOne(byte[] bytes) {
		return bytes.length > 1 && bytes[0] == SEQUENCE;
	}

	/**
	 * Returns each structure on its own. What follows the last one is ignored, as OpenSSL
	 * does: often it is a line end.
	 */
	static List<byte[]> split(byte[] bytes, Material material) {
		List<byte[]> values = new ArrayList<>();
		int from = 0;
		while (bytes.length - from > 1 && bytes[from] == SEQUENCE) {
			int to = end(bytes, from, material);
			// Nothing is copied where the structure is all there is: it may be large.
			values.add((from == 0 && to == bytes.length) ? bytes : Arrays.copyOfRange(bytes, from, to));
			from = to;
		}
		return values;
	}

	private static int end(byte[] bytes, int from, Material material) {
		int first = bytes[from + 1] & 0xff;
		if (first == LONG_FORM) {
			// Indefinite length (BER): only the decoder finds the end.
			return bytes.length;
		}
		int lengthBytes = (first > LONG_FORM) ? first - LONG_FORM : 0;
		if (lengthBytes > Integer.BYTES || bytes.length < from + 2 + lengthBytes) {
			throw new SslConfigurationException("", material.quoted() + " is damaged: not a DER structure.");
		}
		long length = (lengthBytes == 0) ? first : 0;
		for (int i = 0; i < lengthBytes; i++) {
			length = (length << 8) | (bytes[from + 2 + i] & 0xff);
		}
		long end = from + 2 + lengthBytes + length;
		if (end > bytes.length) {
			throw new SslConfigurationException("", material.quoted() + " is cut short: its DER announces " + end
					+ " bytes, " + bytes.length + " are there.");
		}
		return (int) end;
	}

}
