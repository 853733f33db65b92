package dev.sslsocket.verify;

import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;

import static dev.sslsocket.verify.Der.hex;

/**
 * Ways through crossing signatures, and how long they may be.
 */
final class PathVectors {

	private static final String NO_SECOND_TRY = "OpenSSL tries no second path; there is a good one";

	private static final CertifiedKey ROOT = CertificateMaker.ca().subject("CN=Root").selfSigned();

	private static final CertifiedKey OTHER_ROOT = CertificateMaker.ca().subject("CN=Other Root").selfSigned();

	private static final CertificateMaker LEAF = CertificateMaker.localhost();

	private static final CertificateMaker SUB = CertificateMaker.ca().subject("CN=Sub");

	private PathVectors() {
	}

	static List<Vector> all() {
		List<Vector> all = new ArrayList<>();
		anchors(all);
		crossings(all);
		lengths(all);
		cycles(all);
		policies(all);
		return all;
	}

	private static void anchors(List<Vector> all) {
		CertifiedKey sub = SUB.issuedBy(ROOT);
		CertifiedKey leaf = LEAF.issuedBy(sub);
		all.add(chain("chain", "+++", leaf, sub));
		all.add(chain("chain with its root", "+++", leaf, sub, ROOT));
		all.add(chain("chain out of order", "+++", leaf, ROOT, OTHER_ROOT, sub, sub));
		all.add(chain("chain without its intermediate", "---", leaf));
		all.add(Vector.of("trusted intermediate", "+++").trust(sub).present(leaf, sub));
		all.add(Vector.of("trusted leaf", "+++").trust(leaf).present(leaf));
		all.add(Vector.of("untrusted root", "---").trust(OTHER_ROOT).present(leaf, sub, ROOT));
		CertifiedKey namesake = CertificateMaker.ca().subject("CN=Root").selfSigned();
		all.add(Vector.of("namesake of the root", "---").trust(namesake).present(leaf, sub));
		CertifiedKey expired = CertificateMaker.ca().subject("CN=Expired").expired().selfSigned();
		all.add(Vector.of("root expired", "---").trust(expired).present(LEAF.issuedBy(expired)));
		CertifiedKey early = CertificateMaker.ca().subject("CN=Early").notYetValid().selfSigned();
		all.add(Vector.of("root not yet valid", "---").trust(early).present(LEAF.issuedBy(early)));
		all.add(chain("leaf expired", "---", LEAF.expired().issuedBy(ROOT)));
		CertifiedKey other = SUB.issuedBy(ROOT);
		all.add(chain("signature of another key", "---", LEAF.issuedBy(other), sub));
		CertifiedKey silent = SUB.without("2.5.29.14").issuedBy(ROOT);
		all.add(chain("signature of another key without identifier", "---", LEAF.without("2.5.29.35").issuedBy(other),
				silent));
	}

	private static void crossings(List<Vector> all) {
		CertifiedKey sub = SUB.issuedBy(ROOT);
		CertifiedKey leaf = LEAF.issuedBy(sub);
		CertificateMaker same = SUB.keyPair(pair(sub));
		CertifiedKey crossed = same.issuedBy(OTHER_ROOT);
		all.add(chain("cross-signed by a stranger first", "+-+", leaf, crossed, sub).because(NO_SECOND_TRY));
		all.add(Vector.of("cross-signed, both trusted", "+++").trust(ROOT, OTHER_ROOT).present(leaf, crossed, sub));
		CertifiedKey expired = same.expired().issuedBy(ROOT);
		all.add(chain("expired intermediate first", "+++", leaf, expired, sub));
		CertifiedKey mail = same.extendedKeyUsage("1.3.6.1.5.5.7.3.4").issuedBy(ROOT);
		all.add(chain("intermediate for mail first", "+-+", leaf, mail, sub).because(NO_SECOND_TRY));
		CertifiedKey limited = same.permit("example").issuedBy(ROOT);
		all.add(chain("constrained intermediate first", "+-+", leaf, limited, sub).because(NO_SECOND_TRY));
		CertifiedKey notCa = same.extension("2.5.29.19", hex("3000")).issuedBy(ROOT);
		all.add(chain("intermediate that is no CA first", "+-+", leaf, notCa, sub).because(NO_SECOND_TRY));
		CertifiedKey serious = same.criticalExtension("1.2.3.4", new byte[] { 5, 0 }).issuedBy(ROOT);
		all.add(chain("intermediate with a critical extension first", "+-+", leaf, serious, sub)
			.because(NO_SECOND_TRY));
		CertifiedKey second = SUB.without("2.5.29.14").issuedBy(ROOT);
		all.add(chain("namesake with another key first", "+-+", LEAF.without("2.5.29.35").issuedBy(sub), second, sub)
			.because(NO_SECOND_TRY));
		CertifiedKey expiredRoot = CertificateMaker.ca().subject("CN=Root").keyPair(pair(ROOT)).expired().selfSigned();
		all.add(Vector.of("expired and current root of one key", "+++").trust(expiredRoot, ROOT).present(leaf, sub));
		CertifiedKey rootByExpired = CertificateMaker.ca()
			.subject("CN=Root")
			.keyPair(pair(ROOT))
			.issuedBy(CertificateMaker.ca().subject("CN=Old").expired().selfSigned());
		all.add(chain("root signed by an expired one", "+++", leaf, sub, rootByExpired));
	}

