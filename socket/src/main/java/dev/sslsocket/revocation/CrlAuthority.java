package dev.sslsocket.revocation;

import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import javax.security.auth.x500.X500Principal;

import org.jspecify.annotations.Nullable;

/**
 * Who signed a revocation list, and whether they may (RFC 5280 section 6.3.3 (f) and
 * (g)): a certificate of the list's issuer that leads to the same trusted one, is allowed
 * to sign lists, and is not itself revoked. Usually it is the one that issued the
 * certificate in question.
 * <p>
 * A list may say of its own signer's certificate whether that is revoked, because its CA
 * left it all its lists; such a list is believed unless it, or any other, says that it
 * is.
 * <p>
 * The work is bounded: a signature is verified, which is work in proportion to the list,
 * only where the signer's chain is valid, and once per key. Made for one search; not safe
 * for use by many threads.
 */
final class CrlAuthority {

	private static final int CRL_SIGN = 6;

	/** Other certificates of a list's issuer that are tried. */
	private static final int MOST_SIGNERS = 8;

	/** Lists whose signers are looked up in lists whose signers are looked up … */
	private static final int DEEPEST = 3;

	private final CrlLookup lookup;

	private final CrlSigners signers;

	private final CrlSearch search;

	private final boolean wholeChain;

	private final Deque<X509Certificate> inQuestion = new ArrayDeque<>();

	CrlAuthority(CrlLookup lookup, CrlSigners signers, CrlSearch search, boolean wholeChain) {
		this.lookup = lookup;
		this.signers = signers;
		this.search = search;
		this.wholeChain = wholeChain;
	}

	/**
	 * The certificate of who signed a list, or why there is none.
	 *
	 * @param signer the certificate
	 * @param problem why there is none
	 */
	record Verdict(@Nullable X509Certificate signer, CrlAnswer problem) {

	}

	Verdict signer(Crl crl, List<X509Certificate> path, int depth) {
		X500Principal issuer = crl.list().issuer();
		List<X509Certificate> above = path.subList(depth + 1, path.size());
		CrlAnswer problem = CrlAnswer.of(CrlState.FORGED, crl);
		Set<X509Certificate> others = new LinkedHashSet<>(above);
		others.addAll(this.signers.of(issuer));
		others.addAll(this.lookup.certificatesOf(issuer));
		int tried = 0;
		for (X509Certificate candidate : others) {
			if (!crl.list().mayBeSignedBy(candidate) || tried++ >= MOST_SIGNERS) {
				continue;
			}
			if (!maySign(candidate)) {
				problem = problem
					.or(CrlAnswer.of(CrlState.UNAUTHORISED, crl, null, candidate.getSubjectX500Principal().getName()));
			}
			else if ((above.contains(candidate) || isTrustworthy(candidate, path.get(path.size() - 1)))
					&& crl.isSignedBy(candidate.getPublicKey())) {
				return new Verdict(candidate, problem);
			}
		}
		return new Verdict(null, problem);
	}

	/** Whether a list of this signer waits for what is said of the signer. */
	boolean isInQuestion(X509Certificate certificate) {
		return this.inQuestion.contains(certificate);
	}

	// RFC 5280 section 6.3.3 (f); the JDK leaves this out where the CA itself signs.
	private static boolean maySign(X509Certificate certificate) {
		boolean[] usage = certificate.getKeyUsage();
		return usage == null || usage.length > CRL_SIGN && usage[CRL_SIGN];
	}

	private boolean isTrustworthy(X509Certificate signer, X509Certificate anchor) {
		if (isInQuestion(signer)) {
			return true;
		}
		List<X509Certificate> path = (this.inQuestion.size() < DEEPEST) ? this.signers.path(signer, anchor) : null;
		if (path == null) {
			return false;
		}
		this.inQuestion.push(signer);
		try {
			int lookedUp = this.wholeChain ? path.size() - 1 : Math.min(1, path.size() - 1);
			for (int depth = 0; depth < lookedUp; depth++) {
				if (this.search.answer(path, depth).state() != CrlState.GOOD) {
					return false;
				}
			}
			return true;
		}
		finally {
			this.inQuestion.pop();
		}
	}

}
