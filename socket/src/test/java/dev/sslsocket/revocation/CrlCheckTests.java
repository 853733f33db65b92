package dev.sslsocket.revocation;

import java.security.KeyPair;
import java.security.cert.CRLReason;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import javax.security.auth.x500.X500Principal;

import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.CrlMaker;
import dev.sslsocket.testing.KeyKind;
import dev.sslsocket.x509.Material;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CrlCheck} and who works for it.
 */
class CrlCheckTests {

	private static final int KEY_CERT_SIGN = 1 << 2;

	private static final int CRL_SIGN = 1 << 1;

	private static final CertifiedKey ROOT = CertificateMaker.ca().subject("CN=Root").selfSigned();

	private static final CertifiedKey LEAF = CertificateMaker.localhost().issuedBy(ROOT);

	private static final CertifiedKey OTHER = CertificateMaker.localhost().issuedBy(ROOT);

	private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");

	private static final CrlMaker LIST = CrlMaker.issuedBy(ROOT)
		.thisUpdate(NOW.minusSeconds(100))
		.nextUpdate(NOW.plusSeconds(100))
		.number(10);

	@Test
	void checkWhenListedIsRevokedWithDateReasonAndOrigin() {
		CrlAnswer answer = check(LEAF, LIST.revoke(LEAF, CRLReason.KEY_COMPROMISE));
		assertThat(answer).isEqualTo(new CrlAnswer(CrlState.REVOKED, ROOT.certificate().getSubjectX500Principal(),
				"0.crl", NOW.minusSeconds(100), CRLReason.KEY_COMPROMISE, ""));
	}

	@Test
	void checkWhenNotListedIsGood() {
		assertThat(check(LEAF, LIST.revoke(OTHER)).state()).isEqualTo(CrlState.GOOD);
	}

	@Test
	void checkWhenThereIsNoListOfTheIssuerIsMissing() {
		assertThat(check(LEAF).state()).isEqualTo(CrlState.MISSING);
		CertifiedKey other = CertificateMaker.ca().subject("CN=Other").selfSigned();
		assertThat(check(LEAF, CrlMaker.issuedBy(other)).state()).isEqualTo(CrlState.MISSING);
	}

	@Test
	void checkWhenTheListIsNotCurrentSaysSinceWhen() {
		CrlAnswer ended = check(LEAF, LIST.nextUpdate(NOW.minusSeconds(1)));
		assertThat(ended.state()).isEqualTo(CrlState.EXPIRED);
		assertThat(ended.date()).isEqualTo(NOW.minusSeconds(1));
		CrlAnswer early = check(LEAF, LIST.thisUpdate(NOW.plusSeconds(1)));
		assertThat(early.state()).isEqualTo(CrlState.NOT_YET_VALID);
		assertThat(early.date()).isEqualTo(NOW.plusSeconds(1));
		assertThat(check(LEAF, LIST.nextUpdate(null)).state()).isEqualTo(CrlState.ENDLESS);
		// The very seconds belong to it.
		assertThat(check(LEAF, LIST.nextUpdate(NOW)).state()).isEqualTo(CrlState.GOOD);
		assertThat(check(LEAF, LIST.thisUpdate(NOW)).state()).isEqualTo(CrlState.GOOD);
	}

	@Test
	void checkWhenTheListIsForgedSaysSo() {
		CertifiedKey namesake = CertificateMaker.ca().subject("CN=Root").selfSigned();
		assertThat(
				check(LEAF, CrlMaker.issuedBy(namesake).thisUpdate(NOW.minusSeconds(1)).nextUpdate(NOW.plusSeconds(1)))
					.state())
			.isEqualTo(CrlState.FORGED);
		byte[] damaged = LIST.der();
		damaged[damaged.length - 1] ^= 1;
		assertThat(checkDer(LEAF, damaged).state()).isEqualTo(CrlState.FORGED);
	}

