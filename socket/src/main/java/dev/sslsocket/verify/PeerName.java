package dev.sslsocket.verify;

import java.net.IDN;
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

	private final @Nullable String dns;

	private final byte @Nullable [] address;

	private PeerName(@Nullable String dns, byte @Nullable [] address) {
		this.dns = dns;
		this.address = address;
	}

	/**
	 * Reads a name as users write it.
	 * @param text a DNS name, also with a final dot or in another script, or an IP
	 * literal, also in brackets with a port or with a zone
	 * @return the name, or {@code null} when no certificate can be for this text
	 */
	static @Nullable PeerName parse(String text) {
		if (text.startsWith("[")) {
			byte[] address = v6(withoutBrackets(text));
			return (address != null) ? new PeerName(null, address) : null;
		}
		if (text.indexOf(':') >= 0) {
			byte[] address = v6(text);
			return (address != null) ? new PeerName(null, address) : null;
		}
		String ascii = ascii(text);
		if (ascii == null) {
			return null;
		}
		byte[] address = IpLiteral.parse(ascii);
		if (address != null) {
			return new PeerName(null, address);
		}
		// RFC 6943: what ends in a number is an address for somebody, but not for us.
		boolean numeric = ascii.substring(ascii.lastIndexOf('.') + 1).chars().allMatch(Character::isDigit);
		return (!numeric && isDnsName(ascii)) ? new PeerName(ascii, null) : null;
	}

	private static String withoutBrackets(String text) {
		int end = text.indexOf(']');
		if (end < 0 || !text.substring(end + 1).matches("(:[0-9]{1,5})?")) {
			return "";
		}
		return text.substring(1, end);
	}

	// A zone says through which interface, not who (RFC 4007 section 11.2).
	private static byte @Nullable [] v6(String text) {
		int zone = text.indexOf('%');
		byte[] address = IpLiteral.parse((zone < 0) ? text : text.substring(0, zone));
		return (address != null && address.length == 16) ? address : null;
	}

	private static @Nullable String ascii(String text) {
		String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
		if (name.chars().allMatch((c) -> c < 128)) {
			return name.toLowerCase(Locale.ROOT);
		}
		try {
			// The same conversion as javax.net.ssl.SNIHostName: one name, asked and
			// checked.
			String ascii = IDN.toASCII(name, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
			return ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
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

	/**
	 * Compares with a dNSName of a certificate.
	 * @param presented the name as the certificate has it
	 * @return whether it covers this name
	 */
	boolean matchesDns(String presented) {
		if (this.dns == null) {
			return false;
		}
		String name = presented.endsWith(".") ? presented.substring(0, presented.length() - 1) : presented;
		if (!name.startsWith("*.")) {
			return isDnsName(name) && name.equalsIgnoreCase(this.dns);
		}
		String above = name.substring(2);
		int dot = this.dns.indexOf('.');
		return dot > 0 && above.indexOf('.') > 0 && isDnsName(above)
				&& above.equalsIgnoreCase(this.dns.substring(dot + 1));
	}

	/**
	 * Compares with an iPAddress of a certificate.
	 * @param presented the address in text form
	 * @return whether it is this address
	 */
	boolean matchesAddress(String presented) {
		return this.address != null && Arrays.equals(this.address, IpLiteral.parse(presented));
	}

}
