package dev.sslsocket.verify;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.sslsocket.verify.PkixValidation.Verdict;

/**
 * Who signed what, found out once for each pair of certificates. A peer that sends many
 * certificates of one name makes us check at most {@value #MOST} signatures, the bound
 * that Go has ({@code maxChainSignatureChecks}). Made for one search; not safe for use by
 * many threads.
 */
final class Signatures {

	static final int MOST = 100;

	private final Instant now;

	private final Map<Edge, Verdict> verdicts = new HashMap<>();

	Signatures(Instant now) {
		this.now = now;
	}

	/** A certificate and who might have signed it. */
	record Edge(X509Certificate certificate, X509Certificate issuer) {

	}

	/** Checks a signature, or remembers that it did. */
	Verdict verdict(X509Certificate certificate, X509Certificate issuer) {
		return this.verdicts.computeIfAbsent(new Edge(certificate, issuer),
				(edge) -> PkixValidation.validate(certificate, issuer, this.now));
	}

	/** Whether a signature was checked and does not hold. */
	boolean isBroken(X509Certificate certificate, X509Certificate issuer) {
		Verdict known = this.verdicts.get(new Edge(certificate, issuer));
		return known != null && !known.signed();
	}

	/** Whether what is not yet known of a path may still be checked. */
	boolean canAfford(List<X509Certificate> path) {
		int unknown = 0;
		for (int depth = 0; depth < path.size() - 1; depth++) {
			unknown += this.verdicts.containsKey(new Edge(path.get(depth), path.get(depth + 1))) ? 0 : 1;
		}
		return checked() + unknown <= MOST;
	}

	/** How many signatures were checked. */
	int checked() {
		return this.verdicts.size();
	}

}
