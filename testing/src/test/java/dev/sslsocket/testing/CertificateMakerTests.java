package dev.sslsocket.testing;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CertificateMakerTests {

	private static final Clock NOON = Clock.fixed(Instant.parse("2030-06-01T12:00:00Z"), ZoneOffset.UTC);

	@ParameterizedTest
	@EnumSource
	void keyKindSignsAChainThatTheJdkAccepts(KeyKind kind) throws Exception {
		CertifiedKey root = CertificateMaker.ca().key(kind).selfSigned();
		CertifiedKey between = CertificateMaker.intermediate().issuedBy(root);
		CertifiedKey leaf = CertificateMaker.localhost().issuedBy(between);
		validate(leaf, root);
		assertThat(leaf.chain()).containsExactly(leaf.certificate(), between.certificate());
	}

	@Test
	void caMaySignCertificatesAndCrlsOnly() {
		X509Certificate ca = CertificateMaker.ca().selfSigned().certificate();
		assertThat(ca.getBasicConstraints()).isEqualTo(Integer.MAX_VALUE);
		assertThat(ca.getKeyUsage()).containsExactly(false, false, false, false, false, true, true, false, false);
		assertThat(ca.getSubjectX500Principal()).isEqualTo(ca.getIssuerX500Principal());
	}

	@Test
	void intermediateSignsLeavesOnly() {
		CertifiedKey root = CertificateMaker.ca().selfSigned();
		CertifiedKey first = CertificateMaker.intermediate().issuedBy(root);
		CertifiedKey second = CertificateMaker.intermediate().subject("CN=second").issuedBy(first);
		CertifiedKey leaf = CertificateMaker.leaf().issuedBy(second);
		assertThat(first.certificate().getBasicConstraints()).isZero();
		assertRefused(leaf, root, "pathLen");
	}

	@Test
	void leafIsNoCaAndServesBothSides() throws Exception {
		X509Certificate leaf = CertificateMaker.leaf().selfSigned().certificate();
		assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
		assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
		assertThat(leaf.getSubjectAlternativeNames()).isNull();
	}

	@Test
	void purposesWhenReplacedOrRemovedAreTheLastOnes() throws Exception {
		CertificateMaker leaf = CertificateMaker.leaf();
		assertThat(leaf.serverAuth().selfSigned().certificate().getExtendedKeyUsage())
			.containsExactly("1.3.6.1.5.5.7.3.1");
		assertThat(leaf.serverAuth().clientAuth().selfSigned().certificate().getExtendedKeyUsage())
			.containsExactly("1.3.6.1.5.5.7.3.2");
		assertThat(leaf.extendedKeyUsage().selfSigned().certificate().getExtendedKeyUsage()).isNull();
		assertThat(leaf.keyUsage(KeyUsage.keyAgreement).selfSigned().certificate().getKeyUsage()[4]).isTrue();
	}

	@Test
	void namesAreWrittenInOrder() throws Exception {
		X509Certificate certificate = CertificateMaker.leaf()
			.dns("*.example.com")
			.ip("127.0.0.1")
			.ip("::1")
			.email("me@example.com")
			.uri("spiffe://example.com/orders")
			.selfSigned()
			.certificate();
		assertThat(certificate.getSubjectAlternativeNames()).containsExactly(List.of(2, "*.example.com"),
				List.of(7, "127.0.0.1"), List.of(7, "0:0:0:0:0:0:0:1"), List.of(1, "me@example.com"),
				List.of(6, "spiffe://example.com/orders"));
		assertThat(certificate.getNonCriticalExtensionOIDs()).contains("2.5.29.17");
	}

	@Test
	void namesWhenSubjectIsEmptyAreCritical() {
		CertifiedKey root = CertificateMaker.ca().selfSigned();
		X509Certificate certificate = CertificateMaker.leaf().subject("").dns("localhost").issuedBy(root).certificate();
		assertThat(certificate.getSubjectX500Principal().getName()).isEmpty();
		assertThat(certificate.getCriticalExtensionOIDs()).contains("2.5.29.17");
	}

	@Test
	void ipWhenNotALiteralIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> CertificateMaker.leaf().ip("localhost"));
	}

	@Test
	void rawNameIsWrittenByteForByte() throws Exception {
		byte[] name = "localhost\0.evil.example".getBytes(StandardCharsets.US_ASCII);
		X509Certificate certificate = CertificateMaker.leaf()
			.rawName(GeneralName.dNSName, name)
			.selfSigned()
			.certificate();
		assertThat(certificate.getSubjectAlternativeNames())
			.containsExactly(List.of(2, new String(name, StandardCharsets.US_ASCII)));
	}

	@Test
	void rawNameWhenAnAddressOfFiveOctetsIsMalformed() {
		X509Certificate certificate = CertificateMaker.leaf()
			.rawName(GeneralName.iPAddress, new byte[] { 127, 0, 0, 1, 1 })
			.selfSigned()
			.certificate();
		assertThat(certificate.getExtensionValue("2.5.29.17")).endsWith(0x87, 5, 127, 0, 0, 1, 1);
	}

	@Test
	void validityFollowsTheClockAndTheWish() {
		CertificateMaker leaf = CertificateMaker.leaf();
		assertValidity(leaf.clock(NOON), "2030-06-01T11:00:00Z", "2030-06-08T12:00:00Z");
		assertValidity(leaf.expired().clock(NOON), "2030-05-01T12:00:00Z", "2030-05-31T12:00:00Z");
		assertValidity(leaf.notYetValid().clock(NOON), "2030-06-02T12:00:00Z", "2030-07-02T12:00:00Z");
		Instant end = Instant.parse("2099-12-31T23:59:59Z");
		assertValidity(leaf.notBefore(Instant.EPOCH).notAfter(end), "1970-01-01T00:00:00Z", "2099-12-31T23:59:59Z");
	}

	@Test
	void stepLeavesTheMakerBeforeItUnchanged() throws Exception {
		CertificateMaker plain = CertificateMaker.leaf();
		plain.dns("localhost").permit("example.com").expired().serial(BigInteger.TEN).without("2.5.29.15");
		X509Certificate certificate = plain.selfSigned().certificate();
		assertThat(certificate.getSubjectAlternativeNames()).isNull();
		assertThat(certificate.getCriticalExtensionOIDs()).containsExactlyInAnyOrder("2.5.29.15", "2.5.29.19");
		assertThat(certificate.getSerialNumber()).isNotEqualTo(BigInteger.TEN);
		certificate.checkValidity();
	}

	@Test
	void nameConstraintsBindWhatLiesBelow() throws Exception {
		CertifiedKey root = CertificateMaker.ca().selfSigned();
		CertificateMaker constrained = CertificateMaker.intermediate();
		CertificateMaker leaf = CertificateMaker.leaf().dns("a.example.com").ip("10.1.2.3");
		validate(leaf.issuedBy(constrained.permit("example.com").permit("10.0.0.0/8").issuedBy(root)), root);
		assertRefused(leaf.issuedBy(constrained.permit("example.org").issuedBy(root)), root, "name constraints");
		assertRefused(leaf.issuedBy(constrained.exclude("example.com").issuedBy(root)), root, "name constraints");
		assertRefused(leaf.issuedBy(constrained.permit("192.168.0.0/16").issuedBy(root)), root, "name constraints");
		assertRefused(leaf.issuedBy(constrained.exclude("10.1.0.0/16").issuedBy(root)), root, "name constraints");
	}

	@Test
	void serialIsWrittenAsItIs() {
		CertificateMaker leaf = CertificateMaker.leaf();
		assertThat(leaf.serial(BigInteger.ONE.negate()).selfSigned().certificate().getSerialNumber())
			.isEqualTo(BigInteger.ONE.negate());
		assertThat(leaf.selfSigned().certificate().getSerialNumber()).isPositive()
			.isNotEqualTo(leaf.selfSigned().certificate().getSerialNumber());
	}

	@Test
	void keyPairWhenHandedInIsCertified() throws Exception {
		KeyPair pair = KeyKind.RSA_2048.newKeyPair();
		CertifiedKey key = CertificateMaker.leaf().keyPair(pair).selfSigned();
		assertThat(key.certificate().getPublicKey()).isEqualTo(pair.getPublic());
		assertThat(key.privateKey()).isEqualTo(pair.getPrivate());
		assertThat(
				CertificateMaker.leaf().keyPair(pair).key(KeyKind.RSA_2048).selfSigned().certificate().getPublicKey())
			.isNotEqualTo(pair.getPublic());
	}

	@Test
	void extensionReplacesOneOfTheSameIdentifier() throws Exception {
		byte[] nothing = DERNull.INSTANCE.getEncoded();
		CertificateMaker leaf = CertificateMaker.leaf().dns("localhost");
		X509Certificate malformed = leaf.extension("2.5.29.17", nothing).selfSigned().certificate();
		assertThat(malformed.getExtensionValue("2.5.29.17")).endsWith(5, 0);
		X509Certificate unknown = leaf.criticalExtension("1.2.3.4", nothing).selfSigned().certificate();
		assertThat(unknown.getCriticalExtensionOIDs()).contains("1.2.3.4");
	}

	@Test
	void placesOfRevocationAnswersAreWritten() {
		X509Certificate certificate = CertificateMaker.leaf()
			.crlDistributionPoint("http://127.0.0.1/ca.crl")
			.ocspResponder("http://127.0.0.1/ocsp")
			.selfSigned()
			.certificate();
		assertThat(text(certificate.getExtensionValue("2.5.29.31"))).endsWith("http://127.0.0.1/ca.crl");
		assertThat(text(certificate.getExtensionValue("1.3.6.1.5.5.7.1.1"))).endsWith("http://127.0.0.1/ocsp");
	}

	private static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.ISO_8859_1);
	}

	private static void assertValidity(CertificateMaker maker, String from, String until) {
		X509Certificate certificate = maker.selfSigned().certificate();
		assertThat(certificate.getNotBefore()).isEqualTo(from);
		assertThat(certificate.getNotAfter()).isEqualTo(until);
	}

	private static void assertRefused(CertifiedKey leaf, CertifiedKey root, String reason) {
		assertThatExceptionOfType(CertPathValidatorException.class).isThrownBy(() -> validate(leaf, root))
			.withMessageContaining(reason);
	}

	private static void validate(CertifiedKey leaf, CertifiedKey root) throws Exception {
		PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root.certificate(), null)));
		parameters.setRevocationEnabled(false);
		CertPathValidator.getInstance("PKIX")
			.validate(CertificateFactory.getInstance("X.509").generateCertPath(leaf.chain()), parameters);
	}

}
