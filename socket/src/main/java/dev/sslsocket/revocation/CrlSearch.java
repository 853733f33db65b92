package dev.sslsocket.revocation;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import javax.security.auth.x500.X500Principal;

import dev.sslsocket.x509.DistributionPoint;
import dev.sslsocket.x509.RevokedEntry;
import org.jspecify.annotations.Nullable;

/**
 * The search of RFC 5280 section 6.3.3 for one certificate: through its distribution
 * points and the lists that fit each of them, the newest first, until one says
 * <i>revoked</i> or all reasons are covered. Made for one search; not safe for use by
 * many threads.
 */
final class CrlSearch {

	private final CrlLookup lookup;

	private final CrlRules rules;

	private final CrlAuthority authority;

	CrlSearch(CrlLookup lookup, CrlRules rules, CrlSigners signers, boolean wholeChain) {
		this.lookup = lookup;
		this.rules = rules;
		this.authority = new CrlAuthority(lookup, signers, this, wholeChain);
	}

	CrlAnswer answer(List<X509Certificate> path, int depth) {
		X509Certificate certificate = path.get(depth);
		X500Principal issuer = certificate.getIssuerX500Principal();
		CrlAnswer problem = CrlAnswer.of(CrlState.MISSING, issuer);
		CrlAnswer good = problem;
		// Whose key is stolen can sign a newer list that does not say so: of a signer all
		// lists are asked.
		boolean all = this.authority.isInQuestion(certificate);
		int covered = 0;
		for (DistributionPoint point : DistributionPoint.of(certificate)) {
			for (Crl crl : lists(point, issuer)) {
				int reasons = point.reasons() & crl.list().scope().reasons();
				if ((reasons & ~covered) == 0 && !all) {
					continue;
				}
				CrlAnswer answer = ask(crl, point, path, depth);
				if (answer.state() == CrlState.REVOKED) {
					return answer;
				}
				if (answer.state() != CrlState.GOOD) {
					problem = problem.or(answer);
					continue;
				}
				covered |= reasons;
				good = answer;
				if (covered == DistributionPoint.ALL_REASONS && !all) {
					return good;
				}
				problem = problem.or(CrlAnswer.of(CrlState.SOME_REASONS, crl));
			}
		}
		return (covered == DistributionPoint.ALL_REASONS) ? good : problem;
	}

	private List<Crl> lists(DistributionPoint point, X500Principal issuer) {
		if (point.crlIssuers().isEmpty()) {
			return this.lookup.issuedBy(issuer).stream().sorted(Crl.NEWEST_FIRST).toList();
		}
		List<Crl> lists = new ArrayList<>();
		for (Object name : point.crlIssuers()) {
			if (name instanceof X500Principal principal) {
				lists.addAll(this.lookup.issuedBy(principal));
			}
		}
		lists.sort(Crl.NEWEST_FIRST);
		return lists;
	}

	private CrlAnswer ask(Crl crl, DistributionPoint point, List<X509Certificate> path, int depth) {
		X509Certificate certificate = path.get(depth);
		if (crl.isDelta()) {
			return CrlAnswer.of(CrlState.WITHOUT_BASE, crl);
		}
		if (!CrlRules.covers(crl.list(), point, certificate.getBasicConstraints() >= 0)) {
			return CrlAnswer.of(CrlState.OTHER_SCOPE, crl);
		}
		CrlAnswer unusable = this.rules.check(crl);
		if (unusable != null) {
			return unusable;
		}
		CrlAuthority.Verdict verdict = this.authority.signer(crl, path, depth);
		X509Certificate signer = verdict.signer();
		return (signer != null) ? look(crl, delta(crl, signer), certificate) : verdict.problem();
	}

	// RFC 5280 section 6.3.3 (c) and (h): signed by the same key.
	private @Nullable Crl delta(Crl base, X509Certificate signer) {
		return this.lookup.issuedBy(base.list().issuer())
			.stream()
			.filter((crl) -> crl.isDeltaOf(base) && this.rules.check(crl) == null)
			.filter((crl) -> crl.isSignedBy(signer.getPublicKey()))
			.min(Comparator.comparing((Crl crl) -> crl, Crl.NEWEST_FIRST))
			.orElse(null);
	}

	private static CrlAnswer look(Crl base, @Nullable Crl delta, X509Certificate certificate) {
		RevokedEntry change = (delta != null) ? delta.list().find(certificate) : null;
		if (delta != null && change != null) {
			return change.isRemoval() ? CrlAnswer.of(CrlState.GOOD, delta) : revoked(delta, change);
		}
		// In a complete list nothing can be removed: whatever stands there is revoked.
		RevokedEntry entry = base.list().find(certificate);
		return (entry != null) ? revoked(base, entry) : CrlAnswer.of(CrlState.GOOD, base);
	}

	private static CrlAnswer revoked(Crl crl, RevokedEntry entry) {
		return new CrlAnswer(CrlState.REVOKED, crl.list().issuer(), crl.origin(), entry.date(), entry.reason(), "");
	}

}
