package dev.sslsocket.verify;

import java.util.ArrayList;
import java.util.List;

import javax.security.auth.x500.X500Principal;

import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;

import static dev.sslsocket.verify.Der.ascii;
import static dev.sslsocket.verify.Der.hex;
import static dev.sslsocket.verify.Der.repeated;
import static dev.sslsocket.verify.Der.tlv;

/**
 * Name constraints (RFC 5280 section 4.2.1.10), of the root and of intermediates.
 */
final class NameVectors {

	private static final String EXTENSION = "2.5.29.30";

	private static final CertifiedKey ROOT = CertificateMaker.ca().subject("CN=Root").selfSigned();

	private static final CertificateMaker CA = CertificateMaker.ca().subject("CN=Limited");

	private NameVectors() {
	}

	static List<Vector> all() {
		List<Vector> all = new ArrayList<>();
		hosts(all);
		addresses(all);
		mail(all);
		subjects(all);
		uris(all);
		directories(all);
		others(all);
		chains(all);
		return all;
	}

	private static void hosts(List<Vector> all) {
		all.add(dns("host permitted", "+++", CA.permit("example"), "a.example"));
		all.add(dns("host itself permitted", "+++", CA.permit("a.example"), "a.example"));
		all.add(dns("host permitted in other case", "+++", CA.permit("EXAMPLE"), "A.example"));
		all.add(dns("host not permitted", "---", CA.permit("example"), "a.test"));
		all.add(dns("host permitted by half a label", "---", CA.permit("example"), "notexample"));
		all.add(dns("host above the permitted", "---", CA.permit("a.example"), "example"));
		all.add(dns("host excluded", "---", CA.exclude("a.example"), "a.example"));
		all.add(dns("host below an excluded", "---", CA.exclude("a.example"), "b.a.example"));
		all.add(dns("host beside an excluded", "+++", CA.exclude("a.example"), "b.example"));
		all.add(dns("host permitted and excluded", "---", CA.permit("example").exclude("a.example"), "a.example"));
		all.add(dns("second host excluded", "---", CA.exclude("a.example"), "b.example", "a.example"));
		all.add(dns("host below a leading dot", "+++", limited(true, 0x82, ".example"), "a.example"));
		all.add(dns("host at a leading dot", "---", limited(true, 0x82, ".example"), "example"));
		all.add(dns("host permitted by an empty constraint", "+++", limited(true, 0x82, ""), "a.example"));
		all.add(dns("host excluded by an empty constraint", "---", limited(false, 0x82, ""), "a.example"));
		all.add(dns("constraint with a wildcard", "---", limited(true, 0x82, "*.example"), "a.example"));
		all.add(dns("constraint with a trailing dot", "-+-", limited(false, 0x82, "example."), "a.test"));
		all.add(dns("wildcard permitted", "+++", CA.permit("example"), "*.example"));
		all.add(dns("wildcard above the permitted", "---", CA.permit("a.example"), "*.example"));
		all.add(dns("wildcard over an excluded", "-++", CA.exclude("a.example"), "*.example")
			.because("CVE-2025-61727: Go refuses it from 1.25.5 on"));
		all.add(dns("host with a leading dot", "-++", CA.permit("example"), ".a.example")
			.because("Go refuses it from 1.20 on"));
		all.add(dns("host with an empty label", "-+-", CA.permit("example"), "a..example"));
		all.add(dns("constraints not critical", "+++", limited(true, 0x82, "example"), "a.example"));
		all.add(leaf("no name of the kind", "+++", CA.permit("example"), CertificateMaker.leaf().ip("127.0.0.1")));
		all.add(leaf("common name not permitted", "--+", CA.permit("example"),
				CertificateMaker.leaf().subject("CN=a.test")));
		all.add(leaf("common name permitted", "+++", CA.permit("example"),
				CertificateMaker.leaf().subject("CN=a.example")));
		all.add(leaf("common name beside a host", "+++", CA.permit("example"),
				CertificateMaker.leaf().subject("CN=a.test").dns("a.example")));
		all.add(leaf("common name beside an address only", "--+", CA.permit("example"),
				CertificateMaker.leaf().subject("CN=a.test").ip("127.0.0.1")));
		all.add(leaf("common name that is no host", "+++", CA.permit("example"),
				CertificateMaker.leaf().subject("CN=Some Person")));
	}

