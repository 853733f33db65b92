package dev.sslsocket.verify;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.sslsocket.failure.SslReason;
import org.jspecify.annotations.Nullable;

/**
 * Where a CA insists on a certificate policy, is there one that every certificate below
 * it has (RFC 5280 section 6.1.3 (d) to (f), 6.1.4 (a) to (j), 6.1.5)? Any policy will
 * do.
 * <p>
 * RFC 5280 grows a tree of policies, which a chain of mappings makes explode
 * (CVE-2023-0464); the JDK's has no bound. Since only matters whether the tree has a leaf
 * left, this keeps the set of policies that its leaves expect next, and no tree: work in
 * proportion to what is in the certificates. Made for one path; not safe for use by many
 * threads.
 */
final class PolicyRules {

	private static final String ANY = "2.5.29.32.0";

	private static final String POLICIES = "2.5.29.32";

	private static final String MAPPINGS = "2.5.29.33";

	private static final String CONSTRAINTS = "2.5.29.36";

	private static final String INHIBIT_ANY = "2.5.29.54";

	private static final int REQUIRE_EXPLICIT = 0x80;

	/** What the leaves of the tree expect in the next certificate. */
	private Set<String> expected = new HashSet<>();

	/** Whether a leaf of the tree is any-policy. */
	private boolean any = true;

	private int explicitPolicy = Integer.MAX_VALUE;

	private int policyMapping = Integer.MAX_VALUE;

	private int inhibitAny = Integer.MAX_VALUE;

	private PolicyRules() {
	}

	/**
	 * Checks a path.
	 * @param path the chain, the peer's own certificate first, the anchor last
	 * @param forms the same certificates as they are encoded
	 * @return what is wrong, one finding at most
	 */
	static List<Finding> check(List<X509Certificate> path, List<CertificateForm> forms) {
		PolicyRules rules = new PolicyRules();
		for (int depth = path.size() - 2; depth >= 0; depth--) {
			String problem = rules.next(forms.get(depth), depth == 0, PathLength.isSelfIssued(path.get(depth)));
			if (problem != null) {
				return List.of(new Finding(SslReason.BAD_CERTIFICATE, depth, path.get(depth),
						CertificateText.at(path.get(depth), depth) + " " + problem));
			}
		}
		return List.of();
	}

	private @Nullable String next(CertificateForm form, boolean last, boolean selfIssued) {
		process(form, last, selfIssued);
		if (last) {
			this.explicitPolicy = decremented(this.explicitPolicy);
			constrain(form);
		}
		if (this.explicitPolicy == 0 && !this.any && this.expected.isEmpty()) {
			return "has no certificate policy that all CAs above it allow, and one of them insists on one"
					+ " (policy constraints).";
		}
		if (last) {
			return null;
		}
		if (!map(mappings(form))) {
			return "maps a certificate policy to any-policy or back, which is forbidden (policy mappings).";
		}
		if (!selfIssued) {
			this.explicitPolicy = decremented(this.explicitPolicy);
			this.policyMapping = decremented(this.policyMapping);
			this.inhibitAny = decremented(this.inhibitAny);
		}
		constrain(form);
		return null;
	}

	private void process(CertificateForm form, boolean last, boolean selfIssued) {
		List<String> policies = policies(form);
		Set<String> kept = new HashSet<>();
		boolean keptAny = false;
		for (String policy : policies) {
			if (!policy.equals(ANY)) {
				if (this.any || this.expected.contains(policy)) {
					kept.add(policy);
				}
			}
			else if (this.inhibitAny > 0 || !last && selfIssued) {
				kept.addAll(this.expected);
				keptAny = this.any;
			}
		}
		this.expected = kept;
		this.any = keptAny;
	}

	private boolean map(Map<String, Set<String>> mappings) {
		if (mappings.containsKey(ANY) || mappings.values().stream().anyMatch((to) -> to.contains(ANY))) {
			return false;
		}
		Set<String> mapped = new HashSet<>(this.expected);
		mapped.removeAll(mappings.keySet());
		mappings.forEach((from, to) -> {
			if (this.policyMapping > 0 && (this.any || this.expected.contains(from))) {
				mapped.addAll(to);
			}
		});
		this.expected = mapped;
		return true;
	}

	private void constrain(CertificateForm form) {
		List<DerValue> constraints = DerValue.sequence(form.extensions().get(CONSTRAINTS));
		for (DerValue constraint : (constraints != null) ? constraints : List.<DerValue>of()) {
			if (constraint.tag() == REQUIRE_EXPLICIT) {
				this.explicitPolicy = Math.min(this.explicitPolicy, number(constraint));
			}
			else {
				this.policyMapping = Math.min(this.policyMapping, number(constraint));
			}
		}
		DerValue inhibit = DerValue.only(form.extensions().get(INHIBIT_ANY), DerValue.INTEGER);
		if (inhibit != null) {
			this.inhibitAny = Math.min(this.inhibitAny, number(inhibit));
		}
	}

	private static int decremented(int count) {
		return (count > 0 && count < Integer.MAX_VALUE) ? count - 1 : count;
	}

	private static int number(DerValue value) {
		long number = 0;
		for (byte octet : value.content()) {
			number = number << 8 | octet & 0xff;
		}
		return (int) Math.min(number, Integer.MAX_VALUE - 1L);
	}

	private static List<String> policies(CertificateForm form) {
		List<String> identifiers = new ArrayList<>();
		for (List<DerValue> policy : entries(form.extensions().get(POLICIES), 1)) {
			identifiers.add(String.valueOf(policy.get(0).identifier()));
		}
		return identifiers;
	}

	private static Map<String, Set<String>> mappings(CertificateForm form) {
		Map<String, Set<String>> mappings = new HashMap<>();
		for (List<DerValue> mapping : entries(form.extensions().get(MAPPINGS), 2)) {
			mappings.computeIfAbsent(String.valueOf(mapping.get(0).identifier()), (from) -> new HashSet<>())
				.add(String.valueOf(mapping.get(1).identifier()));
		}
		return mappings;
	}

	// What is malformed is passed over here: it is a fault of its own (ExtensionForms).
	private static List<List<DerValue>> entries(byte @Nullable [] value, int least) {
		List<List<DerValue>> entries = new ArrayList<>();
		List<DerValue> sequence = DerValue.sequence(value);
		for (DerValue entry : (sequence != null) ? sequence : List.<DerValue>of()) {
			List<DerValue> parts = entry.children();
			if (parts != null && parts.size() >= least) {
				entries.add(parts);
			}
		}
		return entries;
	}

}
