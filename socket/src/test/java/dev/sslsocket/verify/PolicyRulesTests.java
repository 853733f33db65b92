package dev.sslsocket.verify;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;

import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import org.junit.jupiter.api.Test;

import static dev.sslsocket.verify.Der.hex;
import static dev.sslsocket.verify.Der.tlv;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PolicyRules}.
 */
class PolicyRulesTests {

	private static final byte[] ONE = hex("06012a");

	private static final byte[] TWO = hex("06012b");

	private static final byte[] ANY = hex("0604551d2000");

	private static final CertifiedKey ROOT = CertificateMaker.ca().subject("CN=Root").selfSigned();

	/** An intermediate that insists on a policy at once. */
	private static final CertificateMaker STRICT = CertificateMaker.ca()
		.subject("CN=Strict")
		.extension("2.5.29.36", hex("3003800100"));

	@Test
	void checkWhenNobodyInsistsFindsNothing() {
		CertifiedKey sub = policies(CertificateMaker.ca().subject("CN=Sub"), ONE).issuedBy(ROOT);
		assertThat(check(CertificateMaker.leaf().issuedBy(sub), sub, ROOT)).isEmpty();
		assertThat(check(policies(CertificateMaker.leaf(), TWO).issuedBy(sub), sub, ROOT)).isEmpty();
	}

	@Test
	void checkWhenAnIssuerInsistsLooksForACommonPolicy() {
		CertifiedKey sub = policies(STRICT, ONE).issuedBy(ROOT);
		assertThat(check(policies(CertificateMaker.leaf(), ONE).issuedBy(sub), sub, ROOT)).isEmpty();
		assertThat(check(policies(CertificateMaker.leaf(), TWO, ONE).issuedBy(sub), sub, ROOT)).isEmpty();
		assertThat(check(policies(CertificateMaker.leaf(), ANY).issuedBy(sub), sub, ROOT)).isEmpty();
		assertThat(check(CertificateMaker.leaf().issuedBy(sub), sub, ROOT)).singleElement()
			.satisfies((finding) -> assertThat(finding.message())
				.isEqualTo("CN=test (depth 0) has no certificate policy that all CAs above it allow, and one of them"
						+ " insists on one (policy constraints)."));
		assertThat(check(policies(CertificateMaker.leaf(), TWO).issuedBy(sub), sub, ROOT)).hasSize(1);
	}

	@Test
	void checkWhenIssuerHasAnyPolicyTakesWhatFollows() {
		CertifiedKey sub = policies(STRICT, ANY).issuedBy(ROOT);
		assertThat(check(policies(CertificateMaker.leaf(), TWO).issuedBy(sub), sub, ROOT)).isEmpty();
		assertThat(check(CertificateMaker.leaf().issuedBy(sub), sub, ROOT)).hasSize(1);
	}

	@Test
	void checkWhenAnyPolicyIsInhibitedDoesNotTakeIt() {
		CertifiedKey sub = policies(STRICT.extension("2.5.29.54", hex("020100")), ONE).issuedBy(ROOT);
		assertThat(check(policies(CertificateMaker.leaf(), ANY).issuedBy(sub), sub, ROOT)).hasSize(1);
		assertThat(check(policies(CertificateMaker.leaf(), ONE).issuedBy(sub), sub, ROOT)).isEmpty();
	}

	@Test
	void checkWhenPoliciesAreMappedFollowsThem() {
		byte[] oneToTwo = tlv(0x30, tlv(0x30, ONE, TWO));
		CertifiedKey sub = policies(STRICT.extension("2.5.29.33", oneToTwo), ONE).issuedBy(ROOT);
		assertThat(check(policies(CertificateMaker.leaf(), TWO).issuedBy(sub), sub, ROOT)).isEmpty();
		assertThat(check(policies(CertificateMaker.leaf(), ONE).issuedBy(sub), sub, ROOT)).hasSize(1);
		byte[] toAny = tlv(0x30, tlv(0x30, ONE, ANY));
		CertifiedKey nonsense = policies(STRICT.extension("2.5.29.33", toAny), ONE).issuedBy(ROOT);
		assertThat(check(policies(CertificateMaker.leaf(), ONE).issuedBy(nonsense), nonsense, ROOT)).singleElement()
			.satisfies((finding) -> assertThat(finding.depth()).isEqualTo(1));
	}

	@Test
	void checkWhenMappingIsInhibitedDropsWhatIsMapped() {
		CertifiedKey upper = policies(
				CertificateMaker.ca().subject("CN=Upper").extension("2.5.29.36", hex("3006800100810100")), ONE)
			.issuedBy(ROOT);
		byte[] oneToTwo = tlv(0x30, tlv(0x30, ONE, TWO));
		CertifiedKey sub = policies(CertificateMaker.ca().subject("CN=Sub").extension("2.5.29.33", oneToTwo), ONE)
			.issuedBy(upper);
		assertThat(check(policies(CertificateMaker.leaf(), TWO).issuedBy(sub), sub, upper, ROOT)).hasSize(1);
	}

	@Test
	void checkWhenIssuerInsistsLaterCountsDown() {
		CertifiedKey upper = CertificateMaker.ca()
			.subject("CN=Upper")
			.extension("2.5.29.36", hex("3003800102"))
			.issuedBy(ROOT);
		CertifiedKey sub = CertificateMaker.ca().subject("CN=Sub").issuedBy(upper);
		CertifiedKey lower = CertificateMaker.ca().subject("CN=Lower").issuedBy(sub);
		assertThat(check(sub, upper, ROOT)).isEmpty();
		assertThat(check(CertificateMaker.leaf().issuedBy(sub), sub, upper, ROOT)).hasSize(1);
		assertThat(check(CertificateMaker.leaf().issuedBy(lower), lower, sub, upper, ROOT)).hasSize(1);
	}

	@Test
	void checkWhenThePeerItselfInsistsWithoutAPolicyRefuses() {
		CertificateMaker leaf = CertificateMaker.leaf().extension("2.5.29.36", hex("3003800100"));
		assertThat(check(leaf.issuedBy(ROOT), ROOT)).hasSize(1);
		assertThat(check(policies(leaf, ONE).issuedBy(ROOT), ROOT)).isEmpty();
	}

	private static CertificateMaker policies(CertificateMaker maker, byte[]... identifiers) {
		byte[][] policies = Arrays.stream(identifiers).map((one) -> tlv(0x30, one)).toArray(byte[][]::new);
		return maker.extension("2.5.29.32", tlv(0x30, policies));
	}

	private static List<Finding> check(CertifiedKey... path) {
		List<X509Certificate> certificates = Arrays.stream(path).map(CertifiedKey::certificate).toList();
		return PolicyRules.check(certificates, certificates.stream().map(CertificateForm::of).toList());
	}

}
