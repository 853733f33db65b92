package dev.sslsocket;

/**
 * Bytes as people read them: sixteen a line, in hexadecimal and as ASCII.
 */
final class HexDump {

	private static final int PER_LINE = 16;

	private static final char[] DIGITS = "0123456789abcdef".toCharArray();

	private HexDump() {
	}

	/**
	 * Writes bytes.
	 * @return lines, each with a line break in front of it
	 */
	static String of(byte[] bytes, int offset, int length) {
		StringBuilder dump = new StringBuilder((length / PER_LINE + 1) * (8 + PER_LINE * 4 + 3));
		for (int from = 0; from < length; from += PER_LINE) {
			int count = Math.min(PER_LINE, length - from);
			dump.append("\n    ");
			for (int shift = 12; shift >= 0; shift -= 4) {
				dump.append(DIGITS[from >> shift & 0xf]);
			}
			dump.append("  ");
			for (int i = 0; i < PER_LINE; i++) {
				hex(dump, (i < count) ? bytes[offset + from + i] & 0xff : -1);
			}
			dump.append(' ');
			for (int i = 0; i < count; i++) {
				byte next = bytes[offset + from + i];
				dump.append((next >= 0x20 && next < 0x7f) ? (char) next : '.');
			}
		}
		return dump.toString();
	}

	private static void hex(StringBuilder dump, int value) {
		if (value < 0) {
			dump.append("   ");
		}
		else {
			dump.append(DIGITS[value >> 4]).append(DIGITS[value & 0xf]).append(' ');
		}
	}

}
