package dev.sslsocket.verify;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import dev.sslsocket.failure.SslReason;
import dev.sslsocket.x509.PeerCertificate;
import dev.sslsocket.x509.SubjectAltName;
import dev.sslsocket.x509.SubjectAltName.Type;
import org.jspecify.annotations.Nullable;

/**
 * Is this certificate for that name? Scheme {@link HostnameScheme#RFC9525}. Stateless;
 * safe for use by many threads.
 */
final class NameCheck {

	private static final int MOST_SHOWN = 8;

	private NameCheck() {
	}

	/**
	 * Checks the name.
	 * @param leaf the server's certificate
	 * @param name the name connected to, {@code null} when none is known
	 * @return what is wrong, or {@code null}
	 */
	static @Nullable Finding check(X509Certificate leaf, @Nullable String name) {
		if (name == null || name.isEmpty()) {
			return finding(leaf, "no name is known to compare " + CertificateText.subject(leaf)
					+ " with. Connect by name, set ssl.verify-name, or allow any name by ssl.verify-hostname=none.");
		}
		List<String> shown = new ArrayList<>();
		PeerName expected = PeerName.parse(name);
		for (SubjectAltName presented : names(leaf)) {
			if (expected != null && matches(expected, presented)) {
				return null;
			}
			if (presented.type() == Type.DNS || presented.type() == Type.IP) {
				shown.add(CertificateText.printable(presented.value()));
			}
		}
		String connected = "connected to '" + CertificateText.printable(name) + "'";
		if (expected == null) {
			return finding(leaf, connected + ", which is neither a DNS name nor an IP address. Set ssl.verify-name.");
		}
		if (shown.isEmpty()) {
			return finding(leaf, connected + "; " + CertificateText.subject(leaf)
					+ " names no host: it has no readable subject alternative name, and its common name does not count"
					+ " (RFC 9525). Ask its issuer for a new one.");
		}
		return finding(leaf, connected + "; the certificate is for " + list(shown)
				+ ". Connect by one of these or set ssl.verify-name.");
	}

	private static Finding finding(X509Certificate leaf, String message) {
		return new Finding(SslReason.HOSTNAME_MISMATCH, 0, leaf, message, null);
	}

	private static boolean matches(PeerName expected, SubjectAltName presented) {
		return switch (presented.type()) {
			case DNS -> expected.matchesDns(presented.value());
			case IP -> expected.matchesAddress(presented.value());
			default -> false;
		};
	}

	// Where the JDK cannot read them all, as Go would not, none counts.
	private static List<SubjectAltName> names(X509Certificate leaf) {
		try {
			return (leaf.getSubjectAlternativeNames() != null) ? PeerCertificate.of(leaf).subjectAltNames() : List.of();
		}
		catch (CertificateParsingException ex) {
			return List.of();
		}
	}

	private static String list(List<String> names) {
		if (names.size() <= MOST_SHOWN) {
			return String.join(", ", names);
		}
		return String.join(", ", names.subList(0, MOST_SHOWN)) + " and " + (names.size() - MOST_SHOWN) + " more";
	}

}
