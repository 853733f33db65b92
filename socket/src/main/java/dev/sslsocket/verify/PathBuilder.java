package dev.sslsocket.verify;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.security.auth.x500.X500Principal;

import dev.sslsocket.verify.KeyIdentifiers.Relation;

/**
 * Finds the ways from a peer's certificate to a trusted one, most promising first (RFC
 * 4158), among whatever else the peer sent: in any order, twice, crossing, or not needed
 * at all. Edges are drawn by name and key identifier; whether a signature holds is found
 * out by who validates the path, and an edge that is then known not to hold is not walked
 * again. So the usual chain has each of its signatures checked exactly once.
 * <p>
 * What a peer sends is bounded work: paths of at most {@value #LONGEST_PATH}
 * certificates, {@value #MOST_STEPS} edges looked at, {@value #MOST_VISITED} certificates
 * on the paths that were found, and the bound of {@link Signatures}; then the search
 * ends. No RSA key above 8192 bits is an issuer unless it is trusted. Each name is looked
 * up once. Made for one search; not safe for use by many threads.
 */
final class PathBuilder {

	/**
	 * JSSE itself lets 10 certificates through
	 * ({@code jdk.tls.maxCertificateChainLength}; JDK 25 8 of a client), other callers as
	 * many as they like.
	 */
	static final int LONGEST_PATH = 32;

	static final int MOST_STEPS = 2000;

	static final int MOST_VISITED = 1000;

	private final Anchors anchors;

	private final X509Certificate leaf;

	private final Map<X500Principal, Set<X509Certificate>> presented = new HashMap<>();

	private final Date now;

	private final Signatures signatures;

	private final Map<X500Principal, Collection<X509Certificate>> trusted = new HashMap<>();

	private final List<X509Certificate> path = new ArrayList<>();

	private List<X509Certificate> longest = List.of();

	private int steps;

	private int visited;

	private boolean exhausted;

	PathBuilder(Anchors anchors, List<X509Certificate> presented, Instant now, Signatures signatures) {
		this.anchors = anchors;
		this.leaf = presented.get(0);
		for (X509Certificate certificate : presented) {
			this.presented.computeIfAbsent(certificate.getSubjectX500Principal(), (subject) -> new LinkedHashSet<>())
				.add(certificate);
		}
		this.now = Date.from(now);
		this.signatures = signatures;
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
		walk(this.leaf, visitor);
	}

	/** The longest path walked so far, whether it led anywhere or not. */
	List<X509Certificate> longest() {
		return this.longest;
	}

	/** Whether the search ended because it was too much work. */
	boolean exhausted() {
		return this.exhausted;
	}

	/** How many edges were looked at. */
	int steps() {
		return this.steps;
	}

	private boolean walk(X509Certificate certificate, Visitor visitor) {
		this.path.add(certificate);
		try {
			if (this.path.size() > this.longest.size()) {
				this.longest = List.copyOf(this.path);
			}
			if (trusted(certificate.getSubjectX500Principal()).contains(certificate) && visit(visitor)) {
				return true;
			}
			return this.path.size() < LONGEST_PATH && walkIssuers(certificate, visitor);
		}
		finally {
			this.path.remove(this.path.size() - 1);
		}
	}

	private boolean visit(Visitor visitor) {
		this.visited += this.path.size();
		if (this.visited > MOST_VISITED || !this.signatures.canAfford(this.path)) {
			this.exhausted = true;
		}
		return !this.exhausted && visitor.accept(List.copyOf(this.path));
	}

	private boolean walkIssuers(X509Certificate certificate, Visitor visitor) {
		for (X509Certificate issuer : issuers(certificate)) {
			if (this.exhausted || isBroken()) {
				return false;
			}
			if (!this.signatures.isBroken(certificate, issuer) && walk(issuer, visitor)) {
				return true;
			}
		}
		return false;
	}

	// A visitor may have cut the branch we sit on.
	private boolean isBroken() {
		for (int i = 1; i < this.path.size(); i++) {
			if (this.signatures.isBroken(this.path.get(i - 1), this.path.get(i))) {
				return true;
			}
		}
		return false;
	}

	private Collection<X509Certificate> trusted(X500Principal subject) {
		return this.trusted.computeIfAbsent(subject, this.anchors::withSubject);
	}

	private List<X509Certificate> issuers(X509Certificate certificate) {
		X500Principal name = certificate.getIssuerX500Principal();
		Set<X509Certificate> issuers = new LinkedHashSet<>(trusted(name));
		for (X509Certificate candidate : this.presented.getOrDefault(name, Set.of())) {
			if (!StrengthRules.isExcessive(candidate.getPublicKey())) {
				issuers.add(candidate);
			}
		}
		this.steps += issuers.size();
		this.exhausted = this.exhausted || this.steps > MOST_STEPS;
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

}
