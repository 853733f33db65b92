package dev.sslsocket.verify;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.sslsocket.failure.SslReason;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one path from a peer to a trusted certificate must pass. All faults are
 * collected, not only the first: the callback may overrule one, and must be told the
 * others. Immutable; safe for use by many threads.
 */
final class PathCheck {

	private final Anchors anchors;

	private final Role role;

	private final Instant now;

	private final PathRules rules;

	PathCheck(Anchors anchors, Role role, Instant now) {
		this(anchors, role, now, PathRules.ALL);
	}

	PathCheck(Anchors anchors, Role role, Instant now, PathRules rules) {
		this.rules = rules;
		this.anchors = anchors;
		this.role = role;
		this.now = now;
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
		findings.addAll(AnchorRules.check(path));
		Finding invalid = (path.size() > 1) ? validate(path, findings.isEmpty()) : null;
		if (invalid != null) {
			// PKIX stops at its first fault; a forged certificate must not hide behind
			// one.
			int broken = PkixValidation.brokenSignature(path);
			if (broken >= 0) {
				findings.add(0, PkixValidation.signatureFault(path, broken));
				return new Result(List.copyOf(findings), broken);
			}
			if (findings.stream().noneMatch(invalid::isAlike)) {
				findings.add(invalid);
			}
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
		if (this.rules.beyondRfc5280()) {
			findings.addAll(RoleRules.check(path, this.role));
			findings.addAll(StrengthRules.check(path, anchored));
		}
		return findings;
	}

	private @Nullable Finding validate(List<X509Certificate> path, boolean good) {
		int last = path.size() - 1;
		Instant date = Validity.common(path.subList(0, last), this.now);
		if (date == null) {
			// No time at which PKIX could look at anything but the dates.
			return new Finding(SslReason.BAD_CERTIFICATE, 0, path.get(0), CertificateText.at(path.get(0), 0)
					+ " was never valid together with its issuers; the chain cannot be validated.");
		}
		if (!good || this.role != Role.SERVER || !this.anchors.isOfTheJdk(path.get(last))) {
			return PkixValidation.validate(path, date, this.rules);
		}
		Exception refusal = JdkVerdict.refusal(path, date);
		if (refusal == null) {
			return null;
		}
		Finding invalid = PkixValidation.validate(path, date, this.rules);
		return (invalid != null) ? invalid
				: new Finding(SslReason.UNKNOWN_CA, last, path.get(last),
						CertificateText.at(path.get(last), last) + " is one of the JDK's CAs, but the JDK refuses "
								+ CertificateText.subject(path.get(0)) + ": "
								+ CertificateText.printable(String.valueOf(refusal.getMessage())),
						refusal);
	}

}
