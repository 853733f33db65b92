package dev.sslsocket.verify;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.sslsocket.failure.SslReason;
import dev.sslsocket.verify.KeyIdentifiers.Relation;
import dev.sslsocket.x509.PeerCertificate;
import org.jspecify.annotations.Nullable;

/**
 * Does a chain lead from what a peer presented to something we trust? Tries one path
 * after the other until one has no fault; if none has, the outcome is the path whose
 * fault says most. Immutable; safe for use by many threads.
 */
final class ChainCheck {

	private final Anchors anchors;

	private final Clock clock;

	private final String trusted;

	ChainCheck(Anchors anchors, Clock clock, String trusted) {
		this.anchors = anchors;
		this.clock = clock;
		this.trusted = trusted;
	}

	/**
	 * A chain and its faults.
	 *
	 * @param chain the peer's own certificate first; the anchor last unless a fault is
	 * {@code unknown_ca}
	 * @param findings the faults, the one that says most first; empty when the chain is
	 * good
	 */
	record Outcome(List<X509Certificate> chain, List<Finding> findings) {

		int weight() {
			return this.findings.isEmpty() ? Integer.MAX_VALUE : this.findings.get(0).weight();
		}

	}

	Outcome check(List<X509Certificate> presented, Role role) {
		Instant now = this.clock.instant();
		PathBuilder builder = new PathBuilder(this.anchors, presented, now);
		List<Outcome> outcomes = new ArrayList<>();
		builder.search((path) -> {
			Outcome outcome = checkPath(path, role, now, builder);
			if (outcome != null) {
				outcomes.add(outcome);
			}
			return outcome != null && outcome.findings().isEmpty();
		});
		return outcomes.stream()
			.max(Comparator.comparingInt(Outcome::weight))
			.orElseGet(() -> untrusted(builder, role, now));
	}

	private @Nullable Outcome checkPath(List<X509Certificate> path, Role role, Instant now, PathBuilder builder) {
		List<Finding> findings = new ArrayList<>(certificates(path, role, now, true));
		findings.addAll(AnchorRules.check(path));
		if (path.size() > 1) {
			List<X509Certificate> below = path.subList(0, path.size() - 1);
			Instant date = Validity.common(below, now);
			if (date == null) {
				// No time at which PKIX could look at anything but the dates.
				findings.add(new Finding(SslReason.BAD_CERTIFICATE, 0, path.get(0), CertificateText.at(path.get(0), 0)
						+ " was never valid together with its issuers; the chain cannot be validated."));
				return new Outcome(path, sorted(findings));
			}
			PkixValidation.Result result = PkixValidation.validate(path, date);
			if (result.brokenAt() >= 0) {
				return broken(path, result, builder);
			}
			if (result.finding() != null) {
				findings.add(result.finding());
			}
		}
		return new Outcome(path, sorted(findings));
	}

	private static List<Finding> sorted(List<Finding> findings) {
		return findings.stream().sorted(Comparator.comparingInt(Finding::weight).reversed()).toList();
	}

	/**
	 * A signature that does not hold says something about the certificate only where the
	 * certificate itself names this key; else it was issued by another CA of that name.
	 */
	private static @Nullable Outcome broken(List<X509Certificate> path, PkixValidation.Result result,
			PathBuilder builder) {
		X509Certificate certificate = path.get(result.brokenAt());
		X509Certificate issuer = path.get(result.brokenAt() + 1);
		builder.broken(certificate, issuer);
		boolean named = KeyIdentifiers.compare(certificate, issuer) == Relation.SAME;
		return (named && result.finding() != null) ? new Outcome(path, List.of(result.finding())) : null;
	}

	private static List<Finding> certificates(List<X509Certificate> path, Role role, Instant now, boolean anchored) {
		List<Finding> findings = new ArrayList<>(Validity.check(path, now));
		findings.addAll(RoleRules.check(path, role));
		findings.addAll(StrengthRules.check(path, anchored));
		return findings;
	}

	private Outcome untrusted(PathBuilder builder, Role role, Instant now) {
		List<X509Certificate> chain = builder.longest();
		int top = chain.size() - 1;
		List<Finding> findings = new ArrayList<>();
		if (builder.exhausted()) {
			findings.add(new Finding(SslReason.BAD_CERTIFICATE, 0, chain.get(0), CertificateText.at(chain.get(0), 0)
					+ " came with more certificates than can be tried in reasonable time."));
		}
		else {
			findings.add(new Finding(SslReason.UNKNOWN_CA, top, chain.get(top), unknown(chain)));
		}
		findings.addAll(certificates(chain, role, now, false));
		return new Outcome(chain, findings);
	}

	private String unknown(List<X509Certificate> chain) {
		X509Certificate leaf = chain.get(0);
		X509Certificate top = chain.get(chain.size() - 1);
		StringBuilder text = new StringBuilder("presented ").append(CertificateText.subject(leaf))
			.append(issuer(leaf))
			.append(", sha256 ")
			.append(PeerCertificate.of(leaf).fingerprintColons());
		if (chain.size() > 1) {
			text.append("; the chain ends at ").append(CertificateText.subject(top)).append(issuer(top)).append('.');
		}
		if (!this.anchors.withSubject(top.getIssuerX500Principal()).isEmpty()) {
			text.append((chain.size() > 1) ? " A" : ". A").append(" trusted CA of that name has another key.");
		}
		return text.append(' ')
			.append(this.trusted)
			.append(" Trust it with ssl.ca-file, or pin it: ssl.pins: ")
			.append(PeerCertificate.of(leaf).fingerprint("sha256"))
			.toString();
	}

	private static String issuer(X509Certificate certificate) {
		return AnchorRules.isSelfIssued(certificate) ? ", signed by itself"
				: ", issued by " + CertificateText.issuer(certificate);
	}

}
