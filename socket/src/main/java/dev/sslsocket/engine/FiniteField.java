package dev.sslsocket.engine;

import java.math.BigInteger;
import java.util.Arrays;

import dev.sslsocket.x509.DhParameters;
import org.jspecify.annotations.Nullable;

/**
 * Diffie-Hellman over a finite field before TLS 1.3, where a server does not name its
 * group but sends prime and generator (RFC 5246 section 7.4.3).
 */
final class FiniteField {

	private FiniteField() {
	}

	/**
	 * Whether a suite exchanges keys so. Those that do stand below 0x0100 in IANA's
	 * registry, but for two with ChaCha20-Poly1305 (RFC 7905); those with curves are
	 * 0xC0xx, and others of RFC 7905. It has to be known before the message is read: a
	 * prime of 6144 bits begins as a curve's name does.
	 */
	static boolean isFor(int suite) {
		return suite < 0x0100 || suite == 0xccaa || suite == 0xccad;
	}

	/**
	 * Reads which group it is.
	 * @param body the beginning of a ServerKeyExchange
	 * @param length how many bytes of it there are
	 * @return the name of RFC 7919, or OpenSSL's of a group of RFC 3526 or RFC 5114; the
	 * size of any other; {@code null} where it cannot be read
	 */
	static @Nullable String group(byte[] body, int length) {
		int prime = number(body, 0, length);
		int generator = (prime > 0) ? number(body, 2 + prime, length) : 0;
		if (generator <= 0) {
			return null;
		}
		return DhParameters.of(value(body, 2, prime), value(body, 4 + prime, generator)).toString();
	}

	/** The length of the number at a place; 0 where it is not there as a whole. */
	private static int number(byte[] body, int at, int length) {
		if (at + 2 > length) {
			return 0;
		}
		int size = (body[at] & 0xff) << 8 | body[at + 1] & 0xff;
		return (at + 2 + size <= length) ? size : 0;
	}

	private static BigInteger value(byte[] body, int at, int size) {
		return new BigInteger(1, Arrays.copyOfRange(body, at, at + size));
	}

}