	@Test
	void checkWhenTheIssuerMayNotSignListsSaysWho() {
		CertifiedKey ca = CertificateMaker.ca().subject("CN=No lists").keyUsage(KEY_CERT_SIGN).selfSigned();
		CrlAnswer answer = check(CertificateMaker.localhost().issuedBy(ca), listOf(ca));
		assertThat(answer.state()).isEqualTo(CrlState.UNAUTHORISED);
		assertThat(answer.detail()).isEqualTo("CN=No lists");
		CertifiedKey silent = CertificateMaker.ca().subject("CN=Silent").without("2.5.29.15").selfSigned();
		assertThat(check(CertificateMaker.localhost().issuedBy(silent), listOf(silent)).state())
			.isEqualTo(CrlState.GOOD);
	}

	@Test
	void checkWhenACriticalExtensionIsUnknownNamesIt() {
		assertThat(check(LEAF, LIST.extension("1.2.3", true, (byte) 5, (byte) 0)))
			.extracting(CrlAnswer::state, CrlAnswer::detail)
			.containsExactly(CrlState.UNSUPPORTED, "1.2.3");
		assertThat(check(LEAF, LIST.revokeWithExtension(OTHER, "1.2.3", true)).state()).isEqualTo(CrlState.UNSUPPORTED);
		assertThat(check(LEAF, LIST.revokeWithExtension(OTHER, "1.2.3", false)).state()).isEqualTo(CrlState.GOOD);
	}

	@Test
	void checkWhenTheAlgorithmIsWeakNamesIt() {
		CrlCheck strict = new CrlCheck(store(LIST), true, "SHA256WITHECDSA"::equals);
		CrlAnswer answer = strict.check(path(LEAF), 0, NOW, signers());
		assertThat(answer.state()).isEqualTo(CrlState.WEAK);
		assertThat(answer.detail()).isEqualTo("SHA256WITHECDSA");
	}

	@Test
	void checkWhenScopedCountsForWhatItIsAbout() {
		CertifiedKey sub = CertificateMaker.ca().subject("CN=Sub").issuedBy(ROOT);
		assertThat(check(LEAF, LIST.scope(Scopes.USERS)).state()).isEqualTo(CrlState.GOOD);
		assertThat(check(LEAF, LIST.scope(Scopes.CAS)).state()).isEqualTo(CrlState.OTHER_SCOPE);
		assertThat(check(LEAF, LIST.scope(Scopes.ATTRIBUTES)).state()).isEqualTo(CrlState.OTHER_SCOPE);
		assertThat(check(sub, LIST.scope(Scopes.USERS)).state()).isEqualTo(CrlState.OTHER_SCOPE);
		assertThat(check(sub, LIST.scope(Scopes.CAS)).state()).isEqualTo(CrlState.GOOD);
	}

	@Test
	void checkWhenScopedToAPointCountsForCertificatesOfThat() {
		CertifiedKey leaf = CertificateMaker.localhost().crlDistributionPoint("http://a/1.crl").issuedBy(ROOT);
		assertThat(check(leaf, LIST.scope(Scopes.at("http://a/1.crl"))).state()).isEqualTo(CrlState.GOOD);
		assertThat(check(leaf, LIST.scope(Scopes.at("http://a/2.crl"))).state()).isEqualTo(CrlState.OTHER_SCOPE);
		assertThat(check(LEAF, LIST.scope(Scopes.at("http://a/1.crl"))).state()).isEqualTo(CrlState.OTHER_SCOPE);
		assertThat(check(leaf, LIST).state()).isEqualTo(CrlState.GOOD);
		// The list of the other point says nothing of it, although it is listed there.
		assertThat(check(leaf, LIST.scope(Scopes.at("http://a/2.crl")).revoke(leaf),
				LIST.scope(Scopes.at("http://a/1.crl")))
			.state()).isEqualTo(CrlState.GOOD);
	}

	@Test
	void checkWhenListsCoverSomeReasonsNeedsThemAll() {
		CrlMaker one = LIST.scope(Scopes.COMPROMISE);
		CrlMaker two = LIST.scope(Scopes.OTHER_REASONS);
		assertThat(check(LEAF, one).state()).isEqualTo(CrlState.SOME_REASONS);
		assertThat(check(LEAF, two).state()).isEqualTo(CrlState.SOME_REASONS);
		assertThat(check(LEAF, one, two).state()).isEqualTo(CrlState.GOOD);
		assertThat(check(LEAF, one, two.revoke(LEAF)).state()).isEqualTo(CrlState.REVOKED);
		assertThat(check(LEAF, one.revoke(LEAF)).state()).isEqualTo(CrlState.REVOKED);
	}

