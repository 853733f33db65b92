package dev.sslsocket.verify;

import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.RSAPublicKeySpec;
import java.util.List;

import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.KeyKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StrengthRules}; SHA-1 signatures are in OpenSslAgreementTests.
 */
class StrengthRulesTests {

	@ParameterizedTest
	@EnumSource(value = KeyKind.class,
			names = { "EC_P256", "EC_P384", "EC_P521", "RSA_2048", "RSA_PSS_2048", "ED25519" })
	void checkWhenKeyIsStrongFindsNothing(KeyKind kind) {
		assertThat(StrengthRules.check(List.of(certificate(kind.newKeyPair())), false)).isEmpty();
	}

	@Test
	void checkWhenRsaKeyIsShortSaysHowLongItMustBe() {
		X509Certificate weak = certificate(KeyKind.RSA_1024.newKeyPair());
		List<Finding> findings = StrengthRules.check(List.of(weak), false);
		assertThat(findings).singleElement().satisfies((finding) -> {
			assertThat(finding.reason()).isEqualTo(SslReason.WEAK_ALGORITHM);
			assertThat(finding.message())
				.isEqualTo("CN=test (depth 0) has an RSA key of 1024 bits; at least 2048 are needed.");
		});
	}

	@Test
	void checkWhenAnchorHasAShortKeyFindsIt() {
		X509Certificate weak = certificate(KeyKind.RSA_1024.newKeyPair());
		X509Certificate strong = certificate(KeyKind.EC_P256.newKeyPair());
		assertThat(StrengthRules.check(List.of(strong, weak), true)).singleElement()
			.satisfies((finding) -> assertThat(finding.depth()).isEqualTo(1));
	}

	@Test
	void checkWhenKeyIsDsaRefuses() throws Exception {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("DSA");
		generator.initialize(2048);
		assertThat(StrengthRules.check(List.of(certificate(generator.generateKeyPair())), false))
			.extracting(Finding::message)
			.containsExactly("CN=test (depth 0) has a DSA key, which TLS no longer uses.");
	}

	@Test
	void checkWhenRsaKeyIsHugeRefuses() throws Exception {
		RSAPublicKeySpec huge = new RSAPublicKeySpec(BigInteger.ONE.shiftLeft(8192).add(BigInteger.ONE),
				BigInteger.valueOf(65537));
		KeyPair pair = new KeyPair(KeyFactory.getInstance("RSA").generatePublic(huge),
				KeyKind.RSA_2048.newKeyPair().getPrivate());
		X509Certificate certificate = CertificateMaker.leaf()
			.keyPair(pair)
			.issuedBy(CertificateMaker.ca().selfSigned())
			.certificate();
		assertThat(StrengthRules.check(List.of(certificate), false)).extracting(Finding::message)
			.containsExactly("CN=test (depth 0) has an RSA key of 8193 bits; at most 8192 are accepted.");
	}

	private static X509Certificate certificate(KeyPair keyPair) {
		return CertificateMaker.leaf().keyPair(keyPair).selfSigned().certificate();
	}

}
