package dev.sslsocket.verify;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.sslsocket.verify.KeyIdentifiers.Relation;

/**
 * Finds the ways from a peer's certificate to a trusted one, most promising first (RFC
 * 4158), among whatever else the peer sent: in any order, twice, crossing, or not needed
 * at all. Edges are drawn by name and key identifier; whether a signature holds is found
 * out by who validates the path, and an edge reported {@link #broken} is not walked
 * again. So the usual chain has each of its signatures checked exactly once.
 * <p>
 * What a peer sends is bounded work: paths of at most {@value #LONGEST_PATH}
 * certificates, {@value #MOST_STEPS} edges looked at, {@value #MOST_SIGNATURES}
 * signatures (the bound Go has), then the search ends; no RSA key above 8192 bits is an
 * issuer unless it is trusted. Made for one search; not safe for use by many threads.
 */
final class PathBuilder {

	static final int LONGEST_PATH = 10;

	static final int MOST_STEPS = 2000;

	static final int MOST_SIGNATURES = 100;

	private final Anchors anchors;

	private final Set<X509Certificate> presented;

	private final Date now;

	private final Set<Edge> broken = new LinkedHashSet<>();

	private final List<X509Certificate> path = new ArrayList<>();

	private List<X509Certificate> longest = List.of();

	private int steps;

	private int signatures;

	PathBuilder(Anchors anchors, List<X509Certificate> presented, Instant now) {
		this.anchors = anchors;
		this.presented = new LinkedHashSet<>(presented);
		this.now = Date.from(now);
	}

	/** Is told each path, and says whether it will do. */
	@FunctionalInterface
	interface Visitor {

		boolean accept(List<X509Certificate> path);

	}

	/**
	 * Walks all paths from the peer's own certificate until one will do.
	 * @param visitor is told each path, the peer's own certificate first, the trusted one
	 * last
	 */
	void search(Visitor visitor) {
		walk(this.presented.iterator().next(), visitor);
	}

	/** Takes back an edge: this certificate is not signed by that one. */
	void broken(X509Certificate certificate, X509Certificate issuer) {
		this.broken.add(new Edge(certificate, issuer));
	}

	/** The longest path walked so far, whether it led anywhere or not. */
	List<X509Certificate> longest() {
		return this.longest;
	}

	/** Whether the search ended because it was too much work. */
	boolean exhausted() {
		return this.steps > MOST_STEPS || this.signatures > MOST_SIGNATURES;
	}

	private boolean walk(X509Certificate certificate, Visitor visitor) {
		this.path.add(certificate);
		try {
			if (this.path.size() > this.longest.size()) {
				this.longest = List.copyOf(this.path);
			}
			if (this.anchors.contains(certificate) && visit(visitor)) {
				return true;
			}
			return this.path.size() < LONGEST_PATH && walkIssuers(certificate, visitor);
		}
		finally {
			this.path.remove(this.path.size() - 1);
		}
	}

	private boolean visit(Visitor visitor) {
		this.signatures += this.path.size() - 1;
		return !exhausted() && visitor.accept(List.copyOf(this.path));
	}

	private boolean walkIssuers(X509Certificate certificate, Visitor visitor) {
		for (X509Certificate issuer : issuers(certificate)) {
			if (exhausted() || isBroken()) {
				return false;
			}
			if (!this.broken.contains(new Edge(certificate, issuer)) && walk(issuer, visitor)) {
				return true;
			}
		}
		return false;
	}

	// A visitor may have cut the branch we sit on.
	private boolean isBroken() {
		for (int i = 1; i < this.path.size() && !this.broken.isEmpty(); i++) {
			if (this.broken.contains(new Edge(this.path.get(i - 1), this.path.get(i)))) {
				return true;
			}
		}
		return false;
	}

	private List<X509Certificate> issuers(X509Certificate certificate) {
		Set<X509Certificate> issuers = new LinkedHashSet<>(
				this.anchors.withSubject(certificate.getIssuerX500Principal()));
		for (X509Certificate candidate : this.presented) {
			if (candidate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())
					&& !StrengthRules.isExcessive(candidate.getPublicKey())) {
				issuers.add(candidate);
			}
		}
		this.steps += issuers.size();
		return issuers.stream()
			.filter((issuer) -> !isOnPath(issuer))
			.filter((issuer) -> KeyIdentifiers.compare(certificate, issuer) != Relation.OTHER)
			.sorted(Comparator.comparing((X509Certificate issuer) -> KeyIdentifiers.compare(certificate, issuer))
				.thenComparing((issuer) -> !isCurrent(issuer)))
			.toList();
	}

	// The same name and key under another signature is the same CA: it leads in a circle.
	private boolean isOnPath(X509Certificate candidate) {
		return this.path.stream()
			.anyMatch((known) -> known.getSubjectX500Principal().equals(candidate.getSubjectX500Principal())
					&& known.getPublicKey().equals(candidate.getPublicKey()));
	}

	private boolean isCurrent(X509Certificate certificate) {
		return !this.now.before(certificate.getNotBefore()) && !this.now.after(certificate.getNotAfter());
	}

	/** A certificate and who might have signed it. */
	private record Edge(X509Certificate certificate, X509Certificate issuer) {

	}

}
