package dev.sslsocket.x509;

import java.util.Arrays;

import dev.sslsocket.testing.KeyKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PeerSignatures}. That JSSE's names are these is seen in
 * {@code OpensslServerNameTests}.
 */
class PeerSignaturesTests {

	@ParameterizedTest(name = "{0}, {1}")
	@CsvSource({ "EC_P256, SHA256withECDSA, true, true", "EC_P256, SHA384withECDSA, true, false",
			"EC_P384, SHA384withECDSA, true, true", "EC_P521, SHA512withECDSA, true, true",
			"EC_P256, Ed25519, false, false", "EC_P256, SHA256withRSA RSASSA-PSS, false, false",
			"RSA_2048, SHA256withRSA, true, true", "RSA_2048, RSASSA-PSS, true, true",
			"RSA_2048, SHA256withECDSA, false, true", "RSA_PSS_2048, RSASSA-PSS, true, true",
			"RSA_PSS_2048, SHA256withRSA, false, true", "ED25519, Ed25519, true, true",
			"ED25519, SHA256withECDSA, false, true" })
	void algorithmsWhenListedSayWhichKeysAreOfUse(KeyKind kind, String listed, boolean included, boolean preferred) {
		PeerSignatures signatures = new PeerSignatures(Arrays.asList(listed.split(" ")));
		assertThat(signatures.include(kind.newKeyPair().getPublic())).isEqualTo(included);
		assertThat(signatures.prefer(kind.newKeyPair().getPublic())).isEqualTo(preferred);
	}

	@ParameterizedTest
	@EnumSource(names = { "EC_P256", "RSA_2048", "RSA_PSS_2048", "ED25519" })
	void algorithmsWhenNoneIsListedExcludeNothing(KeyKind kind) {
		assertThat(PeerSignatures.of((javax.net.ssl.SSLEngine) null).include(kind.newKeyPair().getPublic())).isTrue();
	}

}
