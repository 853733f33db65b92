package dev.sslsocket;

import java.util.Arrays;
import java.util.List;

import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.x509.SslIdentity;

/**
 * An identity and the hosts that a server presents it for. Immutable; safe for use by
 * many threads.
 *
 * @param identity who we are
 * @param hosts the names that clients ask for (SNI, RFC 6066 section 3) as A-labels in
 * lower case, {@code *.example.com} for those one label below; empty for the default,
 * which is for all other hosts and for clients that ask for none
 */
public record ServedIdentity(SslIdentity identity, List<String> hosts) {

	public ServedIdentity {
		hosts = List.copyOf(hosts);
	}

	static ServedIdentity byDefault(SslIdentity identity) {
		return new ServedIdentity(identity, List.of());
	}

	static ServedIdentity of(SslIdentity identity, String... hosts) {
		if (hosts.length == 0) {
			throw new SslConfigurationException("hosts", "is empty. Name a host, or leave hosts out for any.");
		}
		return new ServedIdentity(identity,
				Arrays.stream(hosts).map((host) -> HostPattern.parse(host).toString()).distinct().toList());
	}

	/**
	 * Returns whether it is for the hosts that no other identity names.
	 * @return whether there are no hosts
	 */
	public boolean isDefault() {
		return this.hosts.isEmpty();
	}

}
