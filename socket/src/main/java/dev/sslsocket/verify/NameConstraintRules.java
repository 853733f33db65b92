package dev.sslsocket.verify;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import dev.sslsocket.failure.SslReason;
import org.jspecify.annotations.Nullable;

/**
 * Does every certificate of a path have names only that the issuers above it may certify
 * (RFC 5280 section 4.2.1.10)? As OpenSSL's {@code check_name_constraints} does: the
 * trust anchor's constraints are obeyed too; a certificate issued under its own name is
 * exempt, unless it is the peer's; the subject counts with its e-mail addresses, and
 * where the peer's certificate names no host, a common name that looks like one does.
 * <p>
 * The JDK's rules are not used: they ignore the anchor, take the common name of a CA
 * called {@code Sub-CA} for a host, throw at kinds of names that they do not know, and
 * compare without bound. Made for one search, which may compare
 * {@value #MOST_COMPARISONS} times in all (the bound of OpenSSL's
 * {@code NAME_CONSTRAINTS_check}); not safe for use by many threads.
 */
final class NameConstraintRules {

	static final int MOST_COMPARISONS = 1 << 20;

	private int comparisons;

	/** How many names were compared with constraints so far. */
	int comparisons() {
		return this.comparisons;
	}

	/**
	 * Whether a name that is found in a subject only may be certified by all of a chain:
	 * what a scheme that looks at the common name goes by.
	 * @param chain the certificates, in any order
	 * @param name the name looked for
	 * @return {@code false} also for constraints that cannot be read
	 */
	static boolean permit(List<X509Certificate> chain, PeerName name) {
		ComparedName compared = ComparedName.of(name);
		return chain.stream().allMatch((issuer) -> {
			NameConstraints constraints = CertificateForm.of(issuer).nameConstraints();
			return (constraints != null) ? constraints.objection(compared) == null
					: issuer.getExtensionValue(NameConstraints.EXTENSION) == null;
		});
	}

	/**
	 * Checks a path.
	 * @param path the chain, the peer's own certificate first, the anchor last
	 * @param forms the same certificates as they are encoded
	 * @return what is wrong, in the order of the chain; empty when nothing is
	 */
	List<Finding> check(List<X509Certificate> path, List<CertificateForm> forms) {
		List<Finding> findings = new ArrayList<>();
		for (int depth = 0; depth < path.size() - 1; depth++) {
			if (depth > 0 && PathLength.isSelfIssued(path.get(depth))) {
				continue;
			}
			List<@Nullable ComparedName> names = null;
			for (int above = depth + 1; above < path.size(); above++) {
				NameConstraints constraints = forms.get(above).nameConstraints();
				if (constraints == null) {
					continue;
				}
				names = (names != null) ? names : names(forms.get(depth), depth == 0);
				String objection = objection(constraints, names);
				if (objection != null) {
					findings.add(new Finding(SslReason.BAD_CERTIFICATE, depth, path.get(depth),
							CertificateText.at(path.get(depth), depth) + " has a name that "
									+ CertificateText.at(path.get(above), above) + " may not certify: it " + objection
									+ " (name constraints)."));
					break;
				}
			}
		}
		return findings;
	}

	private @Nullable String objection(NameConstraints constraints, List<@Nullable ComparedName> names) {
		if (names.isEmpty()) {
			return null;
		}
		if (names.contains(null)) {
			return "is malformed, and cannot be compared";
		}
		// Counted before the work is done: sizes are ints of at most 2^24 each.
		if ((long) names.size() * constraints.size() > MOST_COMPARISONS - this.comparisons) {
			this.comparisons = MOST_COMPARISONS;
			return "cannot be looked up, as there are too many names and constraints to compare";
		}
		this.comparisons += names.size() * constraints.size();
		for (ComparedName name : names) {
			String objection = (name != null) ? constraints.objection(name) : null;
			if (objection != null) {
				return objection;
			}
		}
		return null;
	}

	// With null for a name that cannot be read.
	private static List<@Nullable ComparedName> names(CertificateForm form, boolean leaf) {
		List<@Nullable ComparedName> names = new ArrayList<>();
		if (!form.isReadable()) {
			names.add(null);
		}
		boolean host = false;
		for (GeneralName name : form.alternativeNames()) {
			names.add(ComparedName.of(name));
			host = host || name.kind() == GeneralName.DNS;
		}
		DirectoryName subject = form.subject();
		if (subject != null) {
			List<ComparedName> more = ComparedName.of(subject);
			if (more != null) {
				names.addAll(more);
			}
			else {
				names.add(null);
			}
			if (leaf && !host) {
				subject.commonNames()
					.stream()
					.filter(HostText::looksLikeHost)
					.map(ComparedName::dns)
					.forEach(names::add);
			}
		}
		return names;
	}

}
