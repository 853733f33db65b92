package dev.sslsocket.verify;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Reads IP addresses from their text form (RFC 4291 section 2.2, RFC 6943 section 3.1.1
 * "strict"). Never asks DNS, unlike {@link java.net.InetAddress}, and reads neither the
 * octal, hexadecimal nor shortened IPv4 forms of {@code inet_aton}: what two readers
 * understand differently is no address. Stateless; safe for use by many threads.
 */
final class IpLiteral {

	private static final int GROUPS = 8;

	private IpLiteral() {
	}

	/**
	 * Reads an address.
	 * @param text the literal, without brackets or zone
	 * @return 4 or 16 bytes; {@code null} when this is no IP literal
	 */
	static byte @Nullable [] parse(String text) {
		return (text.indexOf(':') < 0) ? v4(text) : v6(text);
	}

	private static byte @Nullable [] v4(String text) {
		String[] parts = text.split("\\.", -1);
		if (parts.length != 4) {
			return null;
		}
		byte[] address = new byte[4];
		for (int i = 0; i < 4; i++) {
			int value = number(parts[i], 10, 3);
			if (value < 0 || value > 255 || (parts[i].length() > 1 && parts[i].charAt(0) == '0')) {
				return null;
			}
			address[i] = (byte) value;
		}
		return address;
	}

	private static byte @Nullable [] v6(String text) {
		int gap = text.indexOf("::");
		if (gap < 0) {
			List<Integer> groups = groups(text);
			return (groups != null && groups.size() == GROUPS) ? bytes(groups, List.of()) : null;
		}
		List<Integer> head = groups(text.substring(0, gap));
		List<Integer> tail = groups(text.substring(gap + 2));
		// The gap stands for at least one group; an IPv4 part can only be the end.
		if (head == null || tail == null || head.size() + tail.size() >= GROUPS
				|| text.substring(0, gap).indexOf('.') >= 0) {
			return null;
		}
		return bytes(head, tail);
	}

	private static @Nullable List<Integer> groups(String text) {
		List<Integer> groups = new ArrayList<>();
		if (text.isEmpty()) {
			return groups;
		}
		String[] parts = text.split(":", -1);
		for (int i = 0; i < parts.length; i++) {
			if (i == parts.length - 1 && parts[i].indexOf('.') >= 0) {
				byte[] embedded = v4(parts[i]);
				if (embedded == null) {
					return null;
				}
				groups.add((embedded[0] & 0xff) << 8 | embedded[1] & 0xff);
				groups.add((embedded[2] & 0xff) << 8 | embedded[3] & 0xff);
				continue;
			}
			int value = number(parts[i], 16, 4);
			if (value < 0) {
				return null;
			}
			groups.add(value);
		}
		return groups;
	}

	private static byte[] bytes(List<Integer> head, List<Integer> tail) {
		byte[] address = new byte[2 * GROUPS];
		for (int i = 0; i < head.size(); i++) {
			put(address, i, head.get(i));
		}
		for (int i = 0; i < tail.size(); i++) {
			put(address, GROUPS - tail.size() + i, tail.get(i));
		}
		return address;
	}

	private static void put(byte[] address, int group, int value) {
		address[2 * group] = (byte) (value >> 8);
		address[2 * group + 1] = (byte) value;
	}

	private static int number(String digits, int radix, int longest) {
		if (digits.isEmpty() || digits.length() > longest) {
			return -1;
		}
		int value = 0;
		for (int i = 0; i < digits.length(); i++) {
			// Character.digit would take digits of every script.
			int digit = (digits.charAt(i) < 128) ? Character.digit(digits.charAt(i), radix) : -1;
			if (digit < 0) {
				return -1;
			}
			value = value * radix + digit;
		}
		return value;
	}

}
