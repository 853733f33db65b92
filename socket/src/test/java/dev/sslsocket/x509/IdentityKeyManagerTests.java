package dev.sslsocket.x509;

import java.security.Principal;
import java.util.List;

import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.KeyKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class IdentityKeyManagerTests {

	private static final CertifiedKey CA = CertificateMaker.ca().subject("CN=ca").selfSigned();

	private static final CertifiedKey RSA_CA = CertificateMaker.ca()
		.subject("CN=rsa ca")
		.key(KeyKind.RSA_2048)
		.selfSigned();

	private static final SslIdentity EC = identity(CertificateMaker.leaf().issuedBy(CA));

	private static final SslIdentity EC_BY_RSA = identity(CertificateMaker.leaf().issuedBy(RSA_CA));

	private static final SslIdentity RSA = identity(CertificateMaker.leaf().key(KeyKind.RSA_2048).issuedBy(CA));

	private static final SslIdentity ED25519 = identity(CertificateMaker.leaf().key(KeyKind.ED25519).issuedBy(CA));

	private static final SslIdentity PSS = identity(CertificateMaker.leaf().key(KeyKind.RSA_PSS_2048).issuedBy(CA));

	private static final List<SslIdentity> ALL = List.of(EC, EC_BY_RSA, RSA, ED25519, PSS);

	private final IdentityKeyManager manager = new IdentityKeyManager(ALL);

	@ParameterizedTest(name = "{0}")
	@CsvSource({ "EC, 0", "EC_EC, 0", "EC_RSA, 1", "ECDHE_ECDSA, 0", "ECDH_ECDSA, 0", "ECDH_RSA, 1", "RSA, 2",
			"DHE_RSA, 2", "ECDHE_RSA, 2", "EdDSA, 3", "RSASSA-PSS, 4", "DSA, -1", "DH_RSA, -1", "DHE_DSS, -1",
			"RSA_RSA, -1" })
	void chooseWhenKeyTypeIsAskedForFindsTheFirstThatFits(String keyType, int place) {
		String expected = (place < 0) ? null : place + "-" + ALL.get(place).fingerprint();
		assertThat(this.manager.chooseEngineServerAlias(keyType, null, null)).isEqualTo(expected);
		assertThat(this.manager.chooseServerAlias(keyType, null, null)).isEqualTo(expected);
		assertThat(this.manager.chooseEngineClientAlias(new String[] { keyType }, null, null)).isEqualTo(expected);
		assertThat(this.manager.chooseClientAlias(new String[] { keyType }, null, null)).isEqualTo(expected);
	}

	@Test
	void chooseWhenClientMayUseSeveralTypesTakesTheUsersOrder() {
		String[] keyTypes = { "EdDSA", "RSA", "EC" };
		assertThat(this.manager.chooseEngineClientAlias(keyTypes, null, null)).startsWith("0-");
	}

	@Test
	void chooseWhenServerListsACaPrefersItsIdentity() {
		Principal[] issuers = { RSA_CA.certificate().getSubjectX500Principal() };
		String[] keyTypes = { "EC", "RSA" };
		assertThat(this.manager.chooseEngineClientAlias(keyTypes, issuers, null)).startsWith("1-");
		assertThat(this.manager.chooseClientAlias(keyTypes, issuers, null)).startsWith("1-");
		assertThat(this.manager.chooseClientAlias(new String[] { "RSA" }, issuers, null)).startsWith("2-");
		assertThat(this.manager.getClientAliases("EC", issuers)).containsExactly("1-" + EC_BY_RSA.fingerprint(),
				"0-" + EC.fingerprint());
	}

	@Test
	void chooseWhenServerIsGivenIssuersIgnoresThem() {
		Principal[] issuers = { RSA_CA.certificate().getSubjectX500Principal() };
		assertThat(this.manager.chooseEngineServerAlias("EC", issuers, null)).startsWith("0-");
		assertThat(this.manager.chooseServerAlias("EC", issuers, null)).startsWith("0-");
		assertThat(this.manager.getServerAliases("EC", issuers)).containsExactly("0-" + EC.fingerprint(),
				"1-" + EC_BY_RSA.fingerprint());
	}

	@Test
	void aliasWhenKnownLeadsToKeyAndChain() {
		String alias = this.manager.chooseServerAlias("RSA", null, null);
		assertThat(this.manager.getPrivateKey(alias)).isSameAs(RSA.privateKey());
		assertThat(this.manager.getCertificateChain(alias)).containsExactlyElementsOf(RSA.chain());
	}

	@Test
	void aliasWhenUnknownLeadsNowhere() {
		assertThat(this.manager.getPrivateKey("0")).isNull();
		assertThat(this.manager.getCertificateChain("0")).isNull();
	}

	@Test
	void aliasesWhenOneIdentityIsGivenTwiceDiffer() {
		assertThat(new IdentityKeyManager(List.of(EC, EC)).getServerAliases("EC", null)).doesNotHaveDuplicates()
			.hasSize(2);
	}

	@Test
	void chooseWhenThereAreNoIdentitiesOffersNothing() {
		IdentityKeyManager none = new IdentityKeyManager(List.of());
		assertThat(none.chooseEngineClientAlias(new String[] { "EC" }, null, null)).isNull();
		assertThat(none.chooseEngineServerAlias("EC", null, null)).isNull();
		assertThat(none.getClientAliases("EC", null)).isNull();
		assertThat(none.getServerAliases("EC", null)).isNull();
	}

	private static SslIdentity identity(CertifiedKey certified) {
		return SslIdentity.of(certified.privateKey(), certified.certificate());
	}

}
