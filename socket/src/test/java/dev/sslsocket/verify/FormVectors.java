package dev.sslsocket.verify;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import javax.security.auth.x500.X500Principal;

import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;

import static dev.sslsocket.verify.Der.ascii;
import static dev.sslsocket.verify.Der.hex;
import static dev.sslsocket.verify.Der.tlv;

/**
 * Certificates that are malformed, or say what they must not (RFC 5280 section 4).
 */
final class FormVectors {

	private static final CertifiedKey ROOT = CertificateMaker.ca().subject("CN=Root").selfSigned();

	private static final CertificateMaker LEAF = CertificateMaker.localhost();

	private static final CertificateMaker SUB = CertificateMaker.ca().subject("CN=Sub");

	private static final String UNKNOWN_EXTENSION = "1.3.6.1.4.1.55555.1";

	private static final String FORBIDDEN = "RFC 5280 forbids it, and no CA does it";

	private FormVectors() {
	}

	static List<Vector> all() {
		List<Vector> all = new ArrayList<>();
		all.add(leaf("plain", "+++", LEAF));
		serials(all);
		fields(all);
		extensions(all);
		malformed(all);
		return all;
	}

	private static void serials(List<Vector> all) {
		all.add(leaf("serial zero", "-++", LEAF.serial(BigInteger.ZERO)).because(FORBIDDEN));
		all.add(leaf("serial negative", "-++", LEAF.serial(BigInteger.TEN.negate()))
			.because("Go refuses it from 1.23 on"));
		all.add(leaf("serial of 20 octets", "+++", LEAF.serial(BigInteger.ONE.shiftLeft(158))));
		all.add(leaf("serial of 20 octets and a zero", "+++", LEAF.serial(BigInteger.ONE.shiftLeft(159))));
		all.add(leaf("serial of 21 octets", "-++", LEAF.serial(BigInteger.ONE.shiftLeft(160))).because(FORBIDDEN));
		CertifiedKey zero = CertificateMaker.ca().subject("CN=Zero").serial(BigInteger.ZERO).selfSigned();
		all.add(Vector.of("serial zero of the root", "+++").trust(zero).present(LEAF.issuedBy(zero)));
		CertifiedKey sub = SUB.serial(BigInteger.ZERO).issuedBy(ROOT);
		all.add(chain("serial zero of an intermediate", "-++", LEAF.issuedBy(sub), sub).because(FORBIDDEN));
	}

	private static void fields(List<Vector> all) {
		all.add(changed("version 1 with extensions", "-++", (fields) -> fields.remove(0))
			.because("the JDK cannot read it"));
		all.add(changed("version 1", "+++", (fields) -> {
			fields.remove(7);
			fields.remove(0);
		}));
		all.add(changed("version 2", "+++", (fields) -> {
			fields.remove(7);
			fields.set(0, hex("a003020101"));
		}));
		all.add(changed("version 4", "-+-", (fields) -> fields.set(0, hex("a003020103"))));
		all.add(changed("inner signature algorithm", "---",
				(fields) -> fields.set(2, tlv(0x30, hex("06082a8648ce3d040303")))));
		all.add(changed("issuer empty", "---", (fields) -> fields.set(3, tlv(0x30))));
		all.add(changed("subject empty beside names that are not critical", "-++", (fields) -> fields.set(5, tlv(0x30)))
			.because("the JDK cannot read it, and RFC 5280 section 4.2.1.6 forbids it"));
		all.add(leaf("subject empty beside critical names", "+++", LEAF.subject("")));
		all.add(leaf("names critical beside a subject", "+++",
				LEAF.criticalExtension("2.5.29.17", tlv(0x30, tlv(0x82, ascii("localhost"))))));
		String before = "170d3235303130313030303030305a";
		all.add(validity("time with fractions", "---", before, "181232303530303130313030303030302e355a"));
		all.add(validity("time with an offset", "--+", before, "17113430303130313030303030302b30313030"));
		all.add(validity("time without seconds", "--+", before, "170b343030313031303030305a"));
		all.add(validity("generalized time before 2050", "+++", before, "180f32303439303130313030303030305a"));
		all.add(validity("time far away", "+++", before, "180f39393939313233313233353935395a"));
	}

