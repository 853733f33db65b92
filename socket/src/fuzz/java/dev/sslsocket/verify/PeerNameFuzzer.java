package dev.sslsocket.verify;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A name connected to and a name of a certificate, a line each. No exception; letter case
 * and a final dot change nothing; without a wildcard, what matches is equal.
 */
public final class PeerNameFuzzer {

	private PeerNameFuzzer() {
	}

	public static void fuzzerTestOneInput(byte[] input) {
		String text = new String(input, StandardCharsets.UTF_8);
		int end = text.indexOf('\n');
		if (end < 0) {
			IpLiteral.parse(text);
			return;
		}
		String presented = text.substring(end + 1);
		PeerName name = PeerName.parse(text.substring(0, end));
		if (name == null) {
			return;
		}
		boolean matches = name.matchesDns(presented);
		name.matchesAddress(presented);
		if (matches != name.matchesDns(presented.toUpperCase(Locale.ROOT)) && isAscii(presented)) {
			throw new IllegalStateException("letter case counts for " + presented);
		}
		if (matches && !presented.startsWith("*") && presented.indexOf('\0') >= 0) {
			throw new IllegalStateException("NUL matched: " + presented);
		}
	}

	private static boolean isAscii(String text) {
		return text.chars().allMatch((c) -> c < 128);
	}

}
