package dev.sslsocket.verify;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.security.spec.RSAPublicKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.KeyKind;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static dev.sslsocket.verify.Der.ascii;
import static dev.sslsocket.verify.Der.hex;
import static dev.sslsocket.verify.Der.tlv;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Chains that were made to be expensive. What they may cost is counted: edges looked at,
 * signatures checked, names compared. That each ends in less than a second is asserted
 * besides, and holds by a wide margin.
 */
class CertificateBombTests {

	private static final Duration LONGEST = Duration.ofSeconds(1);

	private static final CertifiedKey ROOT = CertificateMaker.ca().subject("CN=Root").selfSigned();

	private static final CertificateMaker SILENT = CertificateMaker.ca().without("2.5.29.14").without("2.5.29.35");

	@BeforeAll
	static void loadClasses() {
		CertifiedKey limited = CertificateMaker.ca().subject("CN=Limited").permit("localhost").issuedBy(ROOT);
		assertThat(refusal(CertificateMaker.leaf().dns("localhost").issuedBy(limited), limited)).isEmpty();
	}

	@Test
	void checkWhenEveryLayerIsSignedByAllOfTheNextEnds() {
		// 8 layers of 4 CAs of one name each: 4^8 ways, none of which is signed.
		List<CertifiedKey> presented = new ArrayList<>();
		CertifiedKey leaf = CertificateMaker.leaf().without("2.5.29.35").issuedBy(named("Layer 0", null));
		presented.add(leaf);
		CertifiedKey top = named("Root", null);
		for (int layer = 0; layer < 8; layer++) {
			CertifiedKey above = (layer == 7) ? top : named("Layer " + (layer + 1), null);
			for (int i = 0; i < 4; i++) {
				presented.add(named("Layer " + layer, above));
			}
		}
		assertThat(measured(List.of(ROOT), presented)).contains("more certificates than can be tried");
	}

	@Test
	void checkWhenCasOfOneNameAndKeySignEachOtherEnds() {
		List<CertifiedKey> presented = new ArrayList<>();
		List<CertifiedKey> cas = new ArrayList<>();
		for (int i = 0; i < 12; i++) {
			cas.add(CertificateMaker.ca().subject("CN=Mesh " + i).selfSigned());
		}
		presented.add(CertificateMaker.leaf().issuedBy(cas.get(0)));
		for (CertifiedKey subject : cas) {
			for (CertifiedKey issuer : cas) {
				presented.add(CertificateMaker.ca()
					.subject(subject.certificate().getSubjectX500Principal().getName())
					.keyPair(new KeyPair(subject.certificate().getPublicKey(), subject.privateKey()))
					.issuedBy(issuer));
			}
		}
		assertThat(measured(List.of(ROOT), presented)).isNotEmpty();
		assertThat(measured(List.of(cas.get(11)), presented)).as("a short way exists").isEmpty();
	}

	@Test
	void checkWhenManyNamesakesOfTheIssuerAreSentChecksNoMoreThanItMay() {
		CertifiedKey issuer = SILENT.subject("CN=Namesake").issuedBy(ROOT);
		List<CertifiedKey> presented = new ArrayList<>();
		presented.add(CertificateMaker.leaf().without("2.5.29.35").issuedBy(issuer));
		for (int i = 0; i < 300; i++) {
			presented.add(SILENT.subject("CN=Namesake").issuedBy(ROOT));
		}
		presented.add(issuer);
		assertThat(measured(List.of(ROOT), presented)).contains("more certificates than can be tried");
	}

	@Test
	void checkWhenChainIsOfAHundredEnds() {
		List<CertifiedKey> presented = new ArrayList<>();
		CertifiedKey issuer = ROOT;
		for (int i = 0; i < 100; i++) {
			issuer = CertificateMaker.ca().subject("CN=Link " + i).issuedBy(issuer);
			presented.add(issuer);
		}
		presented.add(CertificateMaker.leaf().issuedBy(issuer));
		Collections.reverse(presented);
		assertThat(measured(List.of(ROOT), presented)).contains("the chain ends at");
	}