	private static void extensions(List<Vector> all) {
		byte[] nothing = { 5, 0 };
		all.add(leaf("unknown extension", "+++", LEAF.extension(UNKNOWN_EXTENSION, nothing)));
		all.add(leaf("unknown critical extension", "---", LEAF.criticalExtension(UNKNOWN_EXTENSION, nothing)));
		CertifiedKey sub = SUB.criticalExtension(UNKNOWN_EXTENSION, nothing).issuedBy(ROOT);
		all.add(chain("unknown critical extension of an intermediate", "---", LEAF.issuedBy(sub), sub));
		CertifiedKey root = CertificateMaker.ca().criticalExtension(UNKNOWN_EXTENSION, nothing).selfSigned();
		all.add(Vector.of("unknown critical extension of the root", "---").trust(root).present(LEAF.issuedBy(root)));
		byte[] names = tlv(0x30, tlv(0x82, ascii("localhost")));
		all.add(changed("extension twice", "---", (fields) -> {
			byte[] extension = tlv(0x30, hex("0603551d11"), tlv(0x04, names));
			fields.set(7, tlv(0xa3, tlv(0x30, extension, extension)));
		}));
		all.add(leaf("authority key identifier critical", "--+",
				LEAF.criticalExtension("2.5.29.35", tlv(0x30, tlv(0x80, keyIdentifier())))));
		byte[] serial = ROOT.certificate().getSerialNumber().toByteArray();
		byte[] issuer = tlv(0xa1, tlv(0xa4, ROOT.certificate().getSubjectX500Principal().getEncoded()));
		byte[] otherIssuer = tlv(0xa1, tlv(0xa4, new X500Principal("CN=Other").getEncoded()));
		all.add(leaf("authority named by issuer and serial", "+++",
				LEAF.extension("2.5.29.35", tlv(0x30, issuer, tlv(0x82, serial)))));
		all.add(leaf("authority named by another serial", "--+",
				LEAF.extension("2.5.29.35", tlv(0x30, issuer, tlv(0x82, new byte[] { 1 })))));
		all.add(leaf("authority named by another issuer", "--+",
				LEAF.extension("2.5.29.35", tlv(0x30, otherIssuer, tlv(0x82, serial)))));
		all.add(leaf("subject key identifier critical", "--+",
				LEAF.criticalExtension("2.5.29.14", hex("040401020304"))));
		byte[] ocsp = tlv(0x30, tlv(0x30, hex("06082b06010505073001"), tlv(0x86, ascii("http://localhost"))));
		all.add(leaf("authority information", "+++", LEAF.extension("1.3.6.1.5.5.7.1.1", ocsp)));
		all.add(leaf("authority information critical", "--+", LEAF.criticalExtension("1.3.6.1.5.5.7.1.1", ocsp)));
		all.add(leaf("no key identifiers", "+++", LEAF.without("2.5.29.14").without("2.5.29.35")));
		CertifiedKey silent = SUB.without("2.5.29.14").without("2.5.29.35").issuedBy(ROOT);
		all.add(chain("no key identifiers of an intermediate", "+++", LEAF.without("2.5.29.35").issuedBy(silent),
				silent));
		all.add(leaf("name constraints of a leaf", "-++",
				LEAF.criticalExtension("2.5.29.30", tlv(0x30, tlv(0xa0, tlv(0x30, tlv(0x82, ascii("localhost")))))))
			.because(FORBIDDEN));
		all.add(leaf("proxy certificate", "--+",
				CertificateMaker.leaf().extension("1.3.6.1.5.5.7.1.14", hex("300c300a06082b06010505071501"))));
		all.add(leaf("names of other kinds only, critical", "-+-",
				CertificateMaker.leaf().criticalExtension("2.5.29.17", tlv(0x30, tlv(0x88, hex("2a0304"))))));
		all.add(leaf("issuer's alternative names critical", "---", LEAF.criticalExtension("2.5.29.18", names)));
	}