	@Test
	void checkWhenSeveralListsHaveOneScopeTakesTheNewest() {
		CrlMaker older = LIST.thisUpdate(NOW.minusSeconds(50)).number(11);
		CrlMaker newer = LIST.thisUpdate(NOW.minusSeconds(10)).number(12);
		assertThat(check(LEAF, older.revoke(LEAF), newer).state()).isEqualTo(CrlState.GOOD);
		assertThat(check(LEAF, newer.revoke(LEAF), older).state()).isEqualTo(CrlState.REVOKED);
		// One that cannot be used hides none that can.
		assertThat(check(LEAF, newer.nextUpdate(NOW.minusSeconds(5)), older).state()).isEqualTo(CrlState.GOOD);
		assertThat(check(LEAF, newer.nextUpdate(NOW.minusSeconds(5)), older.revoke(LEAF)).state())
			.isEqualTo(CrlState.REVOKED);
	}

	@Test
	void checkWhenADeltaExtendsTheListReadsBoth() {
		CrlMaker delta = LIST.number(12).deltaOf(10);
		assertThat(check(LEAF, LIST, delta).state()).isEqualTo(CrlState.GOOD);
		assertThat(check(LEAF, LIST, delta.revoke(LEAF)).state()).isEqualTo(CrlState.REVOKED);
		assertThat(check(LEAF, LIST.revoke(LEAF), delta).state()).isEqualTo(CrlState.REVOKED);
		CrlMaker held = LIST.revoke(LEAF, CRLReason.CERTIFICATE_HOLD);
		assertThat(check(LEAF, held, delta.revoke(LEAF, CRLReason.REMOVE_FROM_CRL)).state()).isEqualTo(CrlState.GOOD);
		assertThat(check(LEAF, held, delta.revoke(LEAF, CRLReason.REMOVE_FROM_CRL),
				LIST.number(13).thisUpdate(NOW.minusSeconds(9)).deltaOf(10).revoke(LEAF))
			.state()).isEqualTo(CrlState.REVOKED);
	}

	@Test
	void checkWhenADeltaDoesNotFitTheListLeavesItOut() {
		CrlMaker held = LIST.revoke(LEAF, CRLReason.CERTIFICATE_HOLD);
		CrlMaker delta = LIST.number(12).deltaOf(10).revoke(LEAF, CRLReason.REMOVE_FROM_CRL);
		CertifiedKey namesake = CertificateMaker.ca().subject("CN=Root").selfSigned();
		CrlMaker forged = listOf(namesake).number(12).deltaOf(10).revoke(LEAF, CRLReason.REMOVE_FROM_CRL);
		for (CrlMaker unfit : List.of(delta.nextUpdate(NOW.minusSeconds(1)), delta.scope(Scopes.USERS),
				delta.number(10), LIST.number(12).deltaOf(11).revoke(LEAF, CRLReason.REMOVE_FROM_CRL), forged)) {
			assertThat(check(LEAF, held, unfit).state()).isEqualTo(CrlState.REVOKED);
		}
		assertThat(check(LEAF, delta).state()).isEqualTo(CrlState.WITHOUT_BASE);
		assertThat(check(LEAF, LIST.nextUpdate(NOW.minusSeconds(1)), delta).state()).isEqualTo(CrlState.EXPIRED);
	}

	@Test
	void checkWhenRemovedInACompleteListIsRevoked() {
		assertThat(check(LEAF, LIST.revoke(LEAF, CRLReason.REMOVE_FROM_CRL)).state()).isEqualTo(CrlState.REVOKED);
	}