	@Test
	void checkWhenLeafHasTenThousandNamesEnds() {
		CertifiedKey limited = CertificateMaker.ca().subject("CN=Limited").permit("example").issuedBy(ROOT);
		CertificateMaker leaf = CertificateMaker.leaf().extension("2.5.29.17", names(10_000));
		assertThat(measured(List.of(ROOT), List.of(leaf.issuedBy(ROOT)))).isEmpty();
		assertThat(measured(List.of(ROOT), List.of(leaf.issuedBy(limited), limited))).isEmpty();
		CertifiedKey others = CertificateMaker.ca()
			.subject("CN=Others")
			.extension("2.5.29.30", tlv(0x30, tlv(0xa1, subtrees(10_000))))
			.issuedBy(ROOT);
		assertThat(measured(List.of(ROOT), List.of(leaf.issuedBy(others), others)))
			.contains("too many names and constraints");
	}

	@Test
	void checkWhenCrossSignedIssuersAllHaveConstraintsCountsThemTogether() {
		CertifiedKey issuer = CertificateMaker.ca().subject("CN=Crossed").selfSigned();
		KeyPair key = new KeyPair(issuer.certificate().getPublicKey(), issuer.privateKey());
		List<CertifiedKey> presented = new ArrayList<>();
		presented.add(CertificateMaker.leaf().extension("2.5.29.17", names(900)).issuedBy(issuer));
		for (int i = 0; i < 20; i++) {
			presented.add(CertificateMaker.ca()
				.subject("CN=Crossed")
				.keyPair(key)
				.extension("2.5.29.30", tlv(0x30, tlv(0xa0, subtrees(900))))
				.issuedBy(ROOT));
		}
		assertThat(measured(List.of(ROOT), presented)).isNotEmpty();
	}

