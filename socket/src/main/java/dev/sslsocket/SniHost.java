package dev.sslsocket;

import javax.net.ssl.SNIHostName;

import dev.sslsocket.failure.SslConfigurationException;

import org.jspecify.annotations.Nullable;

/**
 * The name that a context's clients send (SNI, RFC 6066 section 3).
 */
final class SniHost {

	private SniHost() {
	}

	/**
	 * Makes sure that it can be sent.
	 * @param host a DNS name in any script, or an empty string
	 * @return the name as it is
	 */
	static String require(String host) {
		if (!host.isEmpty() && !canBeSent(host)) {
			throw new SslConfigurationException("sni-host", "is '" + host.replaceAll("\\p{Cntrl}", "?")
					+ "', which SNI cannot carry: it has DNS names of letters, digits and hyphens, no addresses"
					+ " (RFC 6066 section 3). Leave it out to send the host connected to, or write off to send none");
		}
		return host;
	}

	private static boolean canBeSent(String host) {
		@Nullable String name = new PeerName(host, 0).sniHost();
		try {
			return name != null && !new SNIHostName(name).getAsciiName().isEmpty();
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

}
