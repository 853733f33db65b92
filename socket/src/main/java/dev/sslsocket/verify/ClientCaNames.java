package dev.sslsocket.verify;

import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import javax.security.auth.x500.X500Principal;

import dev.sslsocket.failure.SslConfigurationException;

/**
 * The CAs that a server names when it asks for a client's certificate (RFC 8446 section
 * 4.2.4, RFC 5246 section 7.4.4), each name once. Stateless; safe for use by many
 * threads.
 */
final class ClientCaNames {

	/**
	 * The most their names may take. The protocol's limit is 64 KiB, from which TLS 1.3
	 * takes the request's other extensions; JSSE throws an unchecked exception there.
	 */
	static final int MOST_BYTES = 64 * 1024 - 1024;

	private ClientCaNames() {
	}

	/**
	 * Takes what was configured.
	 * @param sources where the CAs come from, in the order to be sent
	 * @throws SslConfigurationException for the setting {@code client-ca-file}, if they
	 * are too many
	 */
	static List<X509Certificate> configured(List<TrustSource> sources) {
		Collection<X509Certificate> named = byName(
				sources.stream().flatMap((source) -> source.anchors().stream()).toList());
		if (bytes(named) > MOST_BYTES) {
			throw new SslConfigurationException("client-ca-file", "names " + size(named) + ". Name fewer.");
		}
		return List.copyOf(named);
	}

	/**
	 * Takes the trusted CAs.
	 * @throws SslConfigurationException for the setting {@code client-auth}, if they are
	 * too many and clients are asked
	 */
	static List<X509Certificate> trusted(List<X509Certificate> anchors, ClientAuth clientAuth) {
		Collection<X509Certificate> named = byName(anchors);
		if (bytes(named) <= MOST_BYTES) {
			return List.copyOf(named);
		}
		if (clientAuth != ClientAuth.NONE) {
			throw new SslConfigurationException("client-auth",
					"is " + clientAuth.name().toLowerCase(Locale.ROOT) + ", which would name to clients " + size(named)
							+ ". Name those worth naming by client-ca-file; all stay trusted.");
		}
		// A socket may ask all the same (setNeedClientAuth): then it names none.
		return List.of();
	}

	private static String size(Collection<X509Certificate> named) {
		return named.size() + " CAs, whose names take " + bytes(named) + " bytes; a request carries " + MOST_BYTES;
	}

	private static Collection<X509Certificate> byName(List<X509Certificate> certificates) {
		Map<X500Principal, X509Certificate> byName = new LinkedHashMap<>();
		certificates.forEach((certificate) -> byName.putIfAbsent(certificate.getSubjectX500Principal(), certificate));
		return byName.values();
	}

	/** Each name stands behind two bytes that say its length. */
	private static int bytes(Collection<X509Certificate> named) {
		return named.stream()
			.mapToInt((certificate) -> 2 + certificate.getSubjectX500Principal().getEncoded().length)
			.sum();
	}

}
