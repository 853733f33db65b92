package dev.sslsocket.verify;

import java.util.List;
import java.util.Set;

import dev.sslsocket.failure.SslCertificateException;
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
	 * The key of a DSA CA that takes the parameters of the CA above it. Certificates are
	 * fine, for the JDK knows how; lists would need the same once more, for keys that no
	 * peer may have anyway: DSA is refused ({@link StrengthRules}).
	 */
	private static final String INHERITED_PARAMETERS = "4.1.5 Section1ValidDSAParameterInheritanceTest5";

	/**
	 * The JDK (17 and 25) takes a policy that a CA has mapped for the policy of the
	 * user's set that has the same identifier. Peers are verified for any policy, and
	 * there is no setting for another set: it cannot happen outside of this test.
	 */
	private static final String MAPPED_POLICY = "4.10.13 Section10ValidPolicyMappingTest13Subpart3";

	private static final Set<String> DSA = Set.of("4.1.4 Section1ValidDSASignaturesTest4", INHERITED_PARAMETERS);

	static List<PkitsCase> cases() {
		return PkitsCase.all();
	}

	@Test
	void suiteWhenReadIsWhole() {
		assertThat(cases()).hasSize(247).filteredOn(PkitsCase::accepted).hasSize(112);
		assertThat(cases()).extracting(PkitsCase::name).contains(INHERITED_PARAMETERS, MAPPED_POLICY).containsAll(DSA);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("cases")
	void verdictByRfc5280AloneIsTheSuites(PkitsCase test) {
		SslCertificateException refusal = test.refusal(false);
		if (test.name().equals(INHERITED_PARAMETERS)) {
			assertThat(refusal).hasMessageContaining("is not signed by any certificate known here");
		}
		else if (test.name().equals(MAPPED_POLICY)) {
			assertThat(refusal).isNull();
		}
		else {
			assertVerdict(test, test.accepted(), refusal);
		}
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("cases")
	void verdictByAllRulesRefusesDsaOnlyBeyondTheSuite(PkitsCase test) {
		SslCertificateException refusal = test.refusal(true);
		if (DSA.contains(test.name())) {
			assertThat(refusal).hasMessageContaining("has a DSA key, which TLS no longer uses");
		}
		else if (!test.name().equals(MAPPED_POLICY)) {
			assertVerdict(test, test.accepted(), refusal);
		}
	}

	private static void assertVerdict(PkitsCase test, boolean accepted, SslCertificateException refusal) {
		if (accepted) {
			assertThat(refusal).as(test.name()).isNull();
		}
		else {
			assertThat(refusal).as(test.name()).isNotNull();
		}
	}

}
