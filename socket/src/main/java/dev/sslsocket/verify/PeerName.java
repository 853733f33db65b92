package dev.sslsocket.verify;

import java.util.Arrays;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The name a server is expected to prove: the "reference identifier" of RFC 9525 section
 * 6.1. Either a DNS name or an IP address, never both. Immutable; safe for use by many
 * threads.
 */
final class PeerName {

	private static final int LONGEST_NAME = 253;

	private static final int LONGEST_LABEL = 63;

	private final String text;

	private final byte @Nullable [] address;

	private PeerName(String text, byte @Nullable [] address) {
		this.text = text;
		this.address = address;
	}

	/**
	 * Reads a name as users write it.
	 * @param text a DNS name, also with a final dot or in another script, or an IP
	 * literal, also in brackets with a port or with a zone
	 * @return the name, or {@code null} when no certificate can be for this text
	 */
	static @Nullable PeerName parse(String text) {
		if (text.indexOf(':') >= 0) {
			// A zone says through which interface, not who (RFC 4007 section 11.2).
			String literal = withoutBrackets(text).split("%", 2)[0];
			byte[] address = IpLiteral.parse(literal);
			return (address != null && address.length == 16) ? new PeerName(literal, address) : null;
		}
		String ascii = AsciiName.of(text);
		if (ascii == null) {
			return null;
		}
		byte[] address = IpLiteral.parse(ascii);
		if (address != null) {
			return new PeerName(ascii, address);
		}
		// RFC 6943: what ends in a number is an address for somebody, but not for us.
		boolean numeric = ascii.substring(ascii.lastIndexOf('.') + 1).chars().allMatch(Character::isDigit);
		return (!numeric && isDnsName(ascii)) ? new PeerName(ascii.toLowerCase(Locale.ROOT), null) : null;
	}

	/** Why a text that could not be read is no name, and how to write it. */
	static String fault(String text) {
		boolean foreign = text.chars().anyMatch((c) -> c > 127);
		return "neither a DNS name nor an IP address" + (foreign ? " (or two: write it as DNS has it, xn--…)" : "");
	}

	private static String withoutBrackets(String text) {
		if (!text.startsWith("[")) {
			return text;
		}
		int end = text.indexOf(']');
		return (end > 0 && text.substring(end + 1).matches("(:[0-9]{1,5})?")) ? text.substring(1, end) : "";
	}

	/** Whether this is a DNS name of letters, digits, hyphens and underscores. */
	static boolean isDnsName(String name) {
		if (name.isEmpty() || name.length() > LONGEST_NAME) {
			return false;
		}
		for (String label : name.split("\\.", -1)) {
			if (label.isEmpty() || label.length() > LONGEST_LABEL || label.startsWith("-") || label.endsWith("-")
					|| !label.chars().allMatch(PeerName::isLabelCharacter)) {
				return false;
			}
		}
		return true;
	}

	// RFC 1123 knows no underscore; OpenSSL, Go and the names in use do.
	private static boolean isLabelCharacter(int c) {
		return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_';
	}

	boolean isAddress() {
		return this.address != null;
	}

	/** The address as text, or the DNS name in lower-case ASCII. */
	String text() {
		return this.text;
	}

	/** The public suffix of a DNS name. */
	String publicSuffix() {
		return PublicSuffixes.of(this.text);
	}

	boolean isIpv4() {
		return this.address != null && this.address.length == 4;
	}

	/**
	 * Compares with a DNS name of a certificate.
	 * @param presented the name as the certificate has it
	 * @param wildcards which wildcards count in it
	 * @return whether it covers this name
	 */
	Coverage compareDns(String presented, Wildcards wildcards) {
		String name = presented.endsWith(".") ? presented.substring(0, presented.length() - 1) : presented;
		String expected = this.text;
		// Comparing without regard to case would take the Kelvin sign for a k.
		if (isAddress() || !name.chars().allMatch((c) -> c < 128)) {
			return Coverage.NONE;
		}
		int dot = name.indexOf('.');
		int star = name.indexOf('*');
		if (star < 0 || star > dot) {
			return (isDnsName(name) && name.equalsIgnoreCase(expected)) ? Coverage.FULL : Coverage.NONE;
		}
		int cut = expected.indexOf('.');
		String above = name.substring(dot + 1);
		if (cut < 0 || !isDnsName(above) || !above.equalsIgnoreCase(expected.substring(cut + 1))
				|| !wildcards.covers(name.substring(0, dot), expected.substring(0, cut))) {
			return Coverage.NONE;
		}
		// Of the name looked for: below *.ck and !www.ck a wildcard cannot tell which.
		return (above.length() > publicSuffix().length()) ? Coverage.FULL : Coverage.TOO_WIDE;
	}

	/**
	 * Compares with an address of a certificate.
	 * @param presented the address in text form
	 * @return whether it is this address
	 */
	Coverage compareAddress(String presented) {
		return (this.address != null && Arrays.equals(this.address, IpLiteral.parse(presented))) ? Coverage.FULL
				: Coverage.NONE;
	}

	/** What a name of a certificate is to this name. */
	enum Coverage {

		/** It is, or covers, this name. */
		FULL,

		/** It would cover this name, and strangers' names too: a public suffix. */
		TOO_WIDE,

		/** It does not concern this name. */
		NONE

	}

}
