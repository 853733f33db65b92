package dev.sslsocket.engine;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import javax.net.ssl.SSLParameters;

import dev.sslsocket.x509.IdentityKeyManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link EngineProbe}: what this JDK would do, by its own ClientHello.
 */
class EngineProbeTests {

	private static final boolean TAKES_GROUPS = Runtime.version().feature() >= 20;

	private static final boolean HAS_HYBRIDS = Runtime.version().feature() >= 27;

	private final EngineContext context = EngineProvider.JDK
		.open(new EngineSettings(new IdentityKeyManager(List.of()), List.of(), Duration.ofHours(1), 16));

	private final EngineProbe probe = this.context.probe();

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.3", "TLSv1.2" })
	void speaksWhenThePolicyAllows(String protocol) {
		assertThat(this.probe.speaks(protocol)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.1", "TLSv1", "SSLv3", "SSLv2Hello", "nonsense" })
	void speaksWhenThePolicyForbidsItThoughJsseListsItIsFalse(String protocol) {
		List<String> listed = Arrays.asList(this.context.supportedParameters().getProtocols());
		assertThat(listed.contains(protocol)).isEqualTo(!protocol.equals("nonsense"));
		assertThat(this.probe.speaks(protocol)).isFalse();
	}

	@Test
	void beginsWhenNoSuiteIsForTheVersionIsFalse() {
		SSLParameters parameters = this.context.defaultParameters();
		parameters.setProtocols(new String[] { "TLSv1.2" });
		assertThat(this.probe.begins(parameters)).isTrue();
		parameters.setCipherSuites(new String[] { "TLS_AES_128_GCM_SHA256" });
		assertThat(this.probe.begins(parameters)).isFalse();
		assertThat(this.probe.groups(parameters)).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void offersWhenTheJdkTakesGroupsIsWhatItHas(NamedGroup group) {
		if (!TAKES_GROUPS) {
			assertThatIllegalStateException().isThrownBy(() -> this.probe.offers(group, "TLSv1.3", "TLSv1.2"));
			return;
		}
		assertThat(this.probe.offers(group, "TLSv1.3", "TLSv1.2")).isEqualTo(!group.isHybrid() || HAS_HYBRIDS);
		assertThat(this.probe.offers(group, "TLSv1.2")).isEqualTo(!group.isHybrid());
	}

	@Test
	void offersWhenASchemeIsNotForTheVersionIsFalse() {
		if (!TlsParameters.takeSignatureSchemes()) {
			assertThat(Runtime.version().feature()).isLessThan(19);
			return;
		}
		assertThat(this.probe.offers(SignatureAlgorithm.RSA_PKCS1_SHA256, "TLSv1.2")).isTrue();
		assertThat(this.probe.offers(SignatureAlgorithm.RSA_PKCS1_SHA256, "TLSv1.3")).isFalse();
		for (SignatureAlgorithm scheme : SignatureAlgorithm.values()) {
			assertThat(this.probe.offers(scheme, "TLSv1.3", "TLSv1.2")).as(scheme.toString()).isTrue();
		}
	}

	@Test
	void groupsAndSignaturesWhenTheyAreTheJdksOwnAreNamed() {
		SSLParameters parameters = this.context.defaultParameters();
		assertThat(this.probe.groups(parameters))
			.containsSubsequence("x25519", "secp256r1", "secp384r1", "secp521r1", "x448", "ffdhe2048", "ffdhe8192")
			.allSatisfy((name) -> assertThat(NamedGroup.of(name)).isPresent());
		assertThat(this.probe.signatures(parameters)).startsWith("ecdsa_secp256r1_sha256")
			.contains("ed25519", "rsa_pss_rsae_sha256", "rsa_pkcs1_sha512");
	}

}