	private static void addresses(List<Vector> all) {
		all.add(leaf("address permitted", "+++", CA.permit("10.0.0.0/8"), CertificateMaker.leaf().ip("10.1.2.3")));
		all.add(leaf("address not permitted", "---", CA.permit("10.0.0.0/8"), CertificateMaker.leaf().ip("11.1.2.3")));
		all.add(leaf("address excluded", "---", CA.exclude("10.0.0.0/8"), CertificateMaker.leaf().ip("10.1.2.3")));
		all.add(leaf("address of six under four", "---", CA.permit("10.0.0.0/8"), CertificateMaker.leaf().ip("::1")));
		all.add(leaf("address of six permitted", "+++", CA.permit("2001:db8::/32"),
				CertificateMaker.leaf().ip("2001:db8::1")));
		all.add(leaf("address under a mask with a hole", "-+-",
				CA.extension(EXTENSION, subtrees(true, tlv(0x87, hex("0a000000ff00ff00")))),
				CertificateMaker.leaf().ip("10.1.0.3")));
		all.add(leaf("constraint of four octets", "---",
				CA.extension(EXTENSION, subtrees(true, tlv(0x87, hex("0a000000")))),
				CertificateMaker.leaf().ip("10.0.0.0")));
	}

	private static void mail(List<Vector> all) {
		all.add(mail("mailbox permitted by its host", "+++", limited(true, 0x81, "example"), "a@example"));
		all.add(mail("mailbox of a subdomain", "--+", limited(true, 0x81, "example"), "a@b.example"));
		all.add(mail("mailbox of an excluded subdomain", "++-", limited(false, 0x81, "example"), "a@b.example")
			.because("RFC 5280 means the host alone (PKITS 4.13.25), as OpenSSL does, and Go from 1.26 on"));
		all.add(mail("mailbox below a leading dot", "+++", limited(true, 0x81, ".example"), "a@b.example"));
		all.add(mail("mailbox permitted itself", "+++", limited(true, 0x81, "a@example"), "a@EXAMPLE"));
		all.add(mail("mailbox in other case", "---", limited(true, 0x81, "a@example"), "A@example"));
		all.add(mail("mailbox excluded", "---", limited(false, 0x81, "a@example"), "a@example"));
		all.add(mail("mailbox with two signs", "-+-", limited(true, 0x81, "example"), "a@b@example"));
		all.add(mail("constraint with two signs", "---", limited(true, 0x81, "a@b@example"), "a@example"));
		all.add(leaf("mailbox in the subject", "--+", limited(true, 0x81, "example"),
				CertificateMaker.leaf().subject("1.2.840.113549.1.9.1=#1606614074657374,CN=a")));
	}

	private static void subjects(List<Vector> all) {
		String noMailbox = "1.2.840.113549.1.9.1=#1606416e20434121,CN=a";
		all.add(leaf("no mailbox in the subject", "+++", CA.permit("example"),
				CertificateMaker.leaf().subject(noMailbox).dns("a.example")));
		all.add(leaf("no mailbox in the subject, mail permitted", "--+", limited(true, 0x81, "example"),
				CertificateMaker.leaf().subject(noMailbox)));
		all.add(leaf("no mailbox in the subject, mail excluded", "--+", limited(false, 0x81, "example"),
				CertificateMaker.leaf().subject(noMailbox)));
		all.add(leaf("mailbox in the subject of another type", "--+", CA.permit("example"),
				CertificateMaker.leaf().subject("1.2.840.113549.1.9.1=#0c0461406578,CN=a").dns("a.example")));
	}

