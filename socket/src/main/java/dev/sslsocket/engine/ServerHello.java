package dev.sslsocket.engine;

import java.util.Arrays;

/**
 * What a server chose, read from its first message (RFC 8446 section 4.1.3, RFC 5246
 * section 7.4.1.3). A number that is not there is -1.
 *
 * @param version the version, of TLS 1.3 the one in the extension
 * @param suite number of the cipher suite
 * @param group number of the key exchange group (TLS 1.3)
 * @param tls13 whether it has the extension of TLS 1.3
 * @param preSharedKey whether it takes the session that the client offered (TLS 1.3)
 * @param retry whether it is a HelloRetryRequest: another key share is wanted
 * @param malformed whether it ends too early or too late
 */
record ServerHello(int version, int suite, int group, boolean tls13, boolean preSharedKey, boolean retry,
		boolean malformed) {

	/** The random of a HelloRetryRequest (RFC 8446 section 4.1.3). */
	private static final byte[] RETRY = { (byte) 0xcf, 0x21, (byte) 0xad, 0x74, (byte) 0xe5, (byte) 0x9a, 0x61, 0x11,
			(byte) 0xbe, 0x1d, (byte) 0x8c, 0x02, 0x1e, 0x65, (byte) 0xb8, (byte) 0x91, (byte) 0xc2, (byte) 0xa2, 0x11,
			0x16, 0x7a, (byte) 0xbb, (byte) 0x8c, 0x5e, 0x07, (byte) 0x9e, 0x09, (byte) 0xe2, (byte) 0xc8, (byte) 0xa8,
			0x33, (byte) 0x9c };

	private static final int PRE_SHARED_KEY = 41;

	private static final int VERSIONS = 43;

	private static final int KEY_SHARE = 51;

	/**
	 * Reads a message as far as it goes.
	 * @param bytes where its body is
	 * @param offset the first byte
	 * @param length how many bytes there are
	 */
	static ServerHello parse(byte[] bytes, int offset, int length) {
		int end = offset + length;
		int at = offset + 2 + RETRY.length;
		if (at >= end) {
			return new ServerHello((length >= 2) ? two(bytes, offset) : -1, -1, -1, false, false, false, true);
		}
		boolean retry = Arrays.equals(bytes, offset + 2, at, RETRY, 0, RETRY.length);
		int version = two(bytes, offset);
		int group = -1;
		boolean tls13 = false;
		boolean preSharedKey = false;
		at += 1 + (bytes[at] & 0xff);
		int suite = (at + 2 <= end) ? two(bytes, at) : -1;
		at += 2 + 1;
		boolean malformed = at > end || at + 2 <= end && two(bytes, at) != end - at - 2;
		at += 2;
		while (at + 4 <= end) {
			int type = two(bytes, at);
			int size = two(bytes, at + 2);
			at += 4;
			if (type == VERSIONS) {
				tls13 = true;
				version = (at + 2 <= end) ? two(bytes, at) : version;
			}
			else if (type == PRE_SHARED_KEY) {
				preSharedKey = true;
			}
			else if (type == KEY_SHARE && at + 2 <= end) {
				group = two(bytes, at);
			}
			at += size;
			malformed |= at > end;
		}
		return new ServerHello(version, suite, group, tls13, preSharedKey, retry, malformed);
	}

	private static int two(byte[] bytes, int at) {
		return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
	}

}
