package dev.sslsocket.x509;

import java.util.HexFormat;

/**
 * Addresses as text: dotted IPv4, and IPv6 in the canonical form of RFC 5952 section 4.
 */
final class IpText {

	private static final int GROUPS = 8;

	private IpText() {
	}

	static String of(byte[] address) {
		return switch (address.length) {
			case 4 ->
				(address[0] & 0xff) + "." + (address[1] & 0xff) + "." + (address[2] & 0xff) + "." + (address[3] & 0xff);
			case 2 * GROUPS -> ofGroups(address);
			// No address has this length; it can match none, and people should see why.
			default -> "invalid:" + HexFormat.of().formatHex(address);
		};
	}

	private static String ofGroups(byte[] address) {
		int[] groups = new int[GROUPS];
		for (int i = 0; i < GROUPS; i++) {
			groups[i] = (address[2 * i] & 0xff) << 8 | address[2 * i + 1] & 0xff;
		}
		int gap = GROUPS;
		int gapLength = 1;
		for (int i = 0; i < GROUPS; i++) {
			int length = zeros(groups, i);
			if (length > gapLength) {
				gap = i;
				gapLength = length;
			}
		}
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < GROUPS; i++) {
			if (i == gap) {
				text.append("::");
				i += gapLength - 1;
			}
			else {
				text.append((text.length() > 0 && text.charAt(text.length() - 1) != ':') ? ":" : "")
					.append(Integer.toHexString(groups[i]));
			}
		}
		return text.toString();
	}

	private static int zeros(int[] groups, int from) {
		int to = from;
		while (to < GROUPS && groups[to] == 0) {
			to++;
		}
		return to - from;
	}

}
