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

/**
 * Does a chain lead from what a peer presented to something we trust? Tries one path
 * after the other until one has no fault; if none has, the outcome is the path whose
 * fault says most. Safe for use by many threads.
 */
final class ChainCheck {

	private final Anchors anchors;

	private final Clock clock;

	private final String advice;

	private final GoodChains goodChains = new GoodChains();

	/**
	 * Creates the check.
	 * @param anchors what is trusted
	 * @param clock by which certificates are valid or not
	 * @param advice what is said to the owner of a peer that nobody vouches for, up to
	 * the peer's fingerprint
	 */
	ChainCheck(Anchors anchors, Clock clock, String advice) {
		this.anchors = anchors;
		this.clock = clock;
		this.advice = advice;
	}

	/**
	 * A chain and its faults.
	 *
	 * @param chain the peer's own certificate first; the anchor last unless a fault is
	 * {@code unknown_ca}
	 * @param findings the faults, the one that says most first; empty when the chain is
	 * good
	 * @param open what the faults leave open until somebody has been asked
	 */
	record Outcome(List<X509Certificate> chain, List<Finding> findings, List<OcspOpen> open) {

		Outcome(List<X509Certificate> chain, List<Finding> findings) {
			this(chain, findings, List.of());
		}

		int weight() {
			return this.findings.isEmpty() ? Integer.MAX_VALUE : this.findings.get(0).weight();
		}

	}

	Outcome check(List<X509Certificate> presented, Role role) {
		Instant now = this.clock.instant();
		List<X509Certificate> known = this.goodChains.find(presented, role, now);
		if (known != null) {
			return new Outcome(known, List.of());
		}
		Outcome outcome = search(presented, role, now);
		// What is looked up in a directory may be gone the next time.
		if (outcome.findings().isEmpty()
				&& this.anchors.loaded().contains(outcome.chain().get(outcome.chain().size() - 1))) {
			this.goodChains.add(presented, role, outcome.chain());
		}
		return outcome;
	}

	private Outcome search(List<X509Certificate> presented, Role role, Instant now) {
		Signatures signatures = new Signatures(now);
		PathBuilder builder = new PathBuilder(this.anchors, presented, now, signatures);
		PathCheck pathCheck = new PathCheck(this.anchors, role, now, signatures);
		List<Outcome> outcomes = new ArrayList<>();
		builder.search((path) -> {
			PathCheck.Result result = pathCheck.check(path);
			if (result.brokenAt() < 0 || isBlamed(path, result.brokenAt())) {
				outcomes.add(new Outcome(path, result.findings()));
			}
			return result.findings().isEmpty();
		});
		return outcomes.stream()
			.max(Comparator.comparingInt(Outcome::weight))
			.orElseGet(() -> untrusted(builder, pathCheck));
	}

	/**
	 * A signature that does not hold says something about the certificate only where the
	 * certificate itself names this key; else it was issued by another CA of that name,
	 * and there was no path.
	 */
	private static boolean isBlamed(List<X509Certificate> path, int brokenAt) {
		return KeyIdentifiers.compare(path.get(brokenAt), path.get(brokenAt + 1)) == Relation.SAME;
	}

	private Outcome untrusted(PathBuilder builder, PathCheck pathCheck) {
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
		findings.addAll(pathCheck.certificates(chain, false));
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
		return text.append(' ').append(this.advice).append(PeerCertificate.of(leaf).fingerprint("sha256")).toString();
	}

	private static String issuer(X509Certificate certificate) {
		return PathLength.isSelfIssued(certificate) ? ", signed by itself"
				: ", issued by " + CertificateText.issuer(certificate);
	}

}
