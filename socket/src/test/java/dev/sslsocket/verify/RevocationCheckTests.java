package dev.sslsocket.verify;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CRLReason;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.sslsocket.failure.SslCertificateException;
import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.CrlMaker;
import dev.sslsocket.verify.RevocationLookup.Means;
import dev.sslsocket.verify.RevocationLookup.Result;
import dev.sslsocket.x509.Material;
import dev.sslsocket.x509.PeerCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link RevocationCheck}, {@link CrlSource} and what a verifier makes of both.
 */
class RevocationCheckTests {

	private static final CertifiedKey CA = CertificateMaker.ca().subject("CN=CA").selfSigned();

	private static final CertifiedKey SUB = CertificateMaker.ca().subject("CN=Sub").issuedBy(CA);

	private static final CertifiedKey LEAF = CertificateMaker.localhost().issuedBy(SUB);

	private static final Instant NOW = Instant.now();

	private static final CrlMaker OF_CA = CrlMaker.issuedBy(CA);

	private static final CrlMaker OF_SUB = CrlMaker.issuedBy(SUB);

	@TempDir
	private Path directory;

	@Test
	void leafWhenRevokedIsRefusedWithDateReasonAndOrigin() {
		SslCertificateException refusal = refusal(builder(RevocationScope.LEAF,
				OF_SUB.thisUpdate(Instant.parse("2026-01-02T03:04:05Z")).revoke(LEAF, CRLReason.KEY_COMPROMISE)));
		assertThat(refusal.reason()).isEqualTo(SslReason.REVOKED);
		assertThat(refusal.depth()).isZero();
		assertThat(refusal).hasMessage("CN=localhost (depth 0) is revoked since 2026-01-02, says the revocation list of"
				+ " CN=Sub in '0.crl': key compromise. Its owner needs a new one.");
	}

	@Test
	void intermediateWhenRevokedIsSeenInTheWholeChainOnly() {
		CrlMaker[] lists = { OF_SUB, OF_CA.revoke(SUB) };
		assertThat(refusal(builder(RevocationScope.LEAF, lists))).isNull();
		SslCertificateException refusal = refusal(builder(RevocationScope.CHAIN, lists));
		assertThat(refusal.reason()).isEqualTo(SslReason.REVOKED);
		assertThat(refusal.depth()).isEqualTo(1);
		assertThat(refusal(builder(RevocationScope.CHAIN, OF_SUB, OF_CA))).isNull();
	}

