package dev.sslsocket.verify;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.sslsocket.failure.SslReason;
import dev.sslsocket.verify.PkixValidation.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one path from a peer to a trusted certificate must pass (RFC 5280
 * section 6.1). All faults are collected, not only the first: the callback may overrule
 * one, and must be told the others. Made for one search, whose paths share what is found
 * out about a certificate; not safe for use by many threads.
 */
final class PathCheck {

	private final Anchors anchors;

	private final Role role;

	private final Instant now;

	private final Signatures signatures;

	private final NameConstraintRules nameRules = new NameConstraintRules();

	private final Map<X509Certificate, CertificateForm> forms = new HashMap<>();

	PathCheck(Anchors anchors, Role role, Instant now, Signatures signatures) {
		this.anchors = anchors;
		this.role = role;
		this.now = now;
		this.signatures = signatures;
	}

	/**
	 * What is wrong with a path.
	 *
	 * @param findings the faults, the one that says most first; empty when it is good
	 * @param brokenAt depth of the certificate that is not signed by the next one, or -1
	 */
	record Result(List<Finding> findings, int brokenAt) {

	}

	/**
	 * Checks a path that ends at an anchor.
	 * @param path the chain, the peer's own certificate first, the anchor last
	 * @return what is wrong
	 */
	Result check(List<X509Certificate> path) {
		List<Finding> findings = certificates(path, true);
		// From the anchor down: below a broken signature nobody is believed.
		for (int depth = path.size() - 2; depth >= 0; depth--) {
			Verdict verdict = this.signatures.verdict(path.get(depth), path.get(depth + 1));
			if (!verdict.signed()) {
				findings.add(0, signatureFault(path, depth));
				return new Result(List.copyOf(findings), depth);
			}
			if (verdict.reason() != null) {
				add(findings, fault(verdict.reason(), verdict, path, depth));
			}
		}
		findings.addAll(PathLength.check(path));
		List<CertificateForm> forms = forms(path);
		findings.addAll(this.nameRules.check(path, forms));
		findings.addAll(PolicyRules.check(path, forms));
		if (findings.isEmpty()) {
			Finding refusal = askJdk(path);
			return new Result((refusal != null) ? List.of(refusal) : List.of(), -1);
		}
		return new Result(findings.stream().sorted(Comparator.comparingInt(Finding::weight).reversed()).toList(), -1);
	}

	/**
	 * Checks each certificate for itself.
	 * @param path the chain, the peer's own certificate first
	 * @param anchored whether it ends at an anchor
	 * @return what is wrong, a new list
	 */
	List<Finding> certificates(List<X509Certificate> path, boolean anchored) {
		List<Finding> findings = new ArrayList<>(Validity.check(path, this.now));
		findings.addAll(RoleRules.check(path, this.role, anchored));
		findings.addAll(StrengthRules.check(path, anchored));
		findings.addAll(FormRules.check(path, forms(path), anchored));
		return findings;
	}

	/** How many names were compared with constraints so far. */
	int comparisons() {
		return this.nameRules.comparisons();
	}

	private List<CertificateForm> forms(List<X509Certificate> path) {
		return path.stream()
			.map((certificate) -> this.forms.computeIfAbsent(certificate, CertificateForm::of))
			.toList();
	}

	// What a rule of ours has said with better words is not said twice.
	private static void add(List<Finding> findings, Finding fault) {
		if (findings.stream().noneMatch(fault::isAlike)) {
			findings.add(fault);
		}
	}

	private static Finding fault(SslReason reason, Verdict verdict, List<X509Certificate> path, int depth) {
		return new Finding(reason, depth, path.get(depth),
				CertificateText.at(path.get(depth), depth) + " " + verdict.problem(), verdict.cause());
	}

	private static Finding signatureFault(List<X509Certificate> path, int depth) {
		X509Certificate certificate = path.get(depth);
		return new Finding(SslReason.BAD_CERTIFICATE, depth, certificate, CertificateText.at(certificate, depth)
				+ " is not signed by the key of " + CertificateText.at(path.get(depth + 1), depth + 1) + ".");
	}

	private @Nullable Finding askJdk(List<X509Certificate> path) {
		int last = path.size() - 1;
		if (last == 0 || this.role != Role.SERVER || !this.anchors.isOfTheJdk(path.get(last))) {
			return null;
		}
		Exception refusal = JdkVerdict.refusal(path, this.now);
		return (refusal == null) ? null
				: new Finding(SslReason.UNKNOWN_CA, last, path.get(last),
						CertificateText.at(path.get(last), last) + " is one of the JDK's CAs, but the JDK refuses "
								+ CertificateText.subject(path.get(0)) + ": "
								+ CertificateText.printable(String.valueOf(refusal.getMessage())),
						refusal);
	}

}
