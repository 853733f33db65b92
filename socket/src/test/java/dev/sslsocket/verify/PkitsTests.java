package dev.sslsocket.verify;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * NIST's test suite of RFC 5280, all 247 cases, against the verifier that decides about
 * peers: paths built of what is presented, lists looked up for the whole chain.
 */
class PkitsTests {

	/**
	 * DSA is refused, as OpenSSL at its default level and Go refuse it
	 * ({@link StrengthRules}): TLS no longer uses it. The suite's two chains with it are
	 * the only ones whose verdict differs.
	 */
	private static final Set<String> DSA = Set.of("4.1.4 Section1ValidDSASignaturesTest4",
			"4.1.5 Section1ValidDSAParameterInheritanceTest5");

	/**
	 * The JDK (17 and 25) takes a policy that a CA has mapped for the policy of the
	 * user's set that has the same identifier. Peers are verified for any policy, and
	 * there is no setting for another set: it cannot happen outside of this test.
	 */
	private static final String MAPPED_POLICY = "4.10.13 Section10ValidPolicyMappingTest13Subpart3";

	static List<PkitsCase> cases() {
		return PkitsCase.all();
	}

	@Test
	void suiteWhenReadIsWhole() {
		assertThat(cases()).hasSize(247).filteredOn(PkitsCase::accepted).hasSize(112);
		assertThat(cases()).extracting(PkitsCase::name).contains(MAPPED_POLICY).containsAll(DSA);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("cases")
	void verdictIsTheSuitesButForDsa(PkitsCase test) {
		Exception refusal = test.refusal();
		if (DSA.contains(test.name())) {
			// Of the second not even the signature is checked: its key has no parameters.
			assertThat(refusal).message().containsAnyOf("has a DSA key, which TLS no longer uses", "is not signed by");
		}
		else if (test.name().equals(MAPPED_POLICY)) {
			assertThat(test.accepted()).isFalse();
			assertThat(refusal).isNull();
		}
		else {
			assertVerdict(test, test.accepted(), refusal);
		}
	}

	private static void assertVerdict(PkitsCase test, boolean accepted, Exception refusal) {
		if (accepted) {
			assertThat(refusal).as(test.name()).isNull();
		}
		else {
			assertThat(refusal).as(test.name()).isNotNull();
		}
	}

}
