package dev.sslsocket.verify;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CRLReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import dev.sslsocket.failure.SslCertificateException;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.CrlMaker;
import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.testing.program.RunningProgram;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds what we make of revocation lists against {@code openssl verify -crl_check} and
 * {@code -crl_check_all}. Where we differ we are the stricter, and the case says why.
 */
@RequiresProgram("openssl")
class OpenSslCrlAgreementTests {

	private static final CertifiedKey ROOT = CertificateMaker.ca().subject("CN=Root").selfSigned();

	private static final CertifiedKey SUB = CertificateMaker.ca().subject("CN=Sub").issuedBy(ROOT);

	private static final CertifiedKey LEAF = CertificateMaker.localhost()
		.crlDistributionPoint("http://a.example/1.crl")
		.issuedBy(SUB);

	private static final CertifiedKey OTHER = CertificateMaker.localhost().issuedBy(SUB);

	private static final CrlMaker OF_ROOT = CrlMaker.issuedBy(ROOT);

	private static final CrlMaker OF_SUB = CrlMaker.issuedBy(SUB).number(10);

	private static final Instant NOW = Instant.now();

	private static final byte[] NULL = { 5, 0 };

	@TempDir
	private Path directory;

	private enum Place {

		FILE, BUNDLE, HASHED_DIRECTORY

	}

	/**
	 * Lists, and what both make of a certificate.
	 *
	 * @param name what is special
	 * @param scope which certificates are looked up
	 * @param place where the lists are
	 * @param openssl whether OpenSSL accepts it
	 * @param accepted whether we do
	 * @param leaf the certificate, of an intermediate CA
	 * @param lists the lists
	 */
	record Case(String name, RevocationScope scope, Place place, boolean openssl, boolean accepted, CertifiedKey leaf,
			List<CrlMaker> lists) {

		@Override
		public String toString() {
			return this.scope + ", " + this.place + ": " + this.name + (this.accepted ? " accepted" : " refused")
					+ ((this.openssl != this.accepted) ? ", by OpenSSL accepted" : "");
		}

	}