	private static void lengths(List<Vector> all) {
		for (int length : new int[] { 9, 20, 30 }) {
			all.add(chain(length + " intermediates", "+++", links(length)));
		}
		all.add(chain("100 intermediates", "-+-", links(100)));
		CertifiedKey narrow = CertificateMaker.ca().pathLength(0).selfSigned();
		CertifiedKey below = SUB.issuedBy(narrow);
		all.add(Vector.of("root's path length", "---").trust(narrow).present(LEAF.issuedBy(below), below));
		all.add(Vector.of("root's path length, obeyed", "+++").trust(narrow).present(LEAF.issuedBy(narrow)));
		CertifiedKey zero = CertificateMaker.ca().subject("CN=Zero").pathLength(0).issuedBy(ROOT);
		CertifiedKey under = SUB.issuedBy(zero);
		all.add(chain("intermediate's path length", "---", LEAF.issuedBy(under), under, zero));
		CertifiedKey rollover = CertificateMaker.ca().subject("CN=Zero").issuedBy(zero);
		all.add(chain("path length beside a self-issued CA", "++-", LEAF.issuedBy(rollover), rollover, zero)
			.because("RFC 5280 section 4.2.1.9 does not count it; Go does"));
	}

	private static void cycles(List<Vector> all) {
		CertifiedKey first = CertificateMaker.ca().subject("CN=First").selfSigned();
		CertifiedKey second = CertificateMaker.ca().subject("CN=Second").issuedBy(first);
		CertifiedKey back = CertificateMaker.ca().subject("CN=First").keyPair(pair(first)).issuedBy(second);
		CertifiedKey leaf = LEAF.issuedBy(first);
		all.add(chain("cycle", "---", leaf, back, second));
		all.add(Vector.of("cycle above a trusted CA", "+++").trust(first).present(leaf, back, second));
		CertifiedKey twin = CertificateMaker.ca().subject("CN=Twin").selfSigned();
		CertifiedKey twinByTwin = CertificateMaker.ca().subject("CN=Twin").issuedBy(twin);
		CertifiedKey backByTwin = CertificateMaker.ca().subject("CN=Twin").keyPair(pair(twin)).issuedBy(twinByTwin);
		all.add(chain("cycle of one name", "---", LEAF.issuedBy(twin), backByTwin, twinByTwin));
	}

	private static void policies(List<Vector> all) {
		byte[] insist = hex("3003800100");
		CertifiedKey sub = SUB.criticalExtension("2.5.29.36", insist)
			.extension("2.5.29.32", hex("3005300306012a"))
			.issuedBy(ROOT);
		CertificateMaker policy = LEAF.extension("2.5.29.32", hex("3005300306012a"));
		all.add(chain("policy insisted on", "++-", policy.issuedBy(sub), sub)
			.because("Go 1.24 accepts it too; 1.19 knows no policies"));
		all.add(chain("policy insisted on and absent", "-+-", LEAF.issuedBy(sub), sub));
		CertificateMaker other = LEAF.extension("2.5.29.32", hex("3005300306012b"));
		all.add(chain("policy insisted on and another", "-+-", other.issuedBy(sub), sub));
	}

	private static CertifiedKey[] links(int length) {
		List<CertifiedKey> chain = new ArrayList<>();
		CertifiedKey issuer = ROOT;
		for (int i = 0; i < length; i++) {
			issuer = CertificateMaker.ca().subject("CN=Link " + i).issuedBy(issuer);
			chain.add(issuer);
		}
		chain.add(LEAF.issuedBy(issuer));
		Collections.reverse(chain);
		return chain.toArray(CertifiedKey[]::new);
	}

	private static KeyPair pair(CertifiedKey certified) {
		return new KeyPair(certified.certificate().getPublicKey(), certified.privateKey());
	}

	private static Vector chain(String name, String verdicts, CertifiedKey... chain) {
		return Vector.of(name, verdicts).trust(ROOT).present(Arrays.copyOf(chain, chain.length));
	}

}
