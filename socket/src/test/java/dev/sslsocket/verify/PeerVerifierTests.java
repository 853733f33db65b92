package dev.sslsocket.verify;

import java.io.ByteArrayInputStream;
import java.security.KeyPair;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.sslsocket.failure.SslCertificateException;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.KeyKind;
import dev.sslsocket.x509.PeerCertificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link PeerVerifier}: chains.
 */
class PeerVerifierTests {

	private static final CertifiedKey CA = CertificateMaker.ca().subject("CN=Demo CA").selfSigned();

	private static final CertifiedKey SERVER = CertificateMaker.localhost().issuedBy(CA);

	@Test
	void verifyServerWhenChainAndNameAreGoodReturnsTheChainWithItsAnchor() throws Exception {
		assertThat(trusting(CA).verifyServer(SERVER.chain(), "localhost")).isEqualTo(certificates(SERVER, CA));
	}

	@Test
	void verifyServerWhenKeysAreOfAnyKindReturnsTheChain() throws Exception {
		for (KeyKind kind : List.of(KeyKind.RSA_2048, KeyKind.RSA_PSS_2048, KeyKind.ED25519, KeyKind.EC_P384)) {
			CertifiedKey ca = CertificateMaker.ca().key(kind).selfSigned();
			CertifiedKey server = CertificateMaker.localhost().key(kind).issuedBy(ca);
			assertThat(trusting(ca).verifyServer(server.chain(), "::1")).as(kind.name()).hasSize(2);
		}
	}

	@Test
	void verifyServerWhenModeIsNoneReturnsWhatWasPresented() throws Exception {
		PeerVerifier verifier = PeerVerifier.builder().verifyServers(VerifyMode.NONE).build();
		assertThat(verifier.verifyServer(SERVER.chain(), "elsewhere")).isEqualTo(SERVER.chain());
		assertThat(verifier.verifyServer(List.of(), null)).isEmpty();
	}

	@Test
	void verifyServerWhenSchemeIsNoneDoesNotAskForTheName() throws Exception {
		PeerVerifier verifier = PeerVerifier.builder()
			.trust(List.of(TrustSource.certificates(CA.certificate())))
			.hostnameScheme(HostnameScheme.NONE)
			.build();
		assertThat(verifier.verifyServer(SERVER.chain(), "elsewhere")).hasSize(2);
		assertThat(verifier.verifyServer(SERVER.chain(), null)).hasSize(2);
	}

	@Test
	void verifyServerWhenNothingIsPresentedRefuses() {
		SslCertificateException refusal = refusal(trusting(CA), List.of(), "localhost");
		assertThat(refusal.reason()).isEqualTo(SslReason.CERTIFICATE_REQUIRED);
		assertThat(refusal).hasMessage("the server presented no certificate.");
		assertThat(refusal.depth()).isEqualTo(-1);
	}

	@Test
	void verifyServerWhenSelfSignedSaysWhatIsTrustedAndHowToTrustIt() {
		CertifiedKey own = CertificateMaker.localhost().selfSigned();
		PeerCertificate shown = PeerCertificate.of(own.certificate());
		SslCertificateException refusal = refusal(trusting(CA), own.chain(), "localhost");
		assertThat(refusal.reason()).isEqualTo(SslReason.UNKNOWN_CA);
		assertThat(refusal.subject()).isEqualTo("CN=localhost");
		assertThat(refusal).hasMessage("presented CN=localhost, signed by itself, sha256 " + shown.fingerprintColons()
				+ " Context 'default' trusts 1 CA (CN=Demo CA). Trust it with ssl.ca-file, or pin it: ssl.pins: "
				+ shown.fingerprint("sha256"));
	}

	@Test
	void verifyServerWhenIssuerIsUnknownNamesIt() {
		CertifiedKey stranger = CertificateMaker.ca().subject("CN=Stranger").selfSigned();
		CertifiedKey server = CertificateMaker.localhost().issuedBy(stranger);
		PeerVerifier verifier = PeerVerifier.builder().contextName("orders").trust(List.of(TrustSource.none())).build();
		SslCertificateException refusal = refusal(verifier, server.chain(), "localhost");
		assertThat(refusal.getMessage()).startsWith("presented CN=localhost, issued by CN=Stranger, sha256 ")
			.contains(" Context 'orders' trusts no CA. ");
	}