	static List<Case> cases() {
		List<Case> cases = new ArrayList<>();
		for (Place place : Place.values()) {
			cases.add(leaf("good", place, true, OF_SUB));
			cases.add(leaf("revoked", place, false, OF_SUB.revoke(LEAF)));
			cases.add(leaf("revoked in the second list", place, false, OF_ROOT, OF_SUB.revoke(LEAF)));
			cases.add(chain("good", place, true, OF_ROOT, OF_SUB));
			cases.add(chain("intermediate revoked", place, false, OF_ROOT.revoke(SUB), OF_SUB));
			cases.add(leaf("intermediate revoked", place, true, OF_ROOT.revoke(SUB), OF_SUB));
			cases.add(leaf("no list of the issuer", place, false, OF_ROOT));
			cases.add(chain("no list of the root", place, false, OF_SUB));
		}
		cases.add(leaf("revoked for a reason", Place.FILE, false, OF_SUB.revoke(LEAF, CRLReason.SUPERSEDED)));
		cases.add(leaf("on hold", Place.FILE, false, OF_SUB.revoke(LEAF, CRLReason.CERTIFICATE_HOLD)));
		cases.add(leaf("another revoked", Place.FILE, true, OF_SUB.revoke(OTHER)));
		cases.add(leaf("list ended", Place.FILE, false, OF_SUB.nextUpdate(NOW.minusSeconds(60))));
		cases.add(leaf("list not yet begun", Place.FILE, false, OF_SUB.thisUpdate(NOW.plusSeconds(600))));
		cases.add(leaf("list of a namesake", Place.FILE, false,
				CrlMaker.issuedBy(CertificateMaker.ca().subject("CN=Sub").selfSigned())));
		CertifiedKey noLists = CertificateMaker.ca().subject("CN=No lists").keyUsage(1 << 2).issuedBy(ROOT);
		cases.add(new Case("issuer without cRLSign", RevocationScope.LEAF, Place.FILE, false, false,
				CertificateMaker.localhost().issuedBy(noLists), List.of(CrlMaker.issuedBy(noLists))));
		cases.add(leaf("unknown critical extension", Place.FILE, false, OF_SUB.extension("1.2.3", true, NULL)));
		cases.add(leaf("unknown extension", Place.FILE, true, OF_SUB.extension("1.2.3", false, NULL)));
		cases.add(leaf("unknown critical extension of another's entry", Place.FILE, false,
				OF_SUB.revokeWithExtension(OTHER, "1.2.3", true)));
		cases.add(leaf("unknown extension of another's entry", Place.FILE, true,
				OF_SUB.revokeWithExtension(OTHER, "1.2.3", false)));
		cases.add(leaf("for users", Place.FILE, true, OF_SUB.scope(hex("30038101ff"))));
		cases.add(leaf("for CAs", Place.FILE, false, OF_SUB.scope(hex("30038201ff"))));
		cases.add(leaf("for attribute certificates", Place.FILE, false, OF_SUB.scope(hex("30038501ff"))));
		cases.add(leaf("for some reasons", Place.FILE, false, OF_SUB.scope(hex("300483020560"))));
		cases.add(leaf("of its point", Place.FILE, true, OF_SUB.scope(point("http://a.example/1.crl"))));
		cases.add(leaf("of another point", Place.FILE, false, OF_SUB.scope(point("http://a.example/2.crl"))));
		cases.add(leaf("newest good", Place.FILE, true, OF_SUB.thisUpdate(NOW.minusSeconds(900)).revoke(LEAF),
				OF_SUB.thisUpdate(NOW.minusSeconds(60))));
		cases.add(leaf("newest revoked", Place.FILE, false, OF_SUB.thisUpdate(NOW.minusSeconds(900)),
				OF_SUB.thisUpdate(NOW.minusSeconds(60)).revoke(LEAF)));
		cases.add(leaf("delta alone", Place.FILE, false, OF_SUB.number(12).deltaOf(10)));
		CrlMaker delta = OF_SUB.number(12).deltaOf(10);
		CrlMaker hold = OF_SUB.revoke(LEAF, CRLReason.CERTIFICATE_HOLD);
		// OpenSSL looks for deltas only of lists that say that there are some.
		byte[] freshest = points("http://a.example/delta.crl");
		cases.add(leaf("revoked by a delta", Place.FILE, false, OF_SUB.extension("2.5.29.46", false, freshest),
				delta.revoke(LEAF)));
		cases.add(leaf("removed by a delta", Place.FILE, true, hold.extension("2.5.29.46", false, freshest),
				delta.revoke(LEAF, CRLReason.REMOVE_FROM_CRL)));
		cases.add(stricter("revoked by a delta that nobody announced", OF_SUB, delta.revoke(LEAF)));
		cases.add(leaf("delta of a later list", Place.FILE, true, OF_SUB, OF_SUB.number(12).deltaOf(11).revoke(LEAF)));
		// OpenSSL takes it for current for ever; the JDK and RFC 5280 do not.
		cases.add(stricter("list without an end", OF_SUB.nextUpdate(null)));
		// Only a delta may remove (RFC 5280 section 5.3.1).
		cases.add(stricter("removed in a complete list", OF_SUB.revoke(LEAF, CRLReason.REMOVE_FROM_CRL)));
		return cases;
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("cases")
	void verdictIsOpenSslsOrStricter(Case lists) throws Exception {
		Path trusted = Files.writeString(this.directory.resolve("trusted.pem"), ROOT.certificatePem());
		Path sub = Files.writeString(this.directory.resolve("sub.pem"),
				lists.leaf().issuer().orElseThrow().certificatePem());
		Path leaf = Files.writeString(this.directory.resolve("leaf.pem"), lists.leaf().certificatePem());
		StringBuilder pem = new StringBuilder();
		lists.lists().forEach((list) -> pem.append(list.pem()));
		Path file = Files.writeString(this.directory.resolve("lists.pem"), pem);
		List<String> command = new ArrayList<>(List.of("openssl", "verify", "-auth_level", "2", "-no-CApath",
				"-extended_crl", "-use_deltas", "-untrusted", sub.toString(),
				(lists.scope() == RevocationScope.LEAF) ? "-crl_check" : "-crl_check_all"));
		TrustSource trust = TrustSource.file(trusted);
		Revocation.Builder revocation = Revocation.builder().crl(lists.scope());
		switch (lists.place()) {
			case FILE -> {
				command.addAll(List.of("-CAfile", trusted.toString(), "-CRLfile", file.toString()));
				revocation.crlFile(file);
			}
			case BUNDLE -> {
				Path bundle = Files.writeString(this.directory.resolve("bundle.pem"), ROOT.certificatePem() + pem);
				command.addAll(List.of("-CAfile", bundle.toString()));
				trust = TrustSource.file(bundle);
			}
			case HASHED_DIRECTORY -> {
				Path hashed = hashedDirectory(lists.lists());
				command.remove("-no-CApath");
				command.addAll(List.of("-no-CAfile", "-CApath", hashed.toString()));
				trust = TrustSource.directory(hashed);
			}
		}
		command.add(leaf.toString());
		try (RunningProgram openssl = RunningProgram.start(command.toArray(String[]::new))) {
			assertThat(openssl.awaitExit() == 0).as("OpenSSL: %s", openssl.standardOutput()).isEqualTo(lists.openssl());
		}
		SslCertificateException refusal = refusal(lists.leaf(), trust, revocation.build());
		assertThat(refusal == null).as("%s", refusal).isEqualTo(lists.accepted());
	}

	private Path hashedDirectory(List<CrlMaker> lists) throws Exception {
		Path hashed = Files.createDirectory(this.directory.resolve("hashed"));
		Files.writeString(hashed.resolve("root.pem"), ROOT.certificatePem());
		for (int i = 0; i < lists.size(); i++) {
			Files.writeString(hashed.resolve(i + ".crl"), lists.get(i).pem());
		}
		try (RunningProgram rehash = RunningProgram.start("openssl", "rehash", hashed.toString())) {
			assertThat(rehash.awaitExit()).isZero();
		}
		for (int i = 0; i < lists.size(); i++) {
			// What is left are links; ours has to find the lists by them too.
			assertThat(Files.list(hashed).map(Path::toString)).anyMatch((name) -> name.matches(".*\\.r\\d"));
		}
		return hashed;
	}

	private static SslCertificateException refusal(CertifiedKey leaf, TrustSource trust, Revocation revocation) {
		PeerVerifier verifier = PeerVerifier.builder()
			.trust(List.of(trust))
			.revocation(revocation)
			.hostnameScheme(HostnameScheme.NONE)
			.build();
		try {
			verifier.verifyServer(
					List.of(leaf.certificate(), leaf.issuer().map(CertifiedKey::certificate).orElseThrow()), null);
			return null;
		}
		catch (SslCertificateException ex) {
			return ex;
		}
	}

	private static Case leaf(String name, Place place, boolean accepted, CrlMaker... lists) {
		return new Case(name, RevocationScope.LEAF, place, accepted, accepted, LEAF, List.of(lists));
	}

	private static Case chain(String name, Place place, boolean accepted, CrlMaker... lists) {
		return new Case(name, RevocationScope.CHAIN, place, accepted, accepted, LEAF, List.of(lists));
	}

	private static Case stricter(String name, CrlMaker... lists) {
		return new Case(name, RevocationScope.LEAF, Place.FILE, true, false, LEAF, List.of(lists));
	}

	private static byte[] point(String uri) {
		return hex(pointOf(uri));
	}

	private static byte[] points(String uri) {
		return hex(tlv("30", pointOf(uri)));
	}

	private static String pointOf(String uri) {
		String name = HexFormat.of().formatHex(uri.getBytes(StandardCharsets.US_ASCII));
		return tlv("30", tlv("a0", tlv("a0", tlv("86", name))));
	}

	private static String tlv(String tag, String content) {
		return tag + String.format("%02x", content.length() / 2) + content;
	}

	private static byte[] hex(String hex) {
		return HexFormat.of().parseHex(hex);
	}

}
