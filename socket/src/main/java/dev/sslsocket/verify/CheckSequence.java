package dev.sslsocket.verify;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What is looked at in a peer's certificates, one after the other: the chain, whether it
 * was taken back, the name, and the pins, which may overrule all of it. Immutable; safe
 * for use by many threads.
 *
 * @param chain the chain up to an anchor
 * @param revocation revocation lists; {@code null} where nobody looks into them
 * @param ocsp OCSP; {@code null} where it is not used
 * @param scheme how the names of servers are compared
 * @param pins fingerprints; {@code null} where there are none
 */
record CheckSequence(ChainCheck chain, @Nullable RevocationCheck revocation, @Nullable OcspPolicy ocsp,
		HostnameScheme scheme, @Nullable PinCheck pins) {

	/** Whether the answer depends on what issuers say meanwhile. */
	boolean lookUp() {
		return this.ocsp != null || this.revocation != null;
	}

	/**
	 * Looks.
	 * @param presented the certificates, the peer's own first; at least one
	 * @param name the name connected to, {@code null} where none is known
	 */
	ChainCheck.Outcome run(List<X509Certificate> presented, Role role, @Nullable String name, OcspEvidence evidence) {
		return (this.pins != null)
				? this.pins.check(presented.get(0), () -> chainAndName(presented, role, name, evidence))
				: chainAndName(presented, role, name, evidence);
	}

	private ChainCheck.Outcome chainAndName(List<X509Certificate> presented, Role role, @Nullable String name,
			OcspEvidence evidence) {
		ChainCheck.Outcome outcome = this.chain.check(presented, role);
		if (this.revocation != null) {
			outcome = this.revocation.check(outcome, presented);
		}
		if (this.ocsp != null) {
			outcome = this.ocsp.check(outcome, role, evidence);
		}
		List<Finding> findings = new ArrayList<>(outcome.findings());
		if (role == Role.SERVER) {
			Finding mismatch = NameCheck.check(this.scheme, outcome.chain(), name);
			if (mismatch != null) {
				findings.add(mismatch);
			}
		}
		return new ChainCheck.Outcome(outcome.chain(), findings, outcome.open());
	}

}