	@Test
	void verifyServerWhenIntermediateIsUnknownSaysWhereTheChainEnds() {
		CertifiedKey root = CertificateMaker.ca().subject("CN=Far Root").selfSigned();
		CertifiedKey sub = CertificateMaker.intermediate().issuedBy(root);
		SslCertificateException refusal = refusal(trusting(CA), CertificateMaker.localhost().issuedBy(sub).chain(),
				"localhost");
		assertThat(refusal.getMessage())
			.contains("; the chain ends at CN=Test Intermediate CA, issued by CN=Far Root. Context 'default' ");
		assertThat(refusal.depth()).isEqualTo(1);
	}

	@Test
	void verifyServerWhenTrustedCaIsANamesakeSaysSo() {
		CertifiedKey namesake = CertificateMaker.ca().subject("CN=Demo CA").selfSigned();
		SslCertificateException refusal = refusal(trusting(namesake), SERVER.chain(), "localhost");
		assertThat(refusal.reason()).isEqualTo(SslReason.UNKNOWN_CA);
		assertThat(refusal.getMessage()).contains(". A trusted CA of that name has another key. Context 'default' ");
	}

	@Test
	void verifyServerWhenNamesakeHasNoKeyIdentifierFindsTheSignatureWrong() {
		CertifiedKey namesake = CertificateMaker.ca().subject("CN=Demo CA").without("2.5.29.14").selfSigned();
		CertifiedKey rsaNamesake = CertificateMaker.ca()
			.subject("CN=Demo CA")
			.key(KeyKind.RSA_2048)
			.without("2.5.29.14")
			.selfSigned();
		SslCertificateException refusal = refusal(trusting(namesake, rsaNamesake), SERVER.chain(), "localhost");
		assertThat(refusal.reason()).isEqualTo(SslReason.UNKNOWN_CA);
		assertThat(refusal.getMessage()).contains("A trusted CA of that name has another key.");
	}

	@Test
	void verifyServerWhenNamesakesAreTrustedTooFindsTheRightOne() throws Exception {
		CertifiedKey silentCa = CertificateMaker.ca().subject("CN=Demo CA").without("2.5.29.14").selfSigned();
		CertifiedKey namesake = CertificateMaker.ca().subject("CN=Demo CA").without("2.5.29.14").selfSigned();
		CertifiedKey server = CertificateMaker.localhost().without("2.5.29.35").issuedBy(silentCa);
		assertThat(trusting(namesake, CA, silentCa).verifyServer(server.chain(), "localhost"))
			.isEqualTo(certificates(server, silentCa));
	}

	@Test
	void verifyServerWhenSignatureIsDamagedBlamesTheCertificate() throws Exception {
		byte[] der = SERVER.certificateDer();
		der[der.length - 1] ^= 1;
		X509Certificate damaged = (X509Certificate) CertificateFactory.getInstance("X.509")
			.generateCertificate(new ByteArrayInputStream(der));
		SslCertificateException refusal = refusal(trusting(CA), List.of(damaged), "localhost");
		assertThat(refusal.reason()).isEqualTo(SslReason.BAD_CERTIFICATE);
		assertThat(refusal).hasMessage("CN=localhost (depth 0) is not signed by the key of CN=Demo CA (depth 1).");
	}

	@Test
	void verifyServerWhenSubCaIsTrustedEndsThere() throws Exception {
		CertifiedKey sub = CertificateMaker.intermediate().issuedBy(CA);
		CertifiedKey server = CertificateMaker.localhost().issuedBy(sub);
		assertThat(trusting(sub).verifyServer(List.of(server.certificate()), "localhost"))
			.isEqualTo(certificates(server, sub));
	}

