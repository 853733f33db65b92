package dev.sslsocket.x509;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Puts certificates into the order in which TLS sends them (RFC 8446 section 4.4.2): the
 * leaf, its issuer, the issuer's issuer. What is on no path from the leaf follows in the
 * order of the file, as OpenSSL sends it: a second, cross-signed path may be there.
 */
final class ChainOrder {

	private ChainOrder() {
	}

	static List<X509Certificate> from(X509Certificate leaf, Collection<X509Certificate> certificates) {
		Set<X509Certificate> rest = new LinkedHashSet<>(certificates);
		List<X509Certificate> chain = new ArrayList<>();
		X509Certificate next = leaf;
		while (next != null) {
			chain.add(next);
			rest.remove(next);
			next = issuer(next, rest);
		}
		chain.addAll(rest);
		return List.copyOf(chain);
	}

	private static @Nullable X509Certificate issuer(X509Certificate certificate, Set<X509Certificate> candidates) {
		for (X509Certificate candidate : candidates) {
			if (certificate.getIssuerX500Principal().equals(candidate.getSubjectX500Principal())
					&& isSignedBy(certificate, candidate)) {
				return candidate;
			}
		}
		return null;
	}

	// Names are not enough: a CA that changed its key has two certificates of one name.
	private static boolean isSignedBy(X509Certificate certificate, X509Certificate issuer) {
		try {
			certificate.verify(issuer.getPublicKey());
			return true;
		}
		catch (GeneralSecurityException ex) {
			return false;
		}
	}

}
