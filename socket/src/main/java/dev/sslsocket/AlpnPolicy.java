package dev.sslsocket;

import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.sslsocket.failure.SslConfigurationException;

import org.jspecify.annotations.Nullable;

/**
 * How a server chooses among the application protocols that a client offers (RFC 7301).
 * Immutable.
 *
 * @param preference whose order decides
 * @param mismatch what happens where there is none in common
 */
record AlpnPolicy(AlpnPreference preference, AlpnMismatch mismatch) {

	static final AlpnPolicy DEFAULT = new AlpnPolicy(AlpnPreference.SERVER, AlpnMismatch.FAIL);

	/** RFC 7301 section 3.1. */
	private static final int LONGEST = 255;

	/** The whole list has 16 bits for its length. */
	private static final int LONGEST_LIST = 65535;

	AlpnPolicy preference(AlpnPreference preference) {
		return new AlpnPolicy(preference, this.mismatch);
	}

	AlpnPolicy mismatch(AlpnMismatch mismatch) {
		return new AlpnPolicy(this.preference, mismatch);
	}

	/**
	 * Chooses.
	 * @param ours the server's protocols, the preferred first; empty where it has none,
	 * and then it does not know of the extension
	 * @param offered the client's, the preferred first
	 * @return the protocol; an empty string for none, {@code null} to refuse the client
	 */
	@Nullable String choose(List<String> ours, List<String> offered) {
		List<String> first = (this.preference == AlpnPreference.SERVER) ? ours : offered;
		List<String> second = (this.preference == AlpnPreference.SERVER) ? offered : ours;
		for (String protocol : first) {
			if (second.contains(protocol)) {
				return protocol;
			}
		}
		return (ours.isEmpty() || this.mismatch == AlpnMismatch.CONTINUE) ? "" : null;
	}

	/** Refuses what no ClientHello could carry. */
	static List<String> requireProtocols(List<String> protocols) {
		int total = 0;
		for (String protocol : protocols) {
			int length = protocol.getBytes(StandardCharsets.ISO_8859_1).length;
			if (length == 0 || length > LONGEST || protocol.chars().anyMatch((c) -> c > 0xff)) {
				throw new SslConfigurationException("alpn.protocols", "has '" + protocol
						+ "'. A protocol is 1 to 255 bytes, one for each character, such as h2 or http/1.1");
			}
			total += 1 + length;
		}
		if (total > LONGEST_LIST) {
			throw new SslConfigurationException("alpn.protocols",
					"takes " + total + " bytes, and a ClientHello has " + LONGEST_LIST + " for it");
		}
		return protocols;
	}

}
