package dev.sslsocket.verify;

import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.CrlMaker;
import dev.sslsocket.x509.Material;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Partition}, through {@link PeerVerifier#partition()}.
 */
class PartitionTests {

	private static final X509Certificate FIRST = CertificateMaker.ca().selfSigned().certificate();

	private static final X509Certificate SECOND = CertificateMaker.ca().selfSigned().certificate();

	private static final String PIN = "ab".repeat(32);

	private final VerifyCallback callback = VerifyEvent::ok;

	@Test
	void partitionWhenSettingsAreTheSameIsTheSame() {
		assertThat(with(FIRST).build().partition()).isEqualTo(with(FIRST).contextName("other").build().partition())
			.matches("[0-9a-f]{64}");
		assertThat(with(FIRST).callback(this.callback).build().partition())
			.isEqualTo(with(FIRST).callback(this.callback).build().partition());
	}

	@Test
	void partitionWhenOrderOrSourceOfTrustDiffersIsTheSame() {
		List<TrustSource> twice = List.of(TrustSource.certificates(SECOND), TrustSource.certificates(FIRST, SECOND));
		assertThat(with(FIRST, SECOND).build().partition()).isEqualTo(with(FIRST).trust(twice).build().partition());
	}

	@Test
	void partitionWhenOrderOrSpellingOfPinsDiffersIsTheSame() {
		assertThat(with(FIRST).pins(PinSet.of(PIN, "pub$" + PIN)).build().partition())
			.isEqualTo(with(FIRST).pins(PinSet.of("SHA256$PUB$" + PIN, "sha256$" + PIN)).build().partition());
	}

	@Test
	void partitionWhenAnySettingDiffersDiffers() {
		VerifyCallback other = (event) -> true;
		Set<String> partitions = Stream
			.of(with(FIRST), with(SECOND), with(FIRST, SECOND), with(FIRST).verifyServers(VerifyMode.NONE),
					with(FIRST).hostnameScheme(HostnameScheme.NONE), with(FIRST).clientAuth(ClientAuth.WANT),
					with(FIRST).clientAuth(ClientAuth.NEED), with(FIRST).callback(this.callback),
					with(FIRST).callback(other), with(FIRST).pins(PinSet.of(PIN)),
					with(FIRST).pins(PinSet.of(PinMode.ADDITIONAL, PIN)),
					with(FIRST).pins(PinSet.of(PinMode.ENFORCE, PIN)), with(FIRST).pins(PinSet.of("pub$" + PIN)),
					with(FIRST).pins(PinSet.of(PIN, "pub$" + PIN)), PeerVerifier.builder())
			.map((builder) -> builder.build().partition())
			.collect(Collectors.toSet());
		assertThat(partitions).hasSize(15);
	}

	@Test
	void partitionWhenRevocationOrAListDiffersDiffers() {
		CertifiedKey ca = CertificateMaker.ca().selfSigned();
		String empty = CrlMaker.issuedBy(ca).pem();
		String revoking = CrlMaker.issuedBy(ca).revoke(BigInteger.TEN).pem();
		List<Revocation> settings = List.of(Revocation.off(), lists(RevocationScope.LEAF, empty),
				lists(RevocationScope.CHAIN, empty), lists(RevocationScope.LEAF, revoking),
				lists(RevocationScope.LEAF, empty + revoking), Revocation.builder().ocsp(OcspMode.STAPLE).build(),
				Revocation.builder().ocsp(OcspMode.STAPLE).mustStaple(true).build(),
				Revocation.builder().ocsp(OcspMode.SOFT).build(), Revocation.builder().ocsp(OcspMode.HARD).build(),
				Revocation.builder().ocsp(OcspMode.HARD).ocspScope(RevocationScope.CHAIN).build());
		assertThat(settings.stream().map((revocation) -> with(FIRST).revocation(revocation).build().partition()))
			.doesNotHaveDuplicates();
		assertThat(with(FIRST).revocation(lists(RevocationScope.LEAF, empty + revoking)).build().partition())
			.isEqualTo(with(FIRST).revocation(lists(RevocationScope.LEAF, revoking + empty)).build().partition());
	}

	private static Revocation lists(RevocationScope scope, String pem) {
		return Revocation.builder().crl(scope).crlFile(Material.inline(pem)).build();
	}

	@Test
	void partitionWhenSchemeDiffersDiffers() {
		assertThat(Stream.of(HostnameScheme.values())
			.map((scheme) -> with(FIRST).hostnameScheme(scheme).build().partition())).doesNotHaveDuplicates();
	}

	@Test
	void partitionWhenCallbacksAreEqualButNotTheSameDiffers() {
		assertThat(with(FIRST).callback(new Agreeing(1)).build().partition())
			.isNotEqualTo(with(FIRST).callback(new Agreeing(1)).build().partition());
	}

	private static PeerVerifierBuilder with(X509Certificate... trusted) {
		return PeerVerifier.builder().trust(List.of(TrustSource.certificates(trusted)));
	}

	private record Agreeing(int number) implements VerifyCallback {

		@Override
		public boolean verify(VerifyEvent event) {
			return true;
		}

	}

}
