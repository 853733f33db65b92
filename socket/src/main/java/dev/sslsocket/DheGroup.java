package dev.sslsocket;

import java.security.Security;
import java.util.Arrays;
import java.util.List;

import javax.net.ssl.SSLParameters;

import dev.sslsocket.engine.ClientHello;
import dev.sslsocket.engine.NamedGroup;
import dev.sslsocket.engine.TlsFault;
import dev.sslsocket.failure.SslReason;

import org.jspecify.annotations.Nullable;

/**
 * The one group of DHE before TLS 1.3, held to on servers. JSSE uses the group that a
 * client names (RFC 7919); for a client that names none, as OpenSSL's does where it is
 * held to TLS 1.2, it has a group of its own. So where the group would be another one,
 * DHE is no choice for that connection. RFC 7919 section 4 has it so for clients that
 * name others.
 *
 * @param group the group
 */
record DheGroup(NamedGroup group) {

	/**
	 * What JSSE has for clients that name no group, unless the JVM was told otherwise.
	 */
	private static final NamedGroup OF_THE_JDK = NamedGroup.FFDHE2048;

	/**
	 * Takes DHE away, where it would be done in another group.
	 * @param parameters of the server's connection
	 * @param hello what the client asks for; {@code null} if nobody knows
	 * @throws TlsFault if the server can do nothing else
	 */
	void holdTo(SSLParameters parameters, @Nullable ClientHello hello) throws TlsFault {
		List<Integer> named = (hello != null) ? hello.groups() : List.of();
		boolean kept = named.contains(this.group.number())
				|| named.stream().noneMatch(NamedGroup::isFiniteField) && isOfTheJvm();
		if (kept) {
			return;
		}
		String[] others = Arrays.stream(parameters.getCipherSuites())
			// Behind TLS_, or SSL_ in the JDK's older spelling.
			.filter((suite) -> !suite.startsWith("DHE_", 4))
			.toArray(String[]::new);
		if (others.length == 0) {
			throw new TlsFault(SslReason.HANDSHAKE_FAILURE,
					"all cipher suites are for DHE, and the client does not name " + this.group + " (ssl.dh-file)");
		}
		parameters.setCipherSuites(others);
	}

	private boolean isOfTheJvm() {
		return this.group == OF_THE_JDK && System.getProperty("jdk.tls.ephemeralDHKeySize") == null
				&& Security.getProperty("jdk.tls.server.defaultDHEParameters") == null;
	}

}