	private static void uris(List<Vector> all) {
		all.add(uri("URI permitted", "+++", limited(true, 0x86, "a.example"), "https://a.example/x"));
		all.add(uri("URI of a subdomain", "--+", limited(true, 0x86, "example"), "https://a.example/x"));
		all.add(uri("URI of an excluded subdomain", "++-", limited(false, 0x86, "example"), "https://a.example/x")
			.because("RFC 5280 means the host alone (PKITS 4.13.36), as OpenSSL does, and Go from 1.26 on"));
		all.add(uri("URI below a leading dot", "+++", limited(true, 0x86, ".example"), "https://a.example:8443/x"));
		all.add(uri("URI with an address", "---", limited(true, 0x86, ".example"), "https://127.0.0.1/"));
		all.add(uri("URI without a host", "---", limited(false, 0x86, "example"), "urn:a"));
		all.add(uri("URI without a host under a host constraint", "+++", limited(true, 0x82, "example"), "urn:a"));
	}

	private static void directories(List<Vector> all) {
		String reason = "RFC 5280 has us compare them, and OpenSSL does; Go knows no such constraints";
		byte[] base = new X500Principal("O=Example").getEncoded();
		CertificateMaker permitted = CA.criticalExtension(EXTENSION, subtrees(true, tlv(0xa4, base)));
		CertificateMaker excluded = CA.criticalExtension(EXTENSION, subtrees(false, tlv(0xa4, base)));
		all.add(leaf("directory name permitted", "++-", permitted,
				CertificateMaker.leaf().subject("CN=a,O=example").dns("localhost"))
			.because(reason));
		all.add(leaf("directory name not permitted", "---", permitted,
				CertificateMaker.leaf().subject("CN=a,O=Other").dns("localhost")));
		all.add(leaf("directory name excluded", "---", excluded,
				CertificateMaker.leaf().subject("CN=a,O=Example").dns("localhost")));
		all.add(leaf("directory name not excluded", "++-", excluded,
				CertificateMaker.leaf().subject("CN=a,O=Other").dns("localhost"))
			.because(reason));
		byte[] names = tlv(0x30, tlv(0xa4, new X500Principal("O=Other").getEncoded()));
		all.add(leaf("directory name among the names", "---", permitted,
				CertificateMaker.leaf().subject("O=Example").extension("2.5.29.17", names)));
	}

	private static void others(List<Vector> all) {
		byte[] other = hex("a00806022a03a0020500");
		CertificateMaker critical = CA.criticalExtension(EXTENSION, subtrees(true, other));
		CertificateMaker optional = CA.extension(EXTENSION, subtrees(true, other));
		CertificateMaker named = CertificateMaker.leaf().extension("2.5.29.17", tlv(0x30, other));
		all.add(leaf("other name permitted", "-+-", critical, CertificateMaker.localhost()));
		all.add(leaf("other name permitted, not critical", "+++", optional, CertificateMaker.localhost()));
		all.add(leaf("other name among the names", "--+", optional, named));
		all.add(dns("no constraint in the constraints", "-+-", CA.extension(EXTENSION, tlv(0x30)), "a.example"));
		all.add(dns("empty list of constraints", "-+-", CA.extension(EXTENSION, hex("3002a000")), "a.example"));
		all.add(dns("constraints malformed", "---", CA.extension(EXTENSION, ascii("malformed")), "a.example"));
		all.add(dns("minimum of one", "--+",
				CA.extension(EXTENSION, tlv(0x30, tlv(0xa0, tlv(0x30, tlv(0x82, ascii("example")), hex("800101"))))),
				"a.example"));
		byte[] many = repeated(tlv(0x30, tlv(0x82, ascii("x.example"))), 1100);
		byte[] names = tlv(0x30, repeated(tlv(0x82, ascii("a.test")), 1000));
		all.add(leaf("a thousand names under a thousand constraints", "---",
				CA.extension(EXTENSION, tlv(0x30, tlv(0xa1, many))),
				CertificateMaker.leaf().extension("2.5.29.17", names)));
	}

