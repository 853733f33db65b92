package dev.sslsocket;

import java.net.InetAddress;
import java.net.InetSocketAddress;

import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.verify.AsciiName;
import dev.sslsocket.verify.HostnameScheme;
import dev.sslsocket.verify.PinMode;
import dev.sslsocket.verify.VerifyMode;

import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end, as the user said it. Read once, at connect: after anybody has
 * called getHostName() on a literal address, InetSocketAddress.getHostString() yields a
 * name from the reverse DNS, which must never become the verified one.
 *
 * @param host host as the user named it; an address where no name was used
 * @param port the real port
 */
record PeerName(String host, int port) {

	/** Clients come again, or all from one balancer. */
	private static final Shared<String> ADDRESSES = new Shared<>();

	static PeerName of(InetSocketAddress address) {
		return new PeerName(address.getHostString(), address.getPort());
	}

	static PeerName of(InetAddress address, int port) {
		return new PeerName(ADDRESSES.of(address.getHostAddress()), port);
	}

	/**
	 * The name of a peer that somebody else has connected to. Where a name will be
	 * verified it must be given: the address of a connection, which may be a proxy's, is
	 * no substitute.
	 */
	static PeerName given(@Nullable String host, int port, SslContext context, SslConnectOptions options) {
		boolean nameless = host == null || host.isEmpty();
		if (nameless && options.verifyName() == null && context.verifyName().isEmpty() && verifiesNames(context)) {
			throw new SslConfigurationException("verify-name",
					"is not set, and no host name was given: TLS on an open connection needs the name to verify."
							+ " Give the host that was connected to, an address if it was one.");
		}
		return new PeerName((host == null) ? "" : host, port);
	}

	private static boolean verifiesNames(SslContext context) {
		return context.verifyMode() == VerifyMode.PEER && context.hostnameVerification() != HostnameScheme.NONE
				&& context.pins().filter((pins) -> pins.mode() == PinMode.ENFORCE).isEmpty();
	}

	/** The host that SNI may carry: a DNS name, never an address (RFC 6066 section 3). */
	@Nullable String sniHost() {
		String name = AsciiName.of(this.host);
		boolean address = name == null || name.isEmpty() || name.indexOf(':') >= 0
				|| name.chars().allMatch((c) -> c == '.' || c >= '0' && c <= '9');
		return address ? null : name;
	}

	@Override
	public String toString() {
		return ((this.host.indexOf(':') >= 0 && !this.host.startsWith("[")) ? "[" + this.host + "]" : this.host) + ":"
				+ this.port;
	}

}