	@Test
	void checkWhenIssuersHaveHugeKeysDoesNotUseThem() throws Exception {
		KeyPair own = KeyKind.RSA_2048.newKeyPair();
		BigInteger modulus = new BigInteger(16_000, new Random(1)).setBit(15_999).setBit(0);
		KeyPair huge = new KeyPair(
				KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, BigInteger.valueOf(65537))),
				own.getPrivate());
		CertifiedKey giant = CertificateMaker.ca().subject("CN=Giant").keyPair(huge).issuedBy(ROOT);
		List<CertifiedKey> presented = new ArrayList<>(List.of(CertificateMaker.leaf().issuedBy(giant)));
		for (int i = 0; i < 50; i++) {
			presented.add(CertificateMaker.ca().subject("CN=Giant").keyPair(huge).issuedBy(ROOT));
		}
		assertThat(measured(List.of(ROOT), presented)).startsWith("presented CN=test, issued by CN=Giant");
	}

	@Test
	void checkWhenPoliciesAreMappedAllToAllEnds() {
		// A tree of 20^8 leaves (CVE-2023-0464).
		List<CertifiedKey> presented = new ArrayList<>();
		CertifiedKey issuer = ROOT;
		for (int i = 0; i < 8; i++) {
			issuer = CertificateMaker.ca()
				.subject("CN=Mapper " + i)
				.extension("2.5.29.32", policies(20))
				.extension("2.5.29.33", mappings(20))
				.extension("2.5.29.36", hex("3003800100"))
				.issuedBy(issuer);
			presented.add(issuer);
		}
		presented.add(CertificateMaker.leaf().extension("2.5.29.32", policies(20)).issuedBy(issuer));
		Collections.reverse(presented);
		assertThat(measured(List.of(ROOT), presented)).isEmpty();
	}

	@Test
	void checkWhenNestingIsDeepNeitherOverflowsNorReadsOn() {
		byte[] nested = new byte[0];
		for (int i = 0; i < 5000; i++) {
			nested = tlv(0x30, nested);
		}
		for (String extension : List.of("2.5.29.17", "2.5.29.19", "2.5.29.30", "2.5.29.32", "2.5.29.35")) {
			CertifiedKey leaf = CertificateMaker.leaf().extension(extension, nested).issuedBy(ROOT);
			assertThat(measured(List.of(ROOT), List.of(leaf))).as(extension).contains("malformed");
		}
	}

	private static String measured(List<CertifiedKey> trusted, List<CertifiedKey> presented) {
		List<X509Certificate> certificates = presented.stream().map(CertifiedKey::certificate).toList();
		Anchors anchors = new Anchors(trusted.stream().map(CertifiedKey::certificate).toList());
		Instant now = Instant.now();
		Signatures signatures = new Signatures(now);
		PathBuilder builder = new PathBuilder(anchors, certificates, now, signatures);
		PathCheck check = new PathCheck(anchors, Role.SERVER, now, signatures);
		builder.search((path) -> check.check(path).findings().isEmpty());
		assertThat(signatures.checked()).as("signatures").isLessThanOrEqualTo(Signatures.MOST);
		// The last look may bring as many as were sent.
		assertThat(builder.steps()).as("steps").isLessThanOrEqualTo(PathBuilder.MOST_STEPS + certificates.size());
		assertThat(check.comparisons()).as("comparisons").isLessThanOrEqualTo(NameConstraintRules.MOST_COMPARISONS);
		// By this thread's own clock: the machine may have others to serve.
		ThreadMXBean threads = ManagementFactory.getThreadMXBean();
		long start = threads.getCurrentThreadCpuTime();
		String refusal = refusal(trusted, certificates);
		assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - start)).isLessThan(LONGEST);
		return refusal;
	}

	private static String refusal(CertifiedKey... presented) {
		return refusal(List.of(ROOT), List.of(presented).stream().map(CertifiedKey::certificate).toList());
	}

	private static String refusal(List<CertifiedKey> trusted, List<X509Certificate> presented) {
		Anchors anchors = new Anchors(trusted.stream().map(CertifiedKey::certificate).toList());
		ChainCheck.Outcome outcome = new ChainCheck(anchors, Clock.systemUTC(), "").check(presented, Role.SERVER);
		return outcome.findings().isEmpty() ? "" : outcome.findings().get(0).message();
	}

	private static CertifiedKey named(String name, CertifiedKey issuer) {
		CertificateMaker maker = SILENT.subject("CN=" + name);
		return (issuer != null) ? maker.issuedBy(issuer) : maker.selfSigned();
	}

	private static byte[] names(int count) {
		byte[][] names = new byte[count][];
		for (int i = 0; i < count; i++) {
			names[i] = tlv(0x82, ascii("host" + i + ".example"));
		}
		return tlv(0x30, names);
	}

	private static byte[] subtrees(int count) {
		byte[][] subtrees = new byte[count][];
		for (int i = 0; i < count; i++) {
			subtrees[i] = tlv(0x30, tlv(0x82, ascii("other" + i + ".test")));
		}
		return DerValue.first(tlv(0x30, subtrees)).content();
	}

	private static byte[] policies(int count) {
		byte[][] policies = new byte[count][];
		for (int i = 0; i < count; i++) {
			policies[i] = tlv(0x30, new byte[] { 6, 2, 0x2a, (byte) i });
		}
		return tlv(0x30, policies);
	}

	private static byte[] mappings(int count) {
		byte[][] mappings = new byte[count * count][];
		for (int i = 0; i < mappings.length; i++) {
			mappings[i] = tlv(0x30, new byte[] { 6, 2, 0x2a, (byte) (i / count) },
					new byte[] { 6, 2, 0x2a, (byte) (i % count) });
		}
		return tlv(0x30, mappings);
	}

}