	private static void chains(List<Vector> all) {
		CertifiedKey wide = CA.permit("a.example").permit("b.example").issuedBy(ROOT);
		CertifiedKey narrow = CertificateMaker.ca().subject("CN=Narrow").permit("b.example").issuedBy(wide);
		all.add(below("narrowed", "---", "a.example", narrow, wide));
		all.add(below("narrowed, and within", "+++", "b.example", narrow, wide));
		CertifiedKey only = CA.permit("b.example").issuedBy(ROOT);
		CertifiedKey wider = CertificateMaker.ca().subject("CN=Wider").permit("example").issuedBy(only);
		all.add(below("widened", "---", "a.example", wider, only));
		CertifiedKey sub = CertificateMaker.ca().subject("CN=Sub-CA").issuedBy(wide);
		all.add(below("CA with a name like a host", "+++", "a.example", sub, wide));
		CertifiedKey dotted = CertificateMaker.ca().subject("CN=ca.test").issuedBy(wide);
		all.add(below("CA with the name of a host", "+++", "a.example", dotted, wide));
		CertifiedKey named = CertificateMaker.ca().subject("CN=Named").dns("ca.test").issuedBy(wide);
		all.add(below("CA with a forbidden host", "--+", "a.example", named, wide));
		CertifiedKey root = CA.dns("root.test").permit("example").selfSigned();
		CertifiedKey rollover = CA.dns("root.test").issuedBy(root);
		all.add(Vector.of("self-issued CA is exempt", "++-")
			.because("RFC 5280 section 4.2.1.10 exempts it; Go exempts nobody")
			.trust(root)
			.present(CertificateMaker.leaf().dns("a.example").issuedBy(rollover), rollover));
		CertifiedKey own = CertificateMaker.leaf().subject("CN=Limited").dns("root.test").issuedBy(root);
		all.add(Vector.of("self-issued leaf is not exempt", "---").trust(root).present(own));
	}

	private static Vector dns(String name, String verdicts, CertificateMaker ca, String... hosts) {
		CertificateMaker leaf = CertificateMaker.leaf();
		for (String host : hosts) {
			leaf = leaf.rawName(2, ascii(host));
		}
		return leaf(name, verdicts, ca, leaf);
	}

	private static Vector mail(String name, String verdicts, CertificateMaker ca, String address) {
		return leaf(name, verdicts, ca, CertificateMaker.leaf().email(address)).client();
	}

	private static Vector uri(String name, String verdicts, CertificateMaker ca, String uri) {
		return leaf(name, verdicts, ca, CertificateMaker.leaf().uri(uri)).client();
	}

	private static Vector leaf(String name, String verdicts, CertificateMaker ca, CertificateMaker leaf) {
		CertifiedKey issuer = ca.issuedBy(ROOT);
		return Vector.of(name, verdicts).trust(ROOT).present(leaf.issuedBy(issuer), issuer);
	}

	private static Vector below(String name, String verdicts, String host, CertifiedKey lower, CertifiedKey upper) {
		return Vector.of(name, verdicts)
			.trust(ROOT)
			.present(CertificateMaker.leaf().dns(host).issuedBy(lower), lower, upper);
	}

	private static CertificateMaker limited(boolean permitted, int tag, String text) {
		return CA.extension(EXTENSION, subtrees(permitted, tlv(tag, ascii(text))));
	}

	private static byte[] subtrees(boolean permitted, byte[] base) {
		return tlv(0x30, tlv(permitted ? 0xa0 : 0xa1, tlv(0x30, base)));
	}

}
