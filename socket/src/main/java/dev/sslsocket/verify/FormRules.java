package dev.sslsocket.verify;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.sslsocket.failure.SslReason;
import org.jspecify.annotations.Nullable;

/**
 * Is each certificate well-formed, and is every extension understood on which its issuer
 * insists (RFC 5280 section 4.2)? The trust anchor too, which the JDK leaves out. What
 * OpenSSL 3 or Go refuse is refused, and what RFC 5280 forbids outright and no
 * certificate in use has: serial numbers of zero or of more than 20 octets below the
 * anchor, name constraints in the peer's own certificate. Stateless; safe for use by many
 * threads.
 */
final class FormRules {

	// Key usage, alternative names, basic and name constraints, CRL distribution points,
	// policies, mappings, policy constraints, extended key usage, inhibit-any-policy:
	// what
	// OpenSSL (X509_supported_extension) and Go both know. Key identifiers and authority
	// information must not be critical (sections 4.2.1.1, 4.2.1.2, 4.2.2.1).
	private static final Set<String> UNDERSTOOD = Set.of("2.5.29.15", "2.5.29.17", "2.5.29.19", "2.5.29.30",
			"2.5.29.31", "2.5.29.32", "2.5.29.33", "2.5.29.36", "2.5.29.37", "2.5.29.54");

	private static final Set<Integer> NAMES_UNDERSTOOD = Set.of(GeneralName.EMAIL, GeneralName.DNS, GeneralName.URI,
			GeneralName.IP);

	private static final String PROXY = "1.3.6.1.5.5.7.1.14";

	private FormRules() {
	}

	/**
	 * Checks the certificates one by one.
	 * @param path the chain, the peer's own certificate first
	 * @param forms the same certificates as they are encoded
	 * @param anchored whether the last certificate is a trust anchor
	 * @return what is wrong, in the order of the chain; empty when nothing is
	 */
	static List<Finding> check(List<X509Certificate> path, List<CertificateForm> forms, boolean anchored) {
		List<Finding> findings = new ArrayList<>();
		for (int depth = 0; depth < path.size(); depth++) {
			String problem = problem(forms.get(depth), depth, anchored && depth == path.size() - 1);
			if (problem != null) {
				findings.add(new Finding(SslReason.BAD_CERTIFICATE, depth, path.get(depth),
						CertificateText.at(path.get(depth), depth) + " " + problem));
			}
		}
		return findings;
	}

	private static @Nullable String problem(CertificateForm form, int depth, boolean anchor) {
		if (form.problem() != null) {
			return form.problem();
		}
		if (form.extensions().containsKey(PROXY)) {
			return "is a proxy certificate (RFC 3820), which nobody accepts any more.";
		}
		List<String> unknown = form.critical()
			.stream()
			.filter((identifier) -> !isUnderstood(identifier, form))
			.toList();
		if (!unknown.isEmpty()) {
			return "has a critical extension that is not understood: " + String.join(", ", unknown) + ".";
		}
		if (anchor) {
			return null;
		}
		if (depth == 0 && form.nameConstraints() != null) {
			return "has name constraints, which are for CAs only.";
		}
		return form.serialProblem();
	}

	// What is in an extension counts as well: constraints on other kinds of names, or
	// names of other kinds alone.
	private static boolean isUnderstood(String identifier, CertificateForm form) {
		if (identifier.equals(NameConstraints.EXTENSION)) {
			return form.nameConstraints() == null || !form.nameConstraints().isBeyondUs();
		}
		if (identifier.equals(CertificateForm.SUBJECT_ALTERNATIVE_NAME)) {
			return form.alternativeNames().stream().anyMatch((name) -> NAMES_UNDERSTOOD.contains(name.kind()));
		}
		return UNDERSTOOD.contains(identifier);
	}

}
