package dev.sslsocket;

import java.util.List;
import java.util.Optional;

/**
 * What the connections of a context may agree on, as it is in force: of groups and
 * signature schemes what the engine puts into its ClientHello. Immutable; safe for use by
 * many threads.
 *
 * @param protocols protocol versions by JSSE's names, such as {@code TLSv1.3}
 * @param groups key exchange groups by IANA's names, the preferred first, such as
 * {@code x25519}
 * @param signatureSchemes signature schemes by IANA's names, such as
 * {@code rsa_pss_rsae_sha256}
 * @param alpn application protocols, the preferred first; empty where there are none
 * @param alpnPreference whose order of application protocols decides on a server
 * @param alpnMismatch what a server does with clients that offer none of its own
 * @param sniHost the name that clients send in place of the host connected to; an empty
 * string where they send none
 */
public record TlsOffer(List<String> protocols, List<String> groups, List<String> signatureSchemes, List<String> alpn,
		AlpnPreference alpnPreference, AlpnMismatch alpnMismatch, Optional<String> sniHost) {

	public TlsOffer {
		protocols = List.copyOf(protocols);
		groups = List.copyOf(groups);
		signatureSchemes = List.copyOf(signatureSchemes);
		alpn = List.copyOf(alpn);
	}

}
