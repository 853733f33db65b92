package dev.sslsocket.verify;

import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.KeyKind;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PathBuilder}.
 */
class PathBuilderTests {

	private static final CertifiedKey ROOT = CertificateMaker.ca().subject("CN=Root").selfSigned();

	private static final CertifiedKey SUB = CertificateMaker.ca().subject("CN=Sub").issuedBy(ROOT);

	private static final CertifiedKey LEAF = CertificateMaker.leaf().issuedBy(SUB);

	@Test
	void searchWhenChainIsInOrderFindsIt() {
		assertThat(paths(List.of(ROOT), LEAF, SUB)).containsExactly(certificates(LEAF, SUB, ROOT));
	}

	@Test
	void searchWhenChainIsShuffledDoubledAndPaddedFindsTheSamePath() {
		CertifiedKey stranger = CertificateMaker.ca().subject("CN=Stranger").selfSigned();
		assertThat(paths(List.of(ROOT), LEAF, stranger, ROOT, SUB, LEAF, SUB))
			.containsExactly(certificates(LEAF, SUB, ROOT));
	}

	@Test
	void searchWhenSeveralCertificatesAreTrustedFindsThePathToEach() {
		assertThat(paths(List.of(LEAF, SUB, ROOT), LEAF, SUB)).containsExactly(certificates(LEAF),
				certificates(LEAF, SUB), certificates(LEAF, SUB, ROOT));
	}

	@Test
	void searchWhenIntermediateIsMissingFindsNothingAndKnowsHowFarItCame() {
		PathBuilder builder = builder(List.of(ROOT), LEAF);
		builder.search((path) -> true);
		assertThat(builder.longest()).isEqualTo(certificates(LEAF));
		assertThat(paths(List.of(ROOT), LEAF)).isEmpty();
	}

	@Test
	void searchWhenCrossSignedFindsBothWays() {
		CertifiedKey otherRoot = CertificateMaker.ca().subject("CN=Other Root").selfSigned();
		CertifiedKey crossSigned = CertificateMaker.ca()
			.subject("CN=Sub")
			.keyPair(new KeyPair(SUB.certificate().getPublicKey(), SUB.privateKey()))
			.issuedBy(otherRoot);
		assertThat(paths(List.of(ROOT, otherRoot), LEAF, crossSigned, SUB))
			.containsExactlyInAnyOrder(certificates(LEAF, SUB, ROOT), certificates(LEAF, crossSigned, otherRoot));
	}

	@Test
	void searchWhenTwoCasSignEachOtherEnds() {
		CertifiedKey first = CertificateMaker.ca().subject("CN=First").selfSigned();
		CertifiedKey second = CertificateMaker.ca().subject("CN=Second").issuedBy(first);
		CertifiedKey firstBySecond = CertificateMaker.ca()
			.subject("CN=First")
			.keyPair(new KeyPair(first.certificate().getPublicKey(), first.privateKey()))
			.issuedBy(second);
		CertifiedKey leaf = CertificateMaker.leaf().issuedBy(first);
		PathBuilder builder = builder(List.of(ROOT), leaf, firstBySecond, second);
		builder.search((path) -> true);
		assertThat(builder.exhausted()).isFalse();
		assertThat(builder.longest()).isEqualTo(certificates(leaf, firstBySecond, second));
	}

	@Test
	void searchWhenKeyIdentifierNamesAnotherKeyDoesNotTakeTheNamesake() {
		CertifiedKey namesake = CertificateMaker.ca().subject("CN=Sub").issuedBy(ROOT);
		assertThat(paths(List.of(ROOT), LEAF, namesake)).isEmpty();
	}

	@Test
	void searchWhenKeyIdentifiersAreMissingTriesEveryNamesake() {
		CertifiedKey silent = CertificateMaker.ca().subject("CN=Sub").without("2.5.29.14").issuedBy(ROOT);
		assertThat(paths(List.of(ROOT), LEAF, silent, SUB)).containsExactly(certificates(LEAF, SUB, ROOT),
				certificates(LEAF, silent, ROOT));
	}

	@Test
	void searchWhenAnIssuerIsExpiredTriesTheCurrentOneFirst() {
		KeyPair key = new KeyPair(SUB.certificate().getPublicKey(), SUB.privateKey());
		CertifiedKey expired = CertificateMaker.ca().subject("CN=Sub").keyPair(key).expired().issuedBy(ROOT);
		assertThat(paths(List.of(ROOT), LEAF, expired, SUB)).containsExactly(certificates(LEAF, SUB, ROOT),
				certificates(LEAF, expired, ROOT));
	}

