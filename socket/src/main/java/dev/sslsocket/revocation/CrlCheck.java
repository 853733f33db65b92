package dev.sslsocket.revocation;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Looks certificates up in revocation lists, as RFC 5280 section 6.3 says. Immutable;
 * safe for use by many threads.
 */
public final class CrlCheck {

	private final CrlLookup lookup;

	private final boolean wholeChain;

	private final Predicate<String> weakAlgorithm;

	/** By name, of which the files of lists hold a few. */
	private final Map<String, Boolean> weak = new ConcurrentHashMap<>();

	/**
	 * Creates the check.
	 * @param lookup where lists are found
	 * @param wholeChain whether the CAs above the signer of a list are looked up as well
	 * @param weakAlgorithm which signature algorithms prove nothing, by names such as
	 * {@code SHA1WITHRSA}; those that the JDK has disabled never do
	 */
	public CrlCheck(CrlLookup lookup, boolean wholeChain, Predicate<String> weakAlgorithm) {
		this.lookup = lookup;
		this.wholeChain = wholeChain;
		this.weakAlgorithm = weakAlgorithm.or(CrlAlgorithms.disabledByTheJdk());
	}

	/**
	 * Looks up one certificate of a chain that is valid but for this.
	 * @param path the chain, the peer's own certificate first, the anchor last
	 * @param depth place of the certificate, not the anchor's
	 * @param now the time
	 * @param signers who else may have signed lists
	 * @return what the lists say
	 */
	public CrlAnswer check(List<X509Certificate> path, int depth, Instant now, CrlSigners signers) {
		CrlRules rules = new CrlRules(now, (name) -> this.weak.computeIfAbsent(name, this.weakAlgorithm::test));
		return new CrlSearch(this.lookup, rules, signers, this.wholeChain).answer(path, depth);
	}

}