	@Test
	void checkWhenAnotherKeyOfTheIssuerSignsNeedsItsChain() {
		CertifiedKey signer = CertificateMaker.ca().subject("CN=Root").keyUsage(CRL_SIGN).issuedBy(ROOT);
		CertifiedKey alien = CertificateMaker.ca().subject("CN=Root").keyUsage(CRL_SIGN).selfSigned();
		CertifiedKey plain = CertificateMaker.ca().subject("CN=Root").keyUsage(KEY_CERT_SIGN).issuedBy(ROOT);
		assertThat(check(LEAF, List.of(signer), listOf(signer)).state()).isEqualTo(CrlState.GOOD);
		assertThat(check(LEAF, List.of(signer), listOf(signer).revoke(LEAF)).state()).isEqualTo(CrlState.REVOKED);
		assertThat(check(LEAF, List.of(), listOf(signer)).state()).isEqualTo(CrlState.FORGED);
		assertThat(check(LEAF, List.of(alien), listOf(alien)).state()).isEqualTo(CrlState.FORGED);
		assertThat(check(LEAF, List.of(plain), listOf(plain)).state()).isEqualTo(CrlState.UNAUTHORISED);
	}

	@Test
	void checkWhenTheSignerIsRevokedDoesNotBelieveIt() {
		CertifiedKey signer = CertificateMaker.ca().subject("CN=Root").keyUsage(CRL_SIGN).issuedBy(ROOT);
		CrlMaker newer = listOf(signer).thisUpdate(NOW.minusSeconds(1)).number(20);
		// By itself.
		assertThat(check(LEAF, List.of(signer), newer.revoke(signer)).state()).isEqualTo(CrlState.FORGED);
		// By the CA's older list, while the signer's own does not say so.
		assertThat(check(LEAF, List.of(signer), newer, LIST.revoke(signer).revoke(LEAF)).state())
			.isEqualTo(CrlState.REVOKED);
		assertThat(check(LEAF, List.of(signer), newer, LIST.revoke(LEAF)).state()).isEqualTo(CrlState.GOOD);
	}

	@Test
	void checkWhenThePointNamesAnIssuerAsksThatOne() {
		CertifiedKey lists = CertificateMaker.ca().subject("CN=Lists").keyUsage(CRL_SIGN).issuedBy(ROOT);
		CertifiedKey leaf = CertificateMaker.localhost()
			.extension("2.5.29.31", issuedBy(lists.certificate().getSubjectX500Principal()))
			.issuedBy(ROOT);
		CrlMaker indirect = listOf(lists).scope(Scopes.INDIRECT).revokeIndirectly(leaf);
		// Its signer has to be found good as well, in its own CA's list.
		CrlMaker authorities = LIST.scope(Scopes.CAS);
		assertThat(check(leaf, List.of(lists), indirect, authorities).state()).isEqualTo(CrlState.REVOKED);
		assertThat(check(leaf, List.of(lists), indirect, authorities.revoke(lists)).state()).isEqualTo(CrlState.FORGED);
		assertThat(check(leaf, List.of(lists), indirect, LIST.scope(Scopes.USERS)).state()).isEqualTo(CrlState.GOOD);
		assertThat(check(OTHER, List.of(lists), indirect, authorities).state()).isEqualTo(CrlState.OTHER_SCOPE);
		assertThat(check(leaf, List.of(lists), listOf(lists)).state()).isEqualTo(CrlState.OTHER_SCOPE);
	}

	@Test
	void checkWhenAListIsLookedIntoAgainDoesNotVerifyItAgain() {
		CertifiedKey root = CertificateMaker.ca().subject("CN=Root").key(KeyKind.RSA_2048).selfSigned();
		CertifiedKey leaf = CertificateMaker.localhost().issuedBy(root);
		Crl crl = CrlFile.read(Material.of("a", listOf(root).der())).lists().get(0);
		CountingKey key = new CountingKey(root.certificate().getPublicKey());
		assertThat(crl.isSignedBy(key)).isTrue();
		int once = key.uses();
		assertThat(once).isPositive();
		assertThat(crl.isSignedBy(key)).isTrue();
		assertThat(key.uses()).isEqualTo(once);
		assertThat(check(leaf, listOf(root)).state()).isEqualTo(CrlState.GOOD);
	}

	@Test
	void prepareVerifiesWhatTrustedKeysMayHaveSigned() {
		CrlStore store = store(LIST);
		store.prepare(Set.of(ROOT.certificate(), OTHER.certificate()));
		assertThat(store.issuedBy(ROOT.certificate().getSubjectX500Principal())).singleElement()
			.extracting("signers")
			.asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
			.containsOnlyKeys(ROOT.certificate().getPublicKey());
	}

