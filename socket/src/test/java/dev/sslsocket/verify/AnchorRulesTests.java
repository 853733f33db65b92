package dev.sslsocket.verify;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AnchorRules}.
 */
class AnchorRulesTests {

	private static final CertificateMaker ROOT = CertificateMaker.ca().subject("CN=Root");

	@Test
	void checkWhenAnchorSaysNothingFindsNothing() {
		CertifiedKey root = ROOT.selfSigned();
		CertifiedKey sub = CertificateMaker.ca().subject("CN=Sub").issuedBy(root);
		assertThat(check(CertificateMaker.localhost().issuedBy(sub), sub, root)).isEmpty();
	}

	@Test
	void checkWhenAnchorPermitsOtherNamesRefuses() {
		CertifiedKey root = ROOT.permit("example").selfSigned();
		assertThat(check(CertificateMaker.leaf().dns("a.example").issuedBy(root), root)).isEmpty();
		assertThat(check(CertificateMaker.leaf().dns("localhost").issuedBy(root), root)).singleElement()
			.satisfies((finding) -> {
				assertThat(finding.reason()).isEqualTo(SslReason.BAD_CERTIFICATE);
				assertThat(finding.message()).isEqualTo(
						"CN=test (depth 0) has a name that CN=Root (depth 1) may not" + " certify (name constraints).");
			});
	}

	@Test
	void checkWhenAnchorExcludesTheNameRefuses() {
		CertifiedKey root = ROOT.exclude("evil.example").selfSigned();
		assertThat(check(CertificateMaker.leaf().dns("good.example").issuedBy(root), root)).isEmpty();
		assertThat(check(CertificateMaker.leaf().dns("a.evil.example").issuedBy(root), root)).hasSize(1);
	}

	@Test
	void checkWhenAnchorPermitsOtherAddressesRefuses() {
		CertifiedKey root = ROOT.permit("10.0.0.0/8").selfSigned();
		assertThat(check(CertificateMaker.leaf().ip("10.1.2.3").issuedBy(root), root)).isEmpty();
		assertThat(check(CertificateMaker.leaf().ip("127.0.0.1").issuedBy(root), root)).hasSize(1);
	}

	@Test
	void checkWhenTrustedSubCaHasConstraintsObeysThem() {
		CertifiedKey sub = CertificateMaker.ca().subject("CN=Sub").permit("example").issuedBy(ROOT.selfSigned());
		assertThat(check(CertificateMaker.localhost().issuedBy(sub), sub)).hasSize(1);
	}

	@Test
	void checkWhenCommonNameLooksLikeAHostDoesNotTakeItForOne() {
		CertifiedKey root = ROOT.permit("example").selfSigned();
		CertifiedKey sub = CertificateMaker.ca().subject("CN=Sub-CA").issuedBy(root);
		assertThat(check(CertificateMaker.leaf().dns("a.example").issuedBy(sub), sub, root)).isEmpty();
	}

	@Test
	void checkWhenIntermediateItselfHasAForbiddenNameRefuses() {
		CertifiedKey root = ROOT.permit("example").selfSigned();
		CertifiedKey sub = CertificateMaker.ca().subject("CN=Sub").dns("ca.test").issuedBy(root);
		assertThat(check(CertificateMaker.leaf().dns("a.example").issuedBy(sub), sub, root)).extracting(Finding::depth)
			.containsExactly(1);
	}

	@Test
	void checkWhenOneOfSeveralNamesIsForbiddenRefuses() {
		CertifiedKey root = ROOT.permit("example").permit("10.0.0.0/8").selfSigned();
		CertificateMaker leaf = CertificateMaker.leaf().dns("a.example").ip("10.1.1.1");
		assertThat(check(leaf.issuedBy(root), root)).isEmpty();
		assertThat(check(leaf.ip("11.1.1.1").issuedBy(root), root)).hasSize(1);
		assertThat(check(leaf.dns("b.test").issuedBy(root), root)).hasSize(1);
		assertThat(check(leaf.email("someone@anywhere.test").issuedBy(root), root)).isEmpty();
	}

	@Test
	void checkWhenEmailIsInTheSubjectOnlyComparesIt() {
		// NameConstraints { permitted [0] { GeneralSubtree { rfc822Name [1] "example" } }
		// }
		byte[] constraints = HexFormat.of().parseHex("300da00b30098107" + "6578616d706c65");
		CertifiedKey root = ROOT.criticalExtension("2.5.29.30", constraints).selfSigned();
		assertThat(check(client("1.2.840.113549.1.9.1=#160961406578616d706c65,CN=a").issuedBy(root), root)).isEmpty();
		assertThat(check(client("1.2.840.113549.1.9.1=#1606614074657374,CN=a").issuedBy(root), root)).hasSize(1);
	}

	@Test
	void checkWhenConstraintIsOfAnUnsupportedKindRefuses() {
		// NameConstraints { permitted [0] { GeneralSubtree { otherName [0] 1.2.3 [0] NULL
		// } } }
		byte[] constraints = HexFormat.of().parseHex("300ea00c300aa00806022a03a0020500");
		byte[] names = HexFormat.of().parseHex("300aa00806022a03a0020500");
		CertifiedKey root = ROOT.criticalExtension("2.5.29.30", constraints).selfSigned();
		assertThat(check(CertificateMaker.localhost().extension("2.5.29.17", names).issuedBy(root), root)).isNotEmpty();
	}

	@Test
	void checkWhenConstraintsAreMalformedRefuses() {
		CertifiedKey root = ROOT.extension("2.5.29.30", new byte[] { 0x30, 2, 5, 0 }).selfSigned();
		assertThat(check(CertificateMaker.localhost().issuedBy(root), root)).isNotEmpty();
	}

	@Test
	void checkWhenPathIsLongerThanTheAnchorAllowsRefuses() {
		CertifiedKey root = ROOT.pathLength(0).selfSigned();
		CertifiedKey sub = CertificateMaker.ca().subject("CN=Sub").issuedBy(root);
		assertThat(check(CertificateMaker.localhost().issuedBy(root), root)).isEmpty();
		assertThat(check(CertificateMaker.localhost().issuedBy(sub), sub, root)).extracting(Finding::message)
			.containsExactly("CN=Root (depth 2) allows 0 CAs below it; there are 1 (path length constraint).");
	}

	@Test
	void checkWhenSelfIssuedCertificateIsBelowDoesNotCountIt() {
		CertifiedKey root = ROOT.pathLength(0).selfSigned();
		CertifiedKey rollover = ROOT.issuedBy(root);
		assertThat(check(CertificateMaker.localhost().issuedBy(rollover), rollover, root)).isEmpty();
	}

	@Test
	void checkWhenAnchorHasAnUnknownCriticalExtensionRefuses() {
		CertifiedKey root = ROOT.criticalExtension("1.2.3.4", new byte[] { 5, 0 }).selfSigned();
		assertThat(check(CertificateMaker.localhost().issuedBy(root), root)).extracting(Finding::message)
			.containsExactly("CN=Root (depth 1) has a critical extension that is not understood: 1.2.3.4.");
		CertifiedKey harmless = ROOT.extension("1.2.3.4", new byte[] { 5, 0 }).selfSigned();
		assertThat(check(CertificateMaker.localhost().issuedBy(harmless), harmless)).isEmpty();
	}

	private static CertificateMaker client(String subject) {
		return CertificateMaker.leaf().subject(subject);
	}

	private static List<Finding> check(CertifiedKey... path) {
		List<X509Certificate> certificates = Arrays.stream(path).map(CertifiedKey::certificate).toList();
		return AnchorRules.check(certificates);
	}

}
