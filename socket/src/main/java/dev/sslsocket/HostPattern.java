package dev.sslsocket;

import java.net.IDN;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

import dev.sslsocket.failure.SslConfigurationException;

/**
 * A host that an identity is for, or all hosts one label below a domain. Immutable; safe
 * for use by many threads.
 *
 * @param domain the host, or what follows the wildcard: A-labels in lower case
 * @param wildcard whether it stands for {@code *.domain}: one whole label and no more
 */
record HostPattern(String domain, boolean wildcard) {

	private static final String WILDCARD = "*.";

	private static final int LONGEST = 253;

	/** How many hosts a message lists. */
	private static final int SHOWN = 5;

	/**
	 * Reads a pattern.
	 * @param text a host name in any case, or one behind {@code *.}; international names
	 * in either form
	 * @throws SslConfigurationException for the setting {@code hosts}, if no client can
	 * ask for it
	 */
	static HostPattern parse(String text) {
		boolean wildcard = text.startsWith(WILDCARD);
		String host = wildcard ? text.substring(WILDCARD.length()) : text;
		String domain = ascii(text, host);
		if (domain.isEmpty() || domain.length() > LONGEST || domain.endsWith(".") || domain.startsWith(".")) {
			throw refused(text);
		}
		if (domain.chars().allMatch((c) -> c == '.' || c >= '0' && c <= '9')) {
			throw new SslConfigurationException("hosts", "names '" + text
					+ "', an address, which no client sends as server name (RFC 6066 section 3). Clients that connect to an address get the identity without hosts.");
		}
		return new HostPattern(domain, wildcard);
	}

	private static String ascii(String text, String host) {
		try {
			return IDN.toASCII(host, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
		}
		catch (IllegalArgumentException ex) {
			throw refused(text);
		}
	}

	private static SslConfigurationException refused(String text) {
		return new SslConfigurationException("hosts", "names '" + text
				+ "', which is no host name. Write one such as www.example.com, or *.example.com for every name one label below example.com; for any host leave hosts out.");
	}

	/** Lists hosts for a message, the first few of many. */
	static String list(Collection<?> hosts) {
		String first = hosts.stream().limit(SHOWN).map(Object::toString).collect(Collectors.joining(", "));
		int more = hosts.size() - SHOWN;
		return (more > 0) ? first + " and " + more + " more" : first;
	}

	@Override
	public String toString() {
		return this.wildcard ? WILDCARD + this.domain : this.domain;
	}

}
