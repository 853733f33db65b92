package dev.sslsocket.verify;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

import dev.sslsocket.verify.PeerName.Coverage;

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
		name.compareAddress(presented);
		for (Wildcards wildcards : Wildcards.values()) {
			Coverage coverage = name.compareDns(presented, wildcards);
			if (isAscii(presented) && coverage != name.compareDns(presented.toUpperCase(Locale.ROOT), wildcards)) {
				throw new IllegalStateException("letter case counts for " + presented);
			}
			if (coverage == Coverage.FULL && presented.chars().anyMatch((c) -> c <= ' ')) {
				throw new IllegalStateException("junk matched: " + presented);
			}
		}
	}

	private static boolean isAscii(String text) {
		return text.chars().allMatch((c) -> c < 128);
	}

}