	private static void malformed(List<Vector> all) {
		byte[] text = ascii("malformed");
		all.add(leaf("names malformed", "---", CertificateMaker.leaf().extension("2.5.29.17", text)));
		all.add(leaf("names none", "-++", CertificateMaker.leaf().extension("2.5.29.17", tlv(0x30)))
			.because("RFC 5280 section 4.2.1.6 forbids it, as OpenSSL does when told to be strict"));
		all.add(leaf("names with an address of five octets", "-+-", LEAF.rawName(7, new byte[5])));
		all.add(leaf("names with a host not in ASCII", "-+-", LEAF.rawName(2, new byte[] { 'a', (byte) 0xe4 })));
		all.add(leaf("names with a malformed URI", "-+-", LEAF.rawName(6, ascii("http://local host/\n"))));
		all.add(leaf("authority information malformed", "-+-", LEAF.extension("1.3.6.1.5.5.7.1.1", text)));
		all.add(leaf("subject key identifier malformed", "---", LEAF.extension("2.5.29.14", text)));
		all.add(leaf("authority key identifier malformed", "---", LEAF.extension("2.5.29.35", text)));
		all.add(leaf("distribution points malformed", "---", LEAF.extension("2.5.29.31", text)));
		all.add(leaf("policies malformed", "-+-", LEAF.extension("2.5.29.32", text)));
		all.add(leaf("policies twice", "-++", LEAF.extension("2.5.29.32", hex("300a300306012a300306012a")))
			.because("Go refuses it from 1.22 on, and RFC 5280 section 4.2.1.4 forbids it"));
		all.add(leaf("key usage empty", "--+", LEAF.extension("2.5.29.15", hex("030100"))));
		all.add(leaf("key usage malformed", "---", LEAF.extension("2.5.29.15", text)));
		all.add(leaf("extended key usage empty", "--+", LEAF.extension("2.5.29.37", tlv(0x30))));
		all.add(leaf("basic constraints malformed", "---", LEAF.extension("2.5.29.19", text)));
		all.add(leaf("basic constraints with a negative length", "--+",
				LEAF.extension("2.5.29.19", hex("30030201ff"))));
		all.add(leaf("basic constraints with a length of no CA", "+++",
				LEAF.extension("2.5.29.19", hex("3003020100"))));
		all.add(leaf("basic constraints with an explicit false", "+++",
				LEAF.extension("2.5.29.19", hex("3003010100"))));
		all.add(leaf("policy constraints malformed", "-++", LEAF.extension("2.5.29.36", text))
			.because("Go refuses it from 1.25 on"));
		all.add(leaf("policy constraints not critical", "+++", LEAF.extension("2.5.29.36", hex("3003800103"))));
		all.add(leaf("inhibit any-policy malformed", "-++", LEAF.extension("2.5.29.54", text))
			.because("Go refuses it from 1.25 on"));
	}

	private static byte[] keyIdentifier() {
		return DerValue.content(
				DerValue.content(ROOT.certificate().getExtensionValue("2.5.29.14"), DerValue.OCTET_STRING),
				DerValue.OCTET_STRING);
	}

	private static Vector leaf(String name, String verdicts, CertificateMaker maker) {
		return Vector.of(name, verdicts).trust(ROOT).present(maker.issuedBy(ROOT));
	}

	private static Vector chain(String name, String verdicts, CertifiedKey... chain) {
		return Vector.of(name, verdicts).trust(ROOT).present(chain);
	}

	private static Vector changed(String name, String verdicts, Consumer<List<byte[]>> change) {
		return Vector.of(name, verdicts).trust(ROOT).present(Der.changed(LEAF.issuedBy(ROOT), ROOT, change));
	}

	private static Vector validity(String name, String verdicts, String begin, String end) {
		return changed(name, verdicts, (fields) -> fields.set(4, tlv(0x30, hex(begin), hex(end))));
	}

}
