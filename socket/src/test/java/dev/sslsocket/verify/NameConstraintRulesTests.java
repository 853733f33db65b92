package dev.sslsocket.verify;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import javax.security.auth.x500.X500Principal;

import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.sslsocket.verify.Der.ascii;
import static dev.sslsocket.verify.Der.repeated;
import static dev.sslsocket.verify.Der.tlv;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NameConstraintRules} and what it compares with:
 * {@link NameConstraints}, {@link Subtree}.
 */
class NameConstraintRulesTests {

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
						"CN=test (depth 0) has a name that CN=Root (depth 1) may not certify: it is not among those"
								+ " permitted (name constraints).");
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
		assertThat(check(leaf.email("two@at@anywhere.test").issuedBy(root), root)).hasSize(1);
	}

	@Test
	void checkWhenEmailIsInTheSubjectComparesItToo() {
		CertifiedKey root = constrained("81", "example");
		assertThat(check(client("1.2.840.113549.1.9.1=#160961406578616d706c65,CN=a").issuedBy(root), root)).isEmpty();
		CertificateMaker other = client("1.2.840.113549.1.9.1=#1606614074657374,CN=a");
		assertThat(check(other.issuedBy(root), root)).hasSize(1);
		assertThat(check(other.email("a@example").issuedBy(root), root)).hasSize(1);
		// A UTF8String, where an IA5String has to be.
		assertThat(check(client("1.2.840.113549.1.9.1=#0c0961406578616d706c65,CN=a").issuedBy(root), root)).hasSize(1);
	}

	@Test
	void checkWhenHostIsInTheCommonNameOnlyComparesThePeersOwn() {
		CertifiedKey root = ROOT.permit("example").selfSigned();
		assertThat(check(client("CN=a.example").issuedBy(root), root)).isEmpty();
		assertThat(check(client("CN=a.test").issuedBy(root), root)).hasSize(1);
		assertThat(check(client("CN=a.test").ip("10.0.0.1").issuedBy(root), root)).hasSize(1);
		assertThat(check(client("CN=a.test").dns("a.example").issuedBy(root), root)).isEmpty();
		for (String noHost : List.of("single", "two words.test", "-a.test", "a.test-", "a..test", "a-.test")) {
			assertThat(check(client("CN=" + noHost).issuedBy(root), root)).as(noHost).isEmpty();
		}
		CertifiedKey sub = CertificateMaker.ca().subject("CN=ca.test").issuedBy(root);
		assertThat(check(CertificateMaker.leaf().dns("a.example").issuedBy(sub), sub, root)).isEmpty();
	}

	@Test
	void checkWhenIssuerIsSelfIssuedExemptsItAndNotThePeer() {
		CertifiedKey root = ROOT.dns("root.test").permit("example").selfSigned();
		CertifiedKey rollover = ROOT.dns("root.test").issuedBy(root);
		assertThat(check(CertificateMaker.leaf().dns("a.example").issuedBy(rollover), rollover, root)).isEmpty();
		CertifiedKey ownName = CertificateMaker.leaf().subject("CN=Root").dns("root.test").issuedBy(root);
		assertThat(check(ownName, root)).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource({ "permit, example, a.example, true", "permit, example, example, true",
			"permit, example, notexample, false", "permit, EXAMPLE, A.Example, true",
			"permit, .example, a.example, true", "permit, .example, example, false", "permit, '', anything, true",
			"exclude, '', anything, false", "exclude, a.example, a.example, false",
			"exclude, a.example, b.example, true", "exclude, a.example, *.example, false",
			"exclude, a.example, *.a.example, false", "exclude, a.example, *.b.example, true",
			"permit, a.example, *.example, false", "permit, example, *.example, true",
			"permit, example, .a.example, false", "permit, example, a..example, false",
			"permit, example, a.example., false" })
	void dnsNameWhenComparedFollowsOpensslAndGo(String which, String constraint, String name, boolean accepted) {
		CertifiedKey root = constrained(which.equals("permit"), "82", constraint);
		assertThat(check(CertificateMaker.leaf().rawName(2, ascii(name)).issuedBy(root), root).isEmpty())
			.isEqualTo(accepted);
	}

	@ParameterizedTest
	@CsvSource({ "permit, example, a@example, true", "permit, example, a@b.example, false",
			"exclude, example, a@b.example, true", "exclude, example, a@example, false",
			"exclude, example, a@test, true", "permit, .example, a@b.example, true",
			"permit, .example, a@example, false", "permit, a@example, a@EXAMPLE, true",
			"permit, a@example, A@example, false", "permit, a@example, b@example, false",
			"exclude, a@example, b@example, true", "permit, example, a@b@example, false",
			"permit, example, example, false", "exclude, test, nobody, false", "permit, '', a@example, false",
			"exclude, '', a@example, false" })
	void emailWhenComparedPermitsNarrowlyAndExcludesWidely(String which, String constraint, String name,
			boolean accepted) {
		CertifiedKey root = constrained(which.equals("permit"), "81", constraint);
		assertThat(check(CertificateMaker.leaf().email(name).issuedBy(root), root).isEmpty()).isEqualTo(accepted);
	}

	@ParameterizedTest
	@CsvSource({ "permit, a.example, https://a.example/x, true", "permit, a.example, https://b.example/, false",
			"permit, example, https://a.example/, false", "permit, .example, https://a.example:8443/?q, true",
			"permit, .example, https://user@a.example#f, true", "permit, .example, https://a.example@b.test/, false",
			"permit, .example, urn:a.example, false", "exclude, example, urn:a, false",
			"permit, .example, https://10.0.0.1/, false", "exclude, example, https://[::1]/, false",
			"exclude, example, https://a.example/, true", "exclude, .example, https://a.example/, false",
			"exclude, example, https://a.test/, true", "permit, .example, https://a%2eexample/, false" })
	void uriWhenComparedNeedsAHost(String which, String constraint, String name, boolean accepted) {
		CertifiedKey root = constrained(which.equals("permit"), "86", constraint);
		assertThat(check(CertificateMaker.leaf().uri(name).issuedBy(root), root).isEmpty()).isEqualTo(accepted);
	}

	@ParameterizedTest
	@CsvSource({ "10.0.0.0/8, 10.255.0.1, true", "10.0.0.0/8, 11.0.0.1, false", "10.0.0.0/8, ::1, false",
			"2001:db8::/32, 2001:db8:1::1, true", "2001:db8::/32, 2001:db9::1, false", "0.0.0.0/0, 1.2.3.4, true",
			"10.1.2.3/8, 10.9.9.9, true" })
	void addressWhenComparedIsMasked(String network, String address, boolean accepted) {
		CertifiedKey root = ROOT.permit(network).selfSigned();
		assertThat(check(CertificateMaker.leaf().ip(address).issuedBy(root), root).isEmpty()).isEqualTo(accepted);
		CertifiedKey without = ROOT.exclude(network).selfSigned();
		assertThat(check(CertificateMaker.leaf().ip(address).issuedBy(without), without).isEmpty())
			.isEqualTo(!accepted);
	}

	@ParameterizedTest
	@CsvSource({ "'O=Example,C=DE', 'CN=a,O=example,C=DE', true", "'O=Example,C=DE', 'CN=a,O=Other,C=DE', false",
			"'O=Example,C=DE', 'O=Example', false", "'O=Example', 'CN=x\\,O=Example', false",
			"'O=Two  Words', 'CN=a,O=two words', true" })
	void directoryNameWhenComparedIsBelow(String base, String subject, boolean accepted) {
		byte[] name = new X500Principal(base).getEncoded();
		// GeneralSubtree { directoryName [4] EXPLICIT }
		CertifiedKey root = subtrees(true, tlv(0x30, tlv(0xa4, name)));
		assertThat(check(client(subject).issuedBy(root), root).isEmpty()).isEqualTo(accepted);
		CertifiedKey without = subtrees(false, tlv(0x30, tlv(0xa4, name)));
		assertThat(check(client(subject).issuedBy(without), without).isEmpty()).isEqualTo(!accepted);
	}

	@Test
	void checkWhenConstraintIsOfAnUnsupportedKindRefusesSuchNamesOnly() {
		// otherName [0] { 1.2.3, [0] NULL }
		byte[] other = HexFormat.of().parseHex("a00806022a03a0020500");
		byte[] constraints = tlv(0x30, tlv(0xa0, tlv(0x30, other)));
		CertifiedKey root = ROOT.extension("2.5.29.30", constraints).selfSigned();
		byte[] names = tlv(0x30, other);
		assertThat(check(CertificateMaker.leaf().extension("2.5.29.17", names).issuedBy(root), root)).hasSize(1);
		assertThat(check(CertificateMaker.localhost().issuedBy(root), root)).isEmpty();
	}

	@Test
	void checkWhenConstraintSaysHowFarRefusesSuchNamesOnly() {
		// GeneralSubtree { dNSName [2] "example", minimum [0] 1 }
		CertifiedKey root = subtrees(true, tlv(0x30, HexFormat.of().parseHex("82076578616d706c65800101")));
		assertThat(check(CertificateMaker.leaf().dns("a.example").issuedBy(root), root)).hasSize(1);
		assertThat(check(client("CN=a").ip("10.0.0.1").issuedBy(root), root)).isEmpty();
		CertifiedKey zero = subtrees(true, tlv(0x30, HexFormat.of().parseHex("82076578616d706c65800100")));
		assertThat(check(CertificateMaker.leaf().dns("a.example").issuedBy(zero), zero)).isEmpty();
	}

	@Test
	void checkWhenMailboxIsInternationalComparesItAsMail() {
		// otherName [0] { id-on-SmtpUTF8Mailbox, [0] UTF8String "a@example" }
		byte[] other = HexFormat.of().parseHex("a01706082b06010505070809a00b0c0961406578616d706c65");
		CertificateMaker leaf = client("CN=a").extension("2.5.29.17", tlv(0x30, other));
		CertifiedKey root = constrained("81", "example");
		assertThat(check(leaf.issuedBy(root), root)).isEmpty();
		CertifiedKey otherRoot = constrained("81", "test");
		assertThat(check(leaf.issuedBy(otherRoot), otherRoot)).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "3000", "30050500", "3002a000", "3002a100", "300da00b30098207657861707c652e",
			"3004a1003000", "300da10b30098207657861706c652ea000", "300ea00c300a8208ffffffffffffffff",
			"300ca00a300887060a000000ff00", "300ea00c300a87080a000000ff00ff00", "300aa008300686042e61002e",
			"300fa00d300b810961406240632e6465", "300fa00d300b86093132372e302e302e31" })
	void constraintsWhenMalformedAreNone(String hex) {
		assertThat(NameConstraints.of(HexFormat.of().parseHex(hex))).isNull();
	}

	@Test
	void checkWhenThereAreTooManyToCompareRefusesBeforeItCompares() {
		byte[] subtree = tlv(0x30, tlv(0x82, ascii("x.example")));
		byte[] thousand = repeated(subtree, 1100);
		CertifiedKey root = ROOT.criticalExtension("2.5.29.30", tlv(0x30, tlv(0xa1, thousand))).selfSigned();
		byte[] names = tlv(0x30, repeated(tlv(0x82, ascii("a.test")), 1000));
		CertifiedKey leaf = CertificateMaker.leaf().extension("2.5.29.17", names).issuedBy(root);
		NameConstraintRules rules = new NameConstraintRules();
		assertThat(check(rules, leaf, root)).extracting(Finding::message)
			.singleElement()
			.asString()
			.contains("too many names and constraints");
		// Who is refused once is not given a second chance in the same search.
		assertThat(rules.comparisons()).isEqualTo(NameConstraintRules.MOST_COMPARISONS);
		CertifiedKey small = ROOT.exclude("test").selfSigned();
		assertThat(check(rules, CertificateMaker.leaf().dns("a.example").issuedBy(small), small)).hasSize(1);
	}

	private static CertifiedKey constrained(String tag, String constraint) {
		return constrained(true, tag, constraint);
	}

	private static CertifiedKey constrained(boolean permitted, String tag, String constraint) {
		return subtrees(permitted, tlv(0x30, tlv(HexFormat.fromHexDigits(tag), ascii(constraint))));
	}

	private static CertifiedKey subtrees(boolean permitted, byte[] subtrees) {
		byte[] constraints = tlv(0x30, tlv(permitted ? 0xa0 : 0xa1, subtrees));
		// The JDK does not read an empty text, where it has to.
		return ROOT.extension("2.5.29.30", constraints).selfSigned();
	}

	private static CertificateMaker client(String subject) {
		return CertificateMaker.leaf().subject(subject);
	}

	private static List<Finding> check(CertifiedKey... path) {
		return check(new NameConstraintRules(), path);
	}

	private static List<Finding> check(NameConstraintRules rules, CertifiedKey... path) {
		List<X509Certificate> certificates = Arrays.stream(path).map(CertifiedKey::certificate).toList();
		return rules.check(certificates, certificates.stream().map(CertificateForm::of).toList());
	}

}
