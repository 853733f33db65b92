package dev.sslsocket.verify;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;

import dev.sslsocket.verify.NameRules.CommonName;
import dev.sslsocket.x509.PeerCertificate;
import dev.sslsocket.x509.SubjectAltName;
import dev.sslsocket.x509.SubjectAltName.Type;
import org.jspecify.annotations.Nullable;

/**
 * The names of a server's certificate: the "presented identifiers" of RFC 9525 section 2.
 * Immutable; safe for use by many threads.
 *
 * @param alternatives the subject alternative names, none where they cannot be read
 * @param commonNames the common names in the order of the subject
 * @param readable whether the alternative names, if any, can be read
 */
record PresentedNames(List<SubjectAltName> alternatives, List<String> commonNames, boolean readable) {

	private static final String ALTERNATIVE_NAMES = "2.5.29.17";

	static PresentedNames of(X509Certificate leaf) {
		PeerCertificate certificate = PeerCertificate.of(leaf);
		boolean readable = leaf.getExtensionValue(ALTERNATIVE_NAMES) == null || isReadable(leaf);
		return new PresentedNames(readable ? certificate.subjectAltNames() : List.of(), certificate.commonNames(),
				readable);
	}

	// Where the JDK cannot read them all, as Go would not, none counts.
	private static boolean isReadable(X509Certificate leaf) {
		try {
			return leaf.getSubjectAlternativeNames() != null;
		}
		catch (CertificateParsingException ex) {
			return false;
		}
	}

	/**
	 * Why the common name does not count. Where the alternative names cannot be read it
	 * never does: they may be the ones that rule it out. Of several common names none
	 * does: one reader takes the first, another the last, and the issuer may have looked
	 * at neither.
	 * @return the reason in words, {@code null} when it counts
	 */
	@Nullable String commonNameFault(NameRules rules, PeerName expected) {
		if (rules.commonName() == CommonName.NEVER) {
			return "its common name does not count (RFC 9525)";
		}
		if (!this.readable) {
			return "where these cannot be read its common name does not count either";
		}
		if (this.commonNames.size() != 1) {
			return this.commonNames.isEmpty() ? "it has no common name"
					: "of its " + this.commonNames.size() + " common names none counts";
		}
		return (rules.commonName() == CommonName.INSTEAD && hasAlternativeLike(expected))
				? "its common name does not count beside such names" : null;
	}

	private boolean hasAlternativeLike(PeerName expected) {
		Type kind = expected.isAddress() ? Type.IP : Type.DNS;
		return this.alternatives.stream().anyMatch((alternative) -> alternative.type() == kind);
	}

}
