package dev.sslsocket.verify;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Hosts in the texts that certificates have for names, as name constraints compare them
 * (RFC 5280 section 4.2.1.10). What Go cannot read ({@code domainToReverseLabels},
 * {@code parseRFC2821Mailbox}) is not read here either: a name that is not understood
 * could be understood otherwise by who uses it. Stateless; safe for use by many threads.
 */
final class HostText {

	private static final String IN_LOCAL_PART = "!#$%&'*+-/=?^_`{|}~.";

	private HostText() {
	}

	/**
	 * Whether this is labels between dots, none of them empty: neither a leading nor a
	 * trailing dot. Empty text is, as it is for Go.
	 */
	static boolean isDomain(String text) {
		int label = 0;
		for (int i = 0; i < text.length(); i++) {
			char character = text.charAt(i);
			if (character == '.') {
				if (label == 0) {
					return false;
				}
				label = 0;
			}
			else if (character <= ' ' || character > '~') {
				return false;
			}
			else {
				label++;
			}
		}
		return text.isEmpty() || label > 0;
	}

	/** Whether this is a domain as a constraint may have it: with a leading dot. */
	static boolean isDomainConstraint(String text) {
		return !text.equals(".") && isDomain(text.startsWith(".") ? text.substring(1) : text);
	}

	/**
	 * Whether this is one mailbox: a local part, one sign and a domain. A quoted local
	 * part, which may contain anything, is none: nobody needs it, and everybody reads it
	 * differently.
	 */
	static boolean isMailbox(String text) {
		int at = text.indexOf('@');
		if (at <= 0 || at == text.length() - 1 || text.charAt(0) == '.' || text.charAt(at - 1) == '.') {
			return false;
		}
		for (int i = 0; i < at; i++) {
			char character = text.charAt(i);
			if (!isAlphanumeric(character) && IN_LOCAL_PART.indexOf(character) < 0
					|| character == '.' && text.charAt(i + 1) == '.') {
				return false;
			}
		}
		String domain = text.substring(at + 1);
		return domain.indexOf('@') < 0 && isDomain(domain);
	}

	/**
	 * Finds the host of a URI (RFC 3986 section 3.2.2).
	 * @param uri the URI
	 * @return the host in lower case without user and port; empty when the URI has none;
	 * {@code null} when it cannot be told, or is an address and not a name
	 */
	static @Nullable String host(String uri) {
		int colon = uri.indexOf(':');
		if (colon <= 0 || !uri.startsWith("//", colon + 1)) {
			return "";
		}
		String authority = uri.substring(colon + 3).split("[/?#]", 2)[0];
		String host = authority.substring(authority.lastIndexOf('@') + 1);
		int port = host.indexOf(':');
		if (port >= 0) {
			if (!host.substring(port + 1).matches("\\d*")) {
				return null;
			}
			host = host.substring(0, port);
		}
		if (!isDomain(host) || host.indexOf('\\') >= 0 || host.indexOf('%') >= 0 || IpLiteral.parse(host) != null) {
			return null;
		}
		return host.toLowerCase(Locale.ROOT);
	}

	/**
	 * Whether a common name looks like a host (OpenSSL's {@code cn2dnsid}): two labels or
	 * more of letters, digits, hyphens and underscores, no label with a hyphen at its
	 * ends.
	 */
	static boolean looksLikeHost(String commonName) {
		// No regular expression: Java's would need a stack frame for each label.
		boolean dotted = false;
		int last = commonName.length() - 1;
		for (int i = 0; i <= last; i++) {
			char character = commonName.charAt(i);
			if (isAlphanumeric(character) || character == '_') {
				continue;
			}
			if (i == 0 || i == last || character != '-' && character != '.') {
				return false;
			}
			if (character == '.') {
				char before = commonName.charAt(i - 1);
				char after = commonName.charAt(i + 1);
				if (before == '-' || before == '.' || after == '-' || after == '.') {
					return false;
				}
				dotted = true;
			}
		}
		return dotted;
	}

	private static boolean isAlphanumeric(char character) {
		return character >= '0' && character <= '9' || character >= 'a' && character <= 'z'
				|| character >= 'A' && character <= 'Z';
	}

}