	@Test
	void verifyServerWhenLeafIsTrustedEndsThereAndStillChecksIt() throws Exception {
		assertThat(trusting(SERVER).verifyServer(SERVER.chain(), "localhost")).isEqualTo(certificates(SERVER));
		assertThat(reason(trusting(SERVER), SERVER.chain(), "elsewhere")).isEqualTo(SslReason.HOSTNAME_MISMATCH);
		CertifiedKey expired = CertificateMaker.localhost().expired().selfSigned();
		assertThat(reason(trusting(expired), expired.chain(), "localhost")).isEqualTo(SslReason.CERTIFICATE_EXPIRED);
		CertifiedKey client = CertificateMaker.localhost().clientAuth().selfSigned();
		assertThat(reason(trusting(client), client.chain(), "localhost")).isEqualTo(SslReason.UNSUITABLE_CERTIFICATE);
		CertifiedKey critical = CertificateMaker.localhost()
			.criticalExtension("1.2.3.4", new byte[] { 5, 0 })
			.selfSigned();
		assertThat(reason(trusting(critical), critical.chain(), "localhost")).isEqualTo(SslReason.BAD_CERTIFICATE);
	}

	@Test
	void verifyServerWhenLeafIsExpiredSaysSoByTheClock() {
		CertifiedKey server = CertificateMaker.localhost().issuedBy(CA);
		Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(100));
		PeerVerifier verifier = PeerVerifier.builder()
			.trust(List.of(TrustSource.certificates(CA.certificate())))
			.clock(later)
			.build();
		SslCertificateException refusal = refusal(verifier, server.chain(), "localhost");
		assertThat(refusal.reason()).isEqualTo(SslReason.CERTIFICATE_EXPIRED);
		assertThat(refusal.getMessage()).contains(" days ago (this machine's clock: ");
	}

	@Test
	void verifyServerWhenRootIsExpiredRefuses() {
		CertifiedKey oldCa = CertificateMaker.ca().expired().selfSigned();
		SslCertificateException refusal = refusal(trusting(oldCa), CertificateMaker.localhost().issuedBy(oldCa).chain(),
				"localhost");
		assertThat(refusal.reason()).isEqualTo(SslReason.CERTIFICATE_EXPIRED);
		assertThat(refusal.depth()).isEqualTo(1);
	}

	@Test
	void verifyServerWhenOnePathIsExpiredTakesTheOther() throws Exception {
		KeyPair key = KeyKind.EC_P256.newKeyPair();
		CertifiedKey otherRoot = CertificateMaker.ca().subject("CN=Other Root").selfSigned();
		CertifiedKey expired = CertificateMaker.ca().subject("CN=Sub").keyPair(key).expired().issuedBy(CA);
		CertifiedKey current = CertificateMaker.ca().subject("CN=Sub").keyPair(key).issuedBy(otherRoot);
		CertifiedKey server = CertificateMaker.localhost().issuedBy(current);
		List<X509Certificate> presented = certificates(server, expired, current);
		assertThat(trusting(CA, otherRoot).verifyServer(presented, "localhost"))
			.isEqualTo(certificates(server, current, otherRoot));
		assertThat(reason(trusting(CA), presented, "localhost")).isEqualTo(SslReason.CERTIFICATE_EXPIRED);
	}

	@Test
	void verifyServerWhenOnePathBreaksAConstraintTakesTheOther() throws Exception {
		KeyPair key = KeyKind.EC_P256.newKeyPair();
		CertifiedKey otherRoot = CertificateMaker.ca().subject("CN=Other Root").selfSigned();
		CertifiedKey limited = CertificateMaker.ca().subject("CN=Sub").keyPair(key).permit("example").issuedBy(CA);
		CertifiedKey mailOnly = CertificateMaker.ca()
			.subject("CN=Sub")
			.keyPair(key)
			.extendedKeyUsage("1.3.6.1.5.5.7.3.4")
			.issuedBy(CA);
		CertifiedKey free = CertificateMaker.ca().subject("CN=Sub").keyPair(key).issuedBy(otherRoot);
		CertifiedKey server = CertificateMaker.localhost().issuedBy(free);
		assertThat(trusting(CA, otherRoot).verifyServer(certificates(server, limited, mailOnly, free), "localhost"))
			.isEqualTo(certificates(server, free, otherRoot));
	}

	@Test
	void verifyServerWhenAllPathsFailReportsTheReasonThatSaysMost() {
		KeyPair key = KeyKind.EC_P256.newKeyPair();
		CertifiedKey limited = CertificateMaker.ca().subject("CN=Sub").keyPair(key).permit("example").issuedBy(CA);
		CertifiedKey expired = CertificateMaker.ca().subject("CN=Sub").keyPair(key).expired().issuedBy(CA);
		CertifiedKey server = CertificateMaker.localhost().issuedBy(limited);
		assertThat(reason(trusting(CA), certificates(server, limited, expired), "localhost"))
			.isEqualTo(SslReason.CERTIFICATE_EXPIRED);
	}

	@Test
	void verifyServerWhenIntermediateForbidsTheNameRefuses() {
		CertifiedKey limited = CertificateMaker.intermediate().permit("example").issuedBy(CA);
		SslCertificateException refusal = refusal(trusting(CA), CertificateMaker.localhost().issuedBy(limited).chain(),
				"localhost");
		assertThat(refusal.reason()).isEqualTo(SslReason.BAD_CERTIFICATE);
		assertThat(refusal.getMessage()).isEqualTo("CN=localhost (depth 0) has a name that CN=Test Intermediate CA"
				+ " (depth 1) may not certify: it is not among those permitted (name constraints).");
	}

	@Test
	void verifyServerWhenIssuerIsALeafRefuses() {
		CertifiedKey server = CertificateMaker.localhost().issuedBy(SERVER);
		assertThat(reason(trusting(CA), server.chain(), "localhost")).isEqualTo(SslReason.UNSUITABLE_CERTIFICATE);
	}

	@Test
	void verifyServerWhenKeyIsWeakRefuses() {
		CertifiedKey weak = CertificateMaker.localhost().key(KeyKind.RSA_1024).issuedBy(CA);
		assertThat(reason(trusting(CA), weak.chain(), "localhost")).isEqualTo(SslReason.WEAK_ALGORITHM);
	}

	@Test
	void verifyServerWhenCriticalExtensionIsUnknownRefuses() {
		CertifiedKey server = CertificateMaker.localhost()
			.criticalExtension("1.2.3.4", new byte[] { 5, 0 })
			.issuedBy(CA);
		assertThat(reason(trusting(CA), server.chain(), "localhost")).isEqualTo(SslReason.BAD_CERTIFICATE);
	}

	@Test
	void verifyServerWhenCertificatesAreABombEndsWithAReason() {
		CertifiedKey first = mesh();
		CertifiedKey leaf = CertificateMaker.localhost().without("2.5.29.35").issuedBy(first);
		List<X509Certificate> presented = new ArrayList<>(List.of(leaf.certificate()));
		for (int i = 0; i < 40; i++) {
			presented.add(mesh().certificate());
		}
		SslCertificateException refusal = refusal(trusting(CA), presented, "localhost");
		assertThat(refusal.reason()).isEqualTo(SslReason.BAD_CERTIFICATE);
		assertThat(refusal)
			.hasMessage("CN=localhost (depth 0) came with more certificates than can be tried in reasonable time.");
	}

	@Test
	void verifyClientWhenCertificateIsGoodReturnsTheChain() throws Exception {
		CertifiedKey client = CertificateMaker.leaf().clientAuth().issuedBy(CA);
		assertThat(trusting(CA).verifyClient(client.chain())).isEqualTo(certificates(client, CA));
	}

	@Test
	void verifyClientWhenCertificateIsAServersRefuses() {
		assertThat(clientReason(trusting(CA), SERVER.chain())).isEqualTo(SslReason.UNSUITABLE_CERTIFICATE);
	}

	@Test
	void verifyClientWhenNoneIsPresentedDependsOnTheMode() throws Exception {
		TrustSource trust = TrustSource.certificates(CA.certificate());
		for (ClientAuth mode : List.of(ClientAuth.NONE, ClientAuth.WANT)) {
			PeerVerifier verifier = PeerVerifier.builder().trust(List.of(trust)).clientAuth(mode).build();
			assertThat(verifier.verifyClient(List.of())).isEmpty();
			assertThat(clientReason(verifier, SERVER.chain())).isEqualTo(SslReason.UNSUITABLE_CERTIFICATE);
		}
		PeerVerifier needs = PeerVerifier.builder().trust(List.of(trust)).clientAuth(ClientAuth.NEED).build();
		assertThat(catchThrowableOfType(SslCertificateException.class, () -> needs.verifyClient(List.of())))
			.hasMessage("the client presented no certificate. Context 'default' needs one (ssl.client-auth: need)"
					+ " and trusts 1 CA (CN=Demo CA).")
			.extracting(SslCertificateException::reason)
			.isEqualTo(SslReason.CERTIFICATE_REQUIRED);
	}

	@Test
	void verifyNameWhenSchemeIsNoneChecksAllTheSame() throws Exception {
		PeerVerifier verifier = PeerVerifier.builder().hostnameScheme(HostnameScheme.NONE).build();
		verifier.verifyName(SERVER.certificate(), "localhost");
		assertThat(catchThrowableOfType(SslCertificateException.class,
				() -> verifier.verifyName(SERVER.certificate(), "elsewhere"))
			.reason()).isEqualTo(SslReason.HOSTNAME_MISMATCH);
	}

	@Test
	void verifyServerWhenClockFailsRefuses() {
		Clock broken = new Clock() {

			@Override
			public ZoneId getZone() {
				return ZoneOffset.UTC;
			}

			@Override
			public Clock withZone(ZoneId zone) {
				return this;
			}

			@Override
			public Instant instant() {
				throw new IllegalStateException("no time");
			}

		};
		SslCertificateException refusal = refusal(PeerVerifier.builder().clock(broken).build(), SERVER.chain(),
				"localhost");
		assertThat(refusal).hasMessageContaining("no time").hasCauseInstanceOf(IllegalStateException.class);
	}

	@Test
	void acceptedIssuersAndSettingsAreThoseOfTheBuilder() {
		PeerVerifier verifier = PeerVerifier.builder()
			.trust(List.of(TrustSource.certificates(CA.certificate()), TrustSource.certificates(CA.certificate())))
			.clientAuth(ClientAuth.WANT)
			.hostnameScheme(HostnameScheme.NONE)
			.build();
		assertThat(verifier.acceptedIssuers()).containsExactly(CA.certificate());
		assertThat(verifier.clientAuth()).isEqualTo(ClientAuth.WANT);
		assertThat(verifier.verifyMode()).isEqualTo(VerifyMode.PEER);
		assertThat(verifier.hostnameScheme()).isEqualTo(HostnameScheme.NONE);
		assertThat(verifier.trustDescription()).isEqualTo("1 CA (CN=Demo CA)");
	}

	private static CertifiedKey mesh() {
		return CertificateMaker.ca().subject("CN=Mesh").without("2.5.29.14").without("2.5.29.35").selfSigned();
	}

	private static PeerVerifier trusting(CertifiedKey... trusted) {
		return PeerVerifier.builder()
			.trust(List.of(TrustSource.certificates(certificates(trusted).toArray(X509Certificate[]::new))))
			.build();
	}

	private static SslReason reason(PeerVerifier verifier, List<X509Certificate> presented, String name) {
		return refusal(verifier, presented, name).reason();
	}

	private static SslReason clientReason(PeerVerifier verifier, List<X509Certificate> presented) {
		return catchThrowableOfType(SslCertificateException.class, () -> verifier.verifyClient(presented)).reason();
	}

	private static SslCertificateException refusal(PeerVerifier verifier, List<X509Certificate> presented,
			@Nullable String name) {
		SslCertificateException refusal = catchThrowableOfType(SslCertificateException.class,
				() -> verifier.verifyServer(presented, name));
		assertThat(refusal).as("refused").isNotNull();
		return refusal;
	}

	private static List<X509Certificate> certificates(CertifiedKey... keys) {
		return Arrays.stream(keys).map(CertifiedKey::certificate).toList();
	}

}
