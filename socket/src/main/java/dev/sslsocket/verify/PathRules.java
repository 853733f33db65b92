package dev.sslsocket.verify;

import java.util.Set;

/**
 * By which rules a path is validated. There is one set of rules; what may differ is for
 * the suite that tests RFC 5280 alone. Immutable; safe for use by many threads.
 *
 * @param beyondRfc5280 whether what OpenSSL and Go ask for beyond RFC 5280 is asked for:
 * purposes, key sizes, algorithms
 * @param policies the policies that will do (RFC 5280 section 6.1.1 (c)); empty for any
 * @param explicitPolicy whether the path must be valid for one of them (e)
 * @param noPolicyMapping whether CAs may not map one policy to another (d)
 * @param noAnyPolicy whether anyPolicy in a certificate does not do (f)
 */
record PathRules(boolean beyondRfc5280, Set<String> policies, boolean explicitPolicy, boolean noPolicyMapping,
		boolean noAnyPolicy) {

	static final PathRules ALL = new PathRules(true, Set.of(), false, false, false);

	PathRules {
		policies = Set.copyOf(policies);
	}

}