	@Test
	void digestIsThatOfTheListsInAnyOrder() {
		byte[] one = LIST.der();
		byte[] two = LIST.revoke(LEAF).der();
		assertThat(storeOf(one, two).digest()).isEqualTo(storeOf(two, one, two).digest())
			.isNotEqualTo(storeOf(one).digest());
	}

	@Test
	void checkWhenSignersVouchForEachOtherEnds() {
		KeyPair key = KeyKind.EC_P256.newKeyPair();
		List<CertifiedKey> signers = new ArrayList<>();
		CertifiedKey issuer = ROOT;
		for (int i = 0; i < 6; i++) {
			issuer = CertificateMaker.ca().subject("CN=Signer " + i).keyPair(key).issuedBy(issuer);
			signers.add(issuer);
		}
		CertifiedKey leaf = CertificateMaker.localhost()
			.extension("2.5.29.31", issuedBy(issuer.certificate().getSubjectX500Principal()))
			.issuedBy(ROOT);
		CrlMaker[] lists = signers.stream()
			.map((signer) -> listOf(signer).scope(Scopes.INDIRECT))
			.toArray(CrlMaker[]::new);
		assertThat(check(leaf, signers, lists).state()).isIn(CrlState.FORGED, CrlState.MISSING);
	}

	/** A distribution point without a name, whose list somebody else issues. */
	private static byte[] issuedBy(X500Principal crlIssuer) {
		String name = java.util.HexFormat.of().formatHex(crlIssuer.getEncoded());
		return Scopes.hex(Scopes.tlv("30", Scopes.tlv("30", Scopes.tlv("a2", Scopes.tlv("a4", name)))));
	}

	private static CrlMaker listOf(CertifiedKey issuer) {
		return CrlMaker.issuedBy(issuer).thisUpdate(NOW.minusSeconds(100)).nextUpdate(NOW.plus(Duration.ofDays(1)));
	}

	private static CrlAnswer check(CertifiedKey certificate, CrlMaker... lists) {
		return check(certificate, List.of(), lists);
	}

	private static CrlAnswer check(CertifiedKey certificate, List<CertifiedKey> known, CrlMaker... lists) {
		CrlCheck check = new CrlCheck(store(lists), true, (algorithm) -> false);
		return check.check(path(certificate), 0, NOW, signers(known.toArray(CertifiedKey[]::new)));
	}

	private static CrlAnswer checkDer(CertifiedKey certificate, byte[] der) {
		return new CrlCheck(storeOf(der), true, (algorithm) -> false).check(path(certificate), 0, NOW, signers());
	}

	private static CrlStore store(CrlMaker... lists) {
		return storeOf(Arrays.stream(lists).map(CrlMaker::der).toArray(byte[][]::new));
	}

	private static CrlStore storeOf(byte[]... lists) {
		List<CrlFile> files = new ArrayList<>();
		for (byte[] list : lists) {
			files.add(CrlFile.read(Material.of(files.size() + ".crl", list)));
		}
		return new CrlStore(files);
	}

	private static List<X509Certificate> path(CertifiedKey certificate) {
		return certificate.issuer().map((issuer) -> {
			List<X509Certificate> path = new ArrayList<>(List.of(certificate.certificate()));
			path.addAll(path(issuer));
			return path;
		}).orElseGet(() -> new ArrayList<>(List.of(certificate.certificate())));
	}

	private static CrlSigners signers(CertifiedKey... known) {
		return new CrlSigners() {

			@Override
			public List<X509Certificate> of(X500Principal subject) {
				return Arrays.stream(known)
					.map(CertifiedKey::certificate)
					.filter((certificate) -> certificate.getSubjectX500Principal().equals(subject))
					.toList();
			}

			@Override
			public List<X509Certificate> path(X509Certificate signer, X509Certificate anchor) {
				return Arrays.stream(known)
					.filter((one) -> one.certificate().equals(signer))
					.map(CrlCheckTests::path)
					.filter((path) -> path.get(path.size() - 1).equals(anchor))
					.findFirst()
					.orElse(null);
			}

		};
	}

}
