package dev.sslsocket.x509;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import javax.security.auth.x500.X500Principal;

import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.program.RequiresPerlModule;
import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.testing.program.RunningProgram;
import dev.sslsocket.x509.SubjectAltName.Type;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PeerCertificateTests {

	private static final CertifiedKey CA = CertificateMaker.ca().subject("CN=ca,O=Demo,C=DE").selfSigned();

	@TempDir
	private Path directory;

	@Test
	void namesWhenPlainAreInBothOrders() {
		PeerCertificate peer = peer(CertificateMaker.leaf().subject("CN=srv,O=Demo,C=DE"));
		assertThat(peer.subject()).isEqualTo("CN=srv,O=Demo,C=DE");
		assertThat(peer.issuer()).isEqualTo("CN=ca,O=Demo,C=DE");
		assertThat(peer.subjectOneline()).isEqualTo("/C=DE/O=Demo/CN=srv");
		assertThat(peer.issuerOneline()).isEqualTo("/C=DE/O=Demo/CN=ca");
		assertThat(peer.dump()).isEqualTo("Subject Name: /C=DE/O=Demo/CN=srv\nIssuer  Name: /C=DE/O=Demo/CN=ca\n");
		assertThat(peer).hasToString("CN=srv,O=Demo,C=DE, sha256 " + peer.fingerprintColons());
	}

	@Test
	void commonNameWhenThereAreSeveralIsTheFirstAsEncoded() {
		assertThat(peer(CertificateMaker.leaf().subject("CN=last,CN=f\\,irst,C=DE")).commonName()).isEqualTo("f,irst");
		assertThat(peer(CertificateMaker.leaf().subject("O=Demo")).commonName()).isEmpty();
	}

	@Test
	void subjectAltNamesWhenOfAllKindsKeepTheirOrder() {
		PeerCertificate peer = peer(CertificateMaker.leaf()
			.dns("*.example.com")
			.ip("192.0.2.1")
			.ip("2001:db8:0:0:1:0:0:1")
			.email("a@example.com")
			.uri("spiffe://example.com/a"));
		assertThat(peer.subjectAltNames()).containsExactly(new SubjectAltName(Type.DNS, "*.example.com"),
				new SubjectAltName(Type.IP, "192.0.2.1"), new SubjectAltName(Type.IP, "2001:db8::1:0:0:1"),
				new SubjectAltName(Type.EMAIL, "a@example.com"),
				new SubjectAltName(Type.URI, "spiffe://example.com/a"));
		assertThat(peer.subjectAltNames().get(0)).hasToString("DNS:*.example.com");
	}

	@Test
	void subjectAltNamesWhenOneIsDamagedKeepTheOthers() {
		PeerCertificate peer = peer(CertificateMaker.leaf().dns("good").rawName(7, new byte[] { 1, 2, 3 }));
		assertThat(peer.subjectAltNames()).contains(new SubjectAltName(Type.DNS, "good"),
				new SubjectAltName(Type.IP, "invalid:010203"));
	}

	/**
	 * The JDK passes over a bit string with impossible padding, Bouncy Castle does not.
	 */
	@Test
	void namesWhenOneCannotBeDecodedAreEmptyAndThrowNothing() {
		byte[] der = HexFormat.of().parseHex("301b" + "310c300a06035504030c03737276" + "310b3009060355042d03020900");
		X500Principal principal = new X500Principal(der);
		assertThat(RelativeNames.of(principal)).isEmpty();
		assertThat(OnelineName.of(principal)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 3, 4, 5 })
	void subjectAltNamesWhenOneOfConstructedTypeIsPrimitiveAreNone(int tag) {
		PeerCertificate peer = peer(CertificateMaker.leaf().dns("good").rawName(tag, new byte[] { 127, 0, 0, 1 }));
		assertThat(peer.subjectAltNames()).isEmpty();
	}

	@Test
	void subjectAltNamesWhenThereAreNoneOrTheyCannotBeReadAreEmpty() {
		assertThat(PeerCertificate.of(CA.certificate()).subjectAltNames()).isEmpty();
		assertThat(peer(CertificateMaker.leaf().extension("2.5.29.17", new byte[] { 5, 0 })).subjectAltNames())
			.isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "::, ::", "::1, ::1", "1::, 1::", "2001:DB8::1, 2001:db8::1",
			"2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1", "1:0:0:2:0:0:0:3, 1:0:0:2::3",
			"1:0:0:2:0:0:3:4, 1::2:0:0:3:4", "127.0.0.1, 127.0.0.1", "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
			"0:1:2:3:4:5:6:7, 0:1:2:3:4:5:6:7" })
	void ipTextWhenWrittenIsCanonical(String address, String canonical) throws Exception {
		assertThat(IpText.of(InetAddress.getByName(address).getAddress())).isEqualTo(canonical);
	}

	@Test
	void ipTextWhenIpv4IsMappedStaysIpv6() throws Exception {
		byte[] mapped = Inet6Address.getByAddress(null, HexFormat.of().parseHex("0".repeat(20) + "ffff7f000001"), -1)
			.getAddress();
		assertThat(IpText.of(mapped)).isEqualTo("::ffff:7f00:1");
	}

	@Test
	@RequiresProgram("openssl")
	void fingerprintsWhenAskedForAreThoseOfOpenssl() throws Exception {
		Openssl openssl = new Openssl(this.directory, "RSA");
		PeerCertificate peer = PeerCertificate.of(Certificates.parse(Material.file(openssl.file("RSA.crt"))).get(0));
		String sha256 = openssl.run("x509 -in RSA.crt -noout -fingerprint -sha256").strip().split("=")[1];
		assertThat(peer.fingerprintColons()).isEqualTo(sha256);
		assertThat(peer.fingerprint("sha256")).isEqualTo("sha256$" + sha256.replace(":", "").toLowerCase());
		assertThat(peer.fingerprint("SHA-256")).isEqualTo(peer.fingerprint("sha256"));
		String sha1 = openssl.run("x509 -in RSA.crt -noout -fingerprint -sha1").strip().split("=")[1];
		assertThat(peer.fingerprint("sha1")).isEqualTo("sha1$" + sha1.replace(":", "").toLowerCase());
		openssl.run("rsa -in RSA.pem -RSAPublicKey_out -outform DER -out public.der");
		String key = openssl.run("dgst -sha256 -r public.der").split(" ")[0];
		assertThat(peer.publicKeyFingerprint("sha256")).isEqualTo("sha256$pub$" + key);
		assertThat("serial=" + peer.serialNumber()).isEqualTo(openssl.run("x509 -in RSA.crt -noout -serial").strip());
	}

	@Test
	void fingerprintWhenDigestIsUnknownSaysWhatToUse() {
		PeerCertificate peer = PeerCertificate.of(CA.certificate());
		assertThatExceptionOfType(SslConfigurationException.class).isThrownBy(() -> peer.fingerprint("sha257"))
			.withMessage("'sha257' is not a digest this JVM knows. Use sha256, sha384 or sha512.");
	}

	@Test
	void validityAndSerialWhenSetAreThose() {
		Instant begin = Instant.parse("2026-01-01T00:00:00Z");
		Instant end = Instant.parse("2026-01-02T00:00:00Z");
		PeerCertificate peer = peer(
				CertificateMaker.leaf().notBefore(begin).notAfter(end).serial(BigInteger.valueOf(0xabc)));
		assertThat(peer.notBefore()).isEqualTo(begin);
		assertThat(peer.notAfter()).isEqualTo(end);
		assertThat(peer.serialNumber()).isEqualTo("0ABC");
		assertThat(peer).isEqualTo(PeerCertificate.of(peer.certificate()))
			.isNotEqualTo(PeerCertificate.of(CA.certificate()));
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "/CN=srv", "/C=DE/O=a\\/b\\+c/CN=plain", "/C=DE/CN=a+OU=b/O=c", "/CN=Mühle €/O=日本",
			"/CN=a,b;c<d>\"e\"=#f", "/emailAddress=a@example.com/DC=example/UID=7/serialNumber=1/street=x/SN=s/GN=g",
			"/title=t/initials=i/postalCode=1/businessCategory=b/dnQualifier=q/pseudonym=p/role=r/name=n",
			"/jurisdictionC=DE/jurisdictionST=BE/jurisdictionL=B/organizationIdentifier=o/unstructuredName=u" })
	@RequiresProgram("openssl")
	@RequiresPerlModule("Net::SSLeay")
	void dumpWhenWrittenIsThatOfPerlByteForByte(String subject) {
		Path certificate = this.directory.resolve("c.pem");
		run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout",
				this.directory.resolve("k.pem").toString(), "-out", certificate.toString(), "-utf8", "-subj", subject);
		String perl = run("perl", "-MNet::SSLeay", "-e", """
				my $bio = Net::SSLeay::BIO_new_file($ARGV[0], 'r');
				my $c = Net::SSLeay::PEM_read_bio_X509($bio);
				print 'Subject Name: ', Net::SSLeay::X509_NAME_oneline(Net::SSLeay::X509_get_subject_name($c)), "\\n",
					'Issuer  Name: ', Net::SSLeay::X509_NAME_oneline(Net::SSLeay::X509_get_issuer_name($c)), "\\n";
				""", certificate.toString());
		assertThat(perl).startsWith("Subject Name: /");
		assertThat(PeerCertificate.of(Certificates.parse(Material.file(certificate)).get(0)).dump()).isEqualTo(perl);
	}

	@Test
	@RequiresProgram("openssl")
	void attributeNamesWhenOpensslKnowsThemAreItsNames() throws Exception {
		List<String> wrong = new ArrayList<>();
		for (String line : new Openssl(this.directory).run("list -objects").split("\n")) {
			String[] entry = line.split(" = |, ");
			String oid = entry[entry.length - 1];
			if (entry.length > 1 && oid.matches("2\\.5\\.4\\.\\d+")) {
				String name = AttributeNames.of(new ASN1ObjectIdentifier(oid));
				if (!name.equals(entry[0])) {
					wrong.add(line + ": " + name);
				}
			}
		}
		assertThat(wrong).isEmpty();
	}

	private static String run(String... command) {
		try (RunningProgram program = RunningProgram.start(new ProcessBuilder(command))) {
			program.closeInput();
			assertThat(program.awaitExit()).as(program.standardError()).isZero();
			return program.standardOutput();
		}
	}

	private static PeerCertificate peer(CertificateMaker maker) {
		return PeerCertificate.of(maker.issuedBy(CA).certificate());
	}

}