	@Test
	void clientWhenRevokedIsRefusedToo() throws Exception {
		CertifiedKey client = CertificateMaker.leaf().clientAuth().issuedBy(SUB);
		PeerVerifierBuilder builder = builder(RevocationScope.LEAF, OF_SUB.revoke(client)).clientAuth(ClientAuth.NEED);
		assertThatExceptionOfType(SslCertificateException.class)
			.isThrownBy(() -> builder.build().verifyClient(presented(client)))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(SslReason.REVOKED));
		assertThat(builder.build().verifyClient(presented(CertificateMaker.leaf().clientAuth().issuedBy(SUB))))
			.hasSize(3);
	}

	@Test
	void certificateWhenItsListIsMissingIsRefusedWithAdvice() {
		SslCertificateException refusal = refusal(builder(RevocationScope.CHAIN, OF_CA));
		assertThat(refusal.reason()).isEqualTo(SslReason.REVOCATION_UNKNOWN);
		assertThat(refusal).hasMessage("CN=localhost (depth 0) may have been revoked: there is no revocation list of"
				+ " CN=Sub. Context 'orders' looks certificates up (ssl.revocation.crl: chain). Get the current list of"
				+ " CN=Sub and name it in ssl.revocation.crl-files.");
	}

	@Test
	void certificateWhenItsListHasEndedIsRefusedWithTheTime() {
		Instant ended = NOW.minusSeconds(3 * 86400 + 5);
		SslCertificateException refusal = refusal(
				builder(RevocationScope.LEAF, OF_SUB.thisUpdate(ended.minusSeconds(100)).nextUpdate(ended)));
		assertThat(refusal.reason()).isEqualTo(SslReason.REVOCATION_UNKNOWN);
		assertThat(refusal)
			.hasMessageContaining("may have been revoked: the revocation list of CN=Sub in '0.crl' ended ")
			.hasMessageContaining(", 3 days ago (this machine's clock: ");
	}

	// Each of the states has its words.
	@Test
	void certificateWhenItsListCannotBeUsedIsToldWhy() {
		CertifiedKey noLists = CertificateMaker.ca().subject("CN=Sub").keyUsage(1 << 2).issuedBy(CA);
		CertifiedKey namesake = CertificateMaker.ca().subject("CN=Sub").selfSigned();
		byte[] five = { 5, 0 };
		assertUnknown(OF_SUB.thisUpdate(NOW.plusSeconds(100)), "' begins ");
		assertUnknown(OF_SUB.nextUpdate(null), "' does not say when it ends (nextUpdate).");
		assertUnknown(OF_SUB.extension("1.2.3", true, five),
				"' has a critical extension that is not understood: 1.2.3.");
		assertUnknown(CrlMaker.issuedBy(namesake), "' is not signed by any certificate known here.");
		assertUnknown(OF_SUB.deltaOf(1), "' is a delta whose complete list is missing.");
		assertUnknown(OF_SUB.scope((byte) 0x30, (byte) 3, (byte) 0x82, (byte) 1, (byte) 0xff),
				"' is about other certificates of that CA.");
		assertUnknown(OF_SUB.scope((byte) 0x30, (byte) 4, (byte) 0x83, (byte) 2, (byte) 5, (byte) 0x60),
				"' leaves out some reasons for revocation.");
		assertThat(refusal(builder(RevocationScope.LEAF, CrlMaker.issuedBy(noLists)),
				CertificateMaker.localhost().issuedBy(noLists)))
			.hasMessageContaining("' is signed by CN=Sub, whose key usage lacks cRLSign.");
	}

	private static void assertUnknown(CrlMaker list, String problem) {
		SslCertificateException refusal = refusal(builder(RevocationScope.LEAF, list));
		assertThat(refusal.reason()).isEqualTo(SslReason.REVOCATION_UNKNOWN);
		assertThat(refusal).hasMessageContaining(problem);
	}

	@Test
	void anchorIsNotLookedUp() {
		PeerVerifierBuilder builder = builder(RevocationScope.CHAIN, OF_CA.revoke(SUB))
			.trust(List.of(TrustSource.certificates(LEAF.certificate())));
		assertThat(refusal(builder)).isNull();
		assertThat(refusal(builder.trust(List.of(TrustSource.certificates(SUB.certificate())))))
			.hasMessageContaining("of CN=Sub");
	}

	@Test
	void callbackMayOverruleWhatTheListsSay() {
		List<SslReason> asked = new ArrayList<>();
		PeerVerifierBuilder builder = builder(RevocationScope.CHAIN, OF_CA.revoke(SUB)).callback((event) -> {
			if (event.reason() != null) {
				asked.add(event.reason());
			}
			return true;
		});
		assertThat(refusal(builder)).isNull();
		assertThat(asked).containsExactly(SslReason.REVOKED, SslReason.REVOCATION_UNKNOWN);
	}

	// A callback that overrules the end of a certificate does not accept a revoked one.
	@Test
	void certificateWhenExpiredIsLookedUpAllTheSame() {
		CertifiedKey expired = CertificateMaker.localhost()
			.notBefore(SUB.certificate().getNotBefore().toInstant())
			.notAfter(NOW.minusSeconds(1))
			.issuedBy(SUB);
		PeerVerifierBuilder builder = builder(RevocationScope.LEAF, OF_SUB.revoke(expired));
		assertThat(refusal(builder, expired).reason()).isEqualTo(SslReason.REVOKED);
		assertThat(refusal(builder(RevocationScope.LEAF, OF_SUB), expired).reason())
			.isEqualTo(SslReason.CERTIFICATE_EXPIRED);
		builder.callback((event) -> event.ok() || event.reason() == SslReason.CERTIFICATE_EXPIRED);
		assertThat(refusal(builder, expired).reason()).isEqualTo(SslReason.REVOKED);
	}

	@Test
	void chainWhenUntrustedIsNotLookedUp() {
		CertifiedKey stranger = CertificateMaker.localhost().selfSigned();
		PeerVerifierBuilder builder = builder(RevocationScope.CHAIN, OF_SUB);
		assertThat(refusal(builder, stranger).reason()).isEqualTo(SslReason.UNKNOWN_CA);
		builder.callback((event) -> event.ok() || event.reason() == SslReason.UNKNOWN_CA);
		SslCertificateException refusal = refusal(builder, stranger);
		assertThat(refusal.reason()).isEqualTo(SslReason.REVOCATION_UNKNOWN);
		assertThat(refusal)
			.hasMessage("CN=localhost (depth 0) cannot be looked up in a revocation list: its chain is not valid.");
	}

	@Test
	void pinOverrulesOrDoesNotAsItsModeSays() {
		String pin = PeerCertificate.of(LEAF.certificate()).fingerprint("sha256");
		PeerVerifierBuilder builder = builder(RevocationScope.LEAF, OF_SUB.revoke(LEAF));
		assertThat(refusal(builder.pins(PinSet.of(PinMode.ALTERNATIVE, pin)))).isNull();
		assertThat(refusal(builder.pins(PinSet.of(PinMode.ADDITIONAL, pin))).reason()).isEqualTo(SslReason.REVOKED);
	}

	@Test
	void settingsWhenNobodyWouldLookAreRefused() {
		String pin = PeerCertificate.of(LEAF.certificate()).fingerprint("sha256");
		assertRefused(builder(RevocationScope.LEAF, OF_SUB).pins(PinSet.of(PinMode.ENFORCE, pin)),
				"does nothing beside pin-mode: enforce, where the pin alone decides."
						+ " Write revocation.crl: off to say so, or have the chain verified.");
		PeerVerifierBuilder lax = builder(RevocationScope.LEAF, OF_SUB).verifyServers(VerifyMode.NONE);
		assertRefused(lax, "does nothing beside verify-mode: none, which reads no certificate."
				+ " Write revocation.crl: off to say so, or have the chain verified.");
		assertThat(lax.clientAuth(ClientAuth.NEED).build().partition()).isNotBlank();
	}

	@Test
	void settingsWhenThereIsNoListAreRefused() throws Exception {
		assertRefused(builder(RevocationScope.LEAF),
				"is leaf, but there is no list: every certificate would be refused. Name the lists of your CAs in"
						+ " revocation.crl-files, or put them into a ca-file or a ca-path.");
		// A directory may get one.
		Files.writeString(this.directory.resolve("ca.pem"), CA.certificatePem());
		PeerVerifierBuilder builder = builder(RevocationScope.LEAF)
			.trust(List.of(TrustSource.directory(this.directory)));
		assertThat(refusal(builder).reason()).isEqualTo(SslReason.REVOCATION_UNKNOWN);
	}

	private static void assertRefused(PeerVerifierBuilder builder, String message) {
		assertThatExceptionOfType(SslConfigurationException.class).isThrownBy(builder::build)
			.withMessage(message)
			.satisfies((ex) -> assertThat(ex.setting()).isEqualTo("revocation.crl"));
	}

	@Test
	void filesWithoutACheckAreRefused() {
		assertThatExceptionOfType(SslConfigurationException.class)
			.isThrownBy(() -> Revocation.builder().crlFile(Material.of("a.crl", OF_CA.der())).build())
			.withMessageContaining("revocation.crl is off: nobody would look at it")
			.satisfies((ex) -> assertThat(ex.setting()).isEqualTo("revocation.crl-files"));
	}

	@Test
	void fileWhenItHoldsNoListIsRefusedByName() throws Exception {
		Path file = Files.writeString(this.directory.resolve("a.crl"), CA.certificatePem());
		assertThatFile(file).withMessageStartingWith("'" + file + "' holds no certificate revocation list: it is PEM");
		Files.writeString(file, "-----BEGIN X509 CRL-----\nMAMCAQU=\n-----END X509 CRL-----\n");
		assertThatFile(file).withMessageStartingWith("revocation list 1 of '" + file + "' is damaged: ");
		Files.writeString(file, "rubbish");
		assertThatFile(file).withMessageContaining("it is neither PEM nor DER");
		Files.writeString(file, "");
		assertThatFile(file).withMessageContaining("'" + file + "' is empty.");
		Files.delete(file);
		assertThatFile(file).withMessageContaining("'" + file + "' does not exist.");
	}

	private static org.assertj.core.api.ThrowableAssertAlternative<SslConfigurationException> assertThatFile(
			Path file) {
		return assertThatExceptionOfType(SslConfigurationException.class).isThrownBy(() -> CrlSource.file(file))
			.satisfies((ex) -> assertThat(ex.setting()).isEqualTo("revocation.crl-files"));
	}

	@Test
	void listWhenInTheBundleOrTheDirectoryOrSecondInItsFileIsFound() throws Exception {
		String list = OF_SUB.revoke(LEAF).pem();
		TrustSource bundle = TrustSource.file(Material.inline(CA.certificatePem() + list));
		assertThat(refusal(builder(RevocationScope.LEAF).trust(List.of(bundle))).reason()).isEqualTo(SslReason.REVOKED);
		Files.writeString(this.directory.resolve("56c899cd.0"), CA.certificatePem());
		Files.writeString(this.directory.resolve("56c899cd.r0"), OF_CA.pem());
		Files.write(this.directory.resolve("sub.der"), OF_SUB.revoke(LEAF).der());
		Files.writeString(this.directory.resolve("broken.r0"),
				"-----BEGIN X509 CRL-----\nMAMC\n-----END X509 CRL-----");
		PeerVerifierBuilder builder = builder(RevocationScope.CHAIN)
			.trust(List.of(TrustSource.directory(this.directory)));
		assertThat(refusal(builder).reason()).isEqualTo(SslReason.REVOKED);
		Path both = Files.writeString(this.directory.resolve("both.pem"), OF_CA.pem() + list);
		assertThat(refusal(base().revocation(Revocation.builder().crl(RevocationScope.LEAF).crlFile(both).build()))
			.reason()).isEqualTo(SslReason.REVOKED);
	}

	@Test
	void listWhenItsFileHasAHashedNameIsLookedUpAtEachHandshake() throws Exception {
		Files.writeString(this.directory.resolve("56c899cd.0"), CA.certificatePem());
		Files.writeString(this.directory.resolve("sub.pem"), OF_SUB.pem());
		PeerVerifier verifier = builder(RevocationScope.CHAIN).trust(List.of(TrustSource.directory(this.directory)))
			.build();
		assertThat(refusal(verifier).reason()).isEqualTo(SslReason.REVOCATION_UNKNOWN);
		Files.writeString(this.directory.resolve("56c899cd.r0"), OF_CA.pem());
		assertThat(refusal(verifier)).isNull();
		Files.writeString(this.directory.resolve("56c899cd.r0"), OF_CA.revoke(SUB).pem());
		assertThat(refusal(verifier).reason()).isEqualTo(SslReason.REVOKED);
	}

	@Test
	void listWhenDamagedInTheBundleIsRefusedWhereItIsLookedAt() {
		String damaged = "-----BEGIN X509 CRL-----\nMAMCAQU=\n-----END X509 CRL-----\n";
		TrustSource bundle = TrustSource
			.file(Material.of("ca.pem", (CA.certificatePem() + damaged).getBytes(StandardCharsets.US_ASCII)));
		assertThat(bundle.anchors()).hasSize(1);
		assertThatExceptionOfType(SslConfigurationException.class)
			.isThrownBy(() -> builder(RevocationScope.LEAF).trust(List.of(bundle)).build())
			.withMessageStartingWith("revocation list 1 of 'ca.pem' is damaged: ")
			.satisfies((ex) -> assertThat(ex.setting()).isEqualTo("ca-file"));
	}

	@Test
	void signerWhenItsCertificateStandsBesideTheListIsFound() {
		CertifiedKey signer = CertificateMaker.ca().subject("CN=Sub").keyUsage(1 << 1).issuedBy(CA);
		CrlMaker list = CrlMaker.issuedBy(signer).revoke(LEAF);
		assertThat(refusal(builder(RevocationScope.LEAF, list)).reason()).isEqualTo(SslReason.REVOCATION_UNKNOWN);
		CrlMaker ofSub = OF_CA;
		Revocation beside = Revocation.builder()
			.crl(RevocationScope.LEAF)
			.crlFile(Material.inline(list.pem() + signer.certificatePem() + ofSub.pem()))
			.build();
		assertThat(refusal(base().revocation(beside)).reason()).isEqualTo(SslReason.REVOKED);
		List<X509Certificate> with = new ArrayList<>(presented(LEAF));
		with.add(signer.certificate());
		assertThat(catchThrowableOfType(SslCertificateException.class,
				() -> builder(RevocationScope.LEAF, list, ofSub).build().verifyServer(with, null))
			.reason()).isEqualTo(SslReason.REVOKED);
	}

	@Test
	void partitionChangesWithScopeAndListsOnly() {
		Material one = Material.of("a.crl", OF_SUB.der());
		Material two = Material.of("b.crl", OF_CA.der());
		String leaf = partition(RevocationScope.LEAF, one, two);
		assertThat(partition(RevocationScope.LEAF, two, one, one)).isEqualTo(leaf);
		assertThat(base().build().partition()).isNotEqualTo(leaf);
		assertThat(partition(RevocationScope.CHAIN, one, two)).isNotEqualTo(leaf);
		assertThat(partition(RevocationScope.LEAF, one)).isNotEqualTo(leaf);
	}

	private static String partition(RevocationScope scope, Material... files) {
		Revocation.Builder revocation = Revocation.builder().crl(scope);
		Arrays.stream(files).forEach(revocation::crlFile);
		return base().revocation(revocation.build()).build().partition();
	}

	@Test
	void clockIsTheContexts() {
		Clock later = Clock.fixed(NOW.plusSeconds(6 * 86400), ZoneOffset.UTC);
		CrlMaker list = OF_SUB.nextUpdate(NOW.plusSeconds(5 * 86400));
		assertThat(refusal(builder(RevocationScope.LEAF, list))).isNull();
		assertThat(refusal(builder(RevocationScope.LEAF, list).clock(later)).reason())
			.isEqualTo(SslReason.REVOCATION_UNKNOWN);
	}

	@Test
	void listenerIsToldOfEachCertificateThatIsLookedUp() {
		List<RevocationLookup> told = new ArrayList<>();
		assertThat(refusal(builder(RevocationScope.CHAIN, OF_SUB, OF_CA).onLookup(told::add))).isNull();
		assertThat(told).extracting(RevocationLookup::result).containsExactly(Result.GOOD, Result.GOOD);
		assertThat(refusal(builder(RevocationScope.CHAIN, OF_SUB.revoke(LEAF)).onLookup(told::add))).isNotNull();
		assertThat(told.subList(2, 4)).containsExactly(new RevocationLookup("orders", Means.CRL, Result.REVOKED),
				new RevocationLookup("orders", Means.CRL, Result.UNKNOWN));
		// Nobody's lists count for a stranger.
		assertThat(refusal(builder(RevocationScope.LEAF, OF_SUB).onLookup(told::add),
				CertificateMaker.localhost().selfSigned()))
			.isNotNull();
		assertThat(told).hasSize(4);
	}

	private static PeerVerifierBuilder base() {
		return PeerVerifier.builder()
			.contextName("orders")
			.trust(List.of(TrustSource.certificates(CA.certificate())))
			.hostnameScheme(HostnameScheme.NONE);
	}

	private static PeerVerifierBuilder builder(RevocationScope scope, CrlMaker... lists) {
		Revocation.Builder revocation = Revocation.builder().crl(scope);
		for (int i = 0; i < lists.length; i++) {
			revocation.crlFile(Material.of(i + ".crl", lists[i].der()));
		}
		return base().revocation(revocation.build());
	}

	private static SslCertificateException refusal(PeerVerifierBuilder builder) {
		return refusal(builder, LEAF);
	}

	private static SslCertificateException refusal(PeerVerifierBuilder builder, CertifiedKey leaf) {
		PeerVerifier verifier = builder.build();
		return catchThrowableOfType(SslCertificateException.class, () -> verifier.verifyServer(presented(leaf), null));
	}

	private static SslCertificateException refusal(PeerVerifier verifier) {
		return catchThrowableOfType(SslCertificateException.class, () -> verifier.verifyServer(presented(LEAF), null));
	}

	private static List<X509Certificate> presented(CertifiedKey leaf) {
		List<X509Certificate> all = new ArrayList<>(List.of(leaf.certificate()));
		leaf.issuer().ifPresent((issuer) -> all.addAll(Arrays.asList(issuer.certificate())));
		return all;
	}

}
