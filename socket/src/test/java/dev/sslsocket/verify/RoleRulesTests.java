package dev.sslsocket.verify;

import java.security.cert.X509Certificate;
import java.util.List;

import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.CertificateMaker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RoleRules}. Key usage bits are numbered as RFC 5280 section 4.2.1.3
 * draws them in the first octet.
 */
class RoleRulesTests {

	private static final int DIGITAL_SIGNATURE = 1 << 7;

	private static final int KEY_ENCIPHERMENT = 1 << 5;

	private static final int KEY_AGREEMENT = 1 << 3;

	private static final int KEY_CERT_SIGN = 1 << 2;

	private static final int CRL_SIGN = 1 << 1;

	private static final String EMAIL = "1.3.6.1.5.5.7.3.4";

	private static final String ANY = "2.5.29.37.0";

	private static final X509Certificate CA = CertificateMaker.ca().selfSigned().certificate();

	@ParameterizedTest
	@EnumSource(names = { "SERVER", "CLIENT" })
	void checkWhenCertificateIsForBothRolesFindsNothing(Role role) {
		assertThat(RoleRules.check(List.of(leaf(CertificateMaker.leaf()), CA), role, true)).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVER", "CLIENT" })
	void checkWhenThereIsNoUsageAtAllFindsNothing(Role role) {
		X509Certificate plain = leaf(CertificateMaker.leaf().extendedKeyUsage().without("2.5.29.15"));
		assertThat(RoleRules.check(List.of(plain, CA), role, true)).isEmpty();
	}

	@Test
	void checkWhenExtendedUsageLacksTheRoleSaysWhatItAllows() {
		X509Certificate client = leaf(CertificateMaker.leaf().clientAuth());
		assertThat(messages(RoleRules.check(List.of(client, CA), Role.SERVER, true)))
			.containsExactly("CN=test (depth 0) is not meant for a server: its extended key usage is clientAuth.");
		X509Certificate server = leaf(CertificateMaker.leaf().serverAuth());
		assertThat(messages(RoleRules.check(List.of(server, CA), Role.CLIENT, true)))
			.containsExactly("CN=test (depth 0) is not meant for a client: its extended key usage is serverAuth.");
	}

	@Test
	void checkWhenExtendedUsageIsAnyAloneRefusesAndBesideTheRoleDoesNot() {
		X509Certificate any = leaf(CertificateMaker.leaf().extendedKeyUsage(ANY));
		assertThat(messages(RoleRules.check(List.of(any, CA), Role.SERVER, true)))
			.containsExactly("CN=test (depth 0) is not meant for a server: its extended key usage is any.");
		X509Certificate both = leaf(CertificateMaker.leaf().extendedKeyUsage(ANY, Role.SERVER.purpose()));
		assertThat(RoleRules.check(List.of(both, CA), Role.SERVER, true)).isEmpty();
	}

	@Test
	void checkWhenIssuerIsLimitedToOtherPurposesRefuses() {
		X509Certificate mailCa = CertificateMaker.intermediate().extendedKeyUsage(EMAIL).selfSigned().certificate();
		assertThat(messages(RoleRules.check(List.of(leaf(CertificateMaker.leaf()), mailCa, CA), Role.SERVER, true)))
			.containsExactly("CN=Test Intermediate CA (depth 1) may not issue certificates for a server: its extended"
					+ " key usage is emailProtection.");
	}

	@Test
	void checkWhenKeyUsageDoesNotFitTlsRefuses() {
		X509Certificate usedAsServer = leaf(CertificateMaker.ca().keyUsage(KEY_CERT_SIGN | CRL_SIGN));
		assertThat(messages(RoleRules.check(List.of(usedAsServer, CA), Role.SERVER, true)))
			.containsExactly("CN=Test CA (depth 0) is not meant for a server: its key usage is keyCertSign, cRLSign;"
					+ " digitalSignature is needed.");
	}

	@Test
	void checkWhenKeyUsageIsEnciphermentFitsServersOnly() {
		X509Certificate encipherment = leaf(CertificateMaker.leaf().keyUsage(KEY_ENCIPHERMENT));
		assertThat(RoleRules.check(List.of(encipherment, CA), Role.SERVER, true)).isEmpty();
		assertThat(RoleRules.check(List.of(encipherment, CA), Role.CLIENT, true)).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVER", "CLIENT" })
	void checkWhenKeyUsageIsAgreementOrSignatureFindsNothing(Role role) {
		assertThat(RoleRules.check(List.of(leaf(CertificateMaker.leaf().keyUsage(KEY_AGREEMENT)), CA), role, true))
			.isEmpty();
		assertThat(RoleRules.check(List.of(leaf(CertificateMaker.leaf().keyUsage(DIGITAL_SIGNATURE)), CA), role, true))
			.isEmpty();
	}

	@Test
	void checkWhenIssuerIsNoCaRefuses() {
		X509Certificate leaf = leaf(CertificateMaker.leaf());
		assertThat(messages(RoleRules.check(List.of(leaf, leaf), Role.SERVER, true)))
			.containsExactly("CN=test (depth 1) is not a CA, but issued a certificate.");
		X509Certificate noConstraints = CertificateMaker.ca().without("2.5.29.19").selfSigned().certificate();
		assertThat(RoleRules.check(List.of(leaf, noConstraints), Role.SERVER, true)).hasSize(1);
	}

	@Test
	void checkWhenIssuerMayNotSignRefuses() {
		X509Certificate mute = CertificateMaker.ca().keyUsage(CRL_SIGN).selfSigned().certificate();
		List<Finding> findings = RoleRules.check(List.of(leaf(CertificateMaker.leaf()), mute), Role.SERVER, true);
		assertThat(messages(findings)).containsExactly(
				"CN=Test CA (depth 1) may not issue certificates: its key usage is cRLSign, without keyCertSign.");
		assertThat(findings.get(0).reason()).isEqualTo(SslReason.UNSUITABLE_CERTIFICATE);
		assertThat(findings.get(0).depth()).isEqualTo(1);
	}

	@Test
	void checkWhenCaWithoutKeyUsageIsTheServerItselfFindsNothing() {
		X509Certificate own = CertificateMaker.ca().without("2.5.29.15").selfSigned().certificate();
		assertThat(RoleRules.check(List.of(own), Role.SERVER, true)).isEmpty();
	}

	private static X509Certificate leaf(CertificateMaker maker) {
		return maker.selfSigned().certificate();
	}

	private static List<String> messages(List<Finding> findings) {
		return findings.stream().map(Finding::message).toList();
	}

}