	@Test
	void searchWhenAnEdgeIsBrokenDoesNotWalkItAgain() {
		CertifiedKey otherRoot = CertificateMaker.ca().subject("CN=Root").without("2.5.29.14").selfSigned();
		CertifiedKey silentRoot = CertificateMaker.ca().subject("CN=Root").without("2.5.29.14").selfSigned();
		CertifiedKey namesake = CertificateMaker.ca().subject("CN=Sub").without("2.5.29.14").issuedBy(ROOT);
		Signatures signatures = new Signatures(Instant.now());
		PathBuilder builder = new PathBuilder(new Anchors(certificates(otherRoot, silentRoot)),
				certificates(LEAF, namesake), Instant.now(), signatures);
		List<List<X509Certificate>> walked = new ArrayList<>();
		builder.search((path) -> {
			walked.add(path);
			signatures.verdict(LEAF.certificate(), namesake.certificate());
			return false;
		});
		assertThat(walked).hasSize(1);
	}

	@Test
	void searchWhenChainIsLongerThanTheBoundEnds() {
		List<CertifiedKey> chain = chain(PathBuilder.LONGEST_PATH - 1);
		assertThat(paths(List.of(ROOT), chain.toArray(CertifiedKey[]::new))).hasSize(1);
		List<CertifiedKey> longer = chain(PathBuilder.LONGEST_PATH);
		assertThat(paths(List.of(ROOT), longer.toArray(CertifiedKey[]::new))).isEmpty();
	}

	@Test
	void searchWhenIssuerHasAHugeKeyTakesItOnlyIfTrusted() throws Exception {
		RSAPublicKeySpec huge = new RSAPublicKeySpec(BigInteger.ONE.shiftLeft(9000).add(BigInteger.ONE),
				BigInteger.valueOf(65537));
		KeyPair pair = new KeyPair(KeyFactory.getInstance("RSA").generatePublic(huge),
				KeyKind.RSA_2048.newKeyPair().getPrivate());
		CertifiedKey giant = CertificateMaker.ca().subject("CN=Giant").keyPair(pair).issuedBy(ROOT);
		CertifiedKey leaf = CertificateMaker.leaf().issuedBy(giant);
		assertThat(paths(List.of(ROOT), leaf, giant)).isEmpty();
		assertThat(paths(List.of(giant), leaf)).containsExactly(certificates(leaf, giant));
	}

	@Test
	void searchWhenEveryCaSignsEveryOtherStopsAtItsBudget() {
		// 30 keys of one name without identifiers: each may have signed each.
		List<CertifiedKey> mesh = new ArrayList<>();
		for (int i = 0; i < 30; i++) {
			mesh.add(CertificateMaker.ca()
				.subject("CN=Mesh")
				.without("2.5.29.14")
				.without("2.5.29.35")
				.key(KeyKind.EC_P256)
				.selfSigned());
		}
		CertifiedKey leaf = CertificateMaker.leaf().without("2.5.29.35").issuedBy(mesh.get(0));
		List<CertifiedKey> presented = new ArrayList<>(List.of(leaf));
		presented.addAll(mesh.subList(1, mesh.size()));
		Signatures checks = new Signatures(Instant.now());
		PathBuilder builder = new PathBuilder(new Anchors(certificates(mesh.get(0))),
				certificates(presented.toArray(CertifiedKey[]::new)), Instant.now(), checks);
		builder.search((path) -> {
			for (int depth = path.size() - 2; depth >= 0; depth--) {
				checks.verdict(path.get(depth), path.get(depth + 1));
			}
			return false;
		});
		assertThat(builder.exhausted()).isTrue();
		assertThat(checks.checked()).isBetween(1, Signatures.MOST);
	}

	private static List<CertifiedKey> chain(int length) {
		List<CertifiedKey> chain = new ArrayList<>();
		CertifiedKey issuer = ROOT;
		for (int i = 0; i < length; i++) {
			issuer = CertificateMaker.ca().subject("CN=Link " + i).issuedBy(issuer);
			chain.add(issuer);
		}
		Collections.reverse(chain);
		return chain;
	}

	private static List<List<X509Certificate>> paths(List<CertifiedKey> trusted, CertifiedKey... presented) {
		List<List<X509Certificate>> paths = new ArrayList<>();
		builder(trusted, presented).search((path) -> {
			paths.add(path);
			return false;
		});
		return paths;
	}

	private static PathBuilder builder(List<CertifiedKey> trusted, CertifiedKey... presented) {
		Anchors anchors = new Anchors(trusted.stream().map(CertifiedKey::certificate).toList());
		return new PathBuilder(anchors, certificates(presented), Instant.now(), new Signatures(Instant.now()));
	}

	private static List<X509Certificate> certificates(CertifiedKey... keys) {
		return Arrays.stream(keys).map(CertifiedKey::certificate).toList();
	}

}
