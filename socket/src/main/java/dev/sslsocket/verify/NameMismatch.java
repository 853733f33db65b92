package dev.sslsocket.verify;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import dev.sslsocket.failure.SslReason;
import dev.sslsocket.verify.NameRules.CommonName;
import dev.sslsocket.x509.SubjectAltName;
import dev.sslsocket.x509.SubjectAltName.Type;
import org.jspecify.annotations.Nullable;

/**
 * Why a certificate is not for a name, in words: which name was looked for, which names
 * the certificate has, why one that a person would take does not count, and what to do.
 * At most eight names are shown, as {@link CertificateText} prints them. Immutable; safe
 * for use by many threads.
 */
final class NameMismatch {

	private static final int MOST_SHOWN = 8;

	private final X509Certificate leaf;

	private final String connected;

	NameMismatch(X509Certificate leaf, @Nullable String name) {
		this.leaf = leaf;
		this.connected = "connected to '" + CertificateText.printable(String.valueOf(name)) + "'";
	}

	/** Nobody has said whom to expect. */
	Finding noNameKnown() {
		return finding("no name is known to compare " + CertificateText.subject(this.leaf)
				+ " with. Connect by name, set ssl.verify-name, or allow any name by ssl.verify-hostname=none.");
	}

	/** What was expected is no name. */
	Finding unusable(String name) {
		return finding(this.connected + ", which is " + PeerName.fault(name) + ". Set ssl.verify-name.");
	}

	/** The common name would do, but an issuer may not certify it. */
	Finding forbidden(String commonName) {
		return finding(this.connected + "; the certificate's common name " + CertificateText.printable(commonName)
				+ " does not count: the name constraints of its issuer do not permit it.");
	}

	/** A wildcard would do, but stands for strangers too. */
	Finding tooWide(PresentedNames presented, @Nullable String commonNameFault, String wildcard, String suffix) {
		return finding(this.connected + "; the certificate is for " + list(names(presented, commonNameFault)) + ". "
				+ CertificateText.printable(wildcard) + " does not count: '" + suffix
				+ "' is a public suffix, below which anybody may have a name (list of " + PublicSuffixes.date()
				+ "). Ask its issuer for one that names the host.");
	}

	/** None of the names is the one. */
	Finding noneOf(PresentedNames presented, @Nullable String commonNameFault, NameRules rules) {
		List<String> names = names(presented, commonNameFault);
		if (names.isEmpty()) {
			return finding(this.connected + "; " + CertificateText.subject(this.leaf)
					+ " names no host: it has no readable subject alternative name, and " + commonNameFault
					+ ". Ask its issuer for a new one.");
		}
		boolean looked = commonNameFault != null && rules.commonName() != CommonName.NEVER;
		return finding(this.connected + "; the certificate is for " + list(names)
				+ (looked ? "; " + commonNameFault : "") + ". Connect by one of these or set ssl.verify-name.");
	}

	/** All names that count. */
	private static List<String> names(PresentedNames presented, @Nullable String commonNameFault) {
		List<String> names = new ArrayList<>();
		for (SubjectAltName alternative : presented.alternatives()) {
			if (alternative.type() == Type.DNS || alternative.type() == Type.IP) {
				names.add(shown(alternative));
			}
		}
		if (commonNameFault == null) {
			names.add(CertificateText.printable(presented.commonNames().get(0)) + " (common name)");
		}
		return names;
	}

	// An address among the DNS names looks like a match and is none.
	private static String shown(SubjectAltName name) {
		boolean misplaced = name.type() == Type.DNS && IpLiteral.parse(name.value()) != null;
		return CertificateText.printable(name.value()) + (misplaced ? " (written as a DNS name)" : "");
	}

	private static String list(List<String> names) {
		if (names.size() <= MOST_SHOWN) {
			return String.join(", ", names);
		}
		return String.join(", ", names.subList(0, MOST_SHOWN)) + " and " + (names.size() - MOST_SHOWN) + " more";
	}

	private Finding finding(String message) {
		return new Finding(SslReason.HOSTNAME_MISMATCH, 0, this.leaf, message, null);
	}

}
