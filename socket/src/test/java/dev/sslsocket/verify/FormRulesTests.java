package dev.sslsocket.verify;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import dev.sslsocket.failure.SslCertificateException;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import org.junit.jupiter.api.Test;

import static dev.sslsocket.verify.Der.ascii;
import static dev.sslsocket.verify.Der.hex;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FormRules}, {@link CertificateForm} and {@link ExtensionForms}: what
 * is said, and what must not happen. What is refused is in {@link FormVectors}.
 */
class FormRulesTests {

	private static final CertifiedKey ROOT = CertificateMaker.ca().subject("CN=Root").selfSigned();

	@Test
	void checkWhenACertificateIsMalformedNamesItAndTheReason() {
		assertThat(messages(CertificateMaker.leaf().extension("2.5.29.31", ascii("x"))))
			.containsExactly("CN=test (depth 0) has a malformed extension: CRL distribution points.");
		assertThat(messages(CertificateMaker.leaf().criticalExtension("1.2.3.4", hex("0500"))))
			.containsExactly("CN=test (depth 0) has a critical extension that is not understood: 1.2.3.4.");
		assertThat(messages(CertificateMaker.leaf().serial(BigInteger.ONE.negate())))
			.containsExactly("CN=test (depth 0) has a negative serial number.");
	}

	@Test
	void checkWhenTheAnchorHasTheSerialNumberZeroFindsNothing() {
		X509Certificate root = CertificateMaker.ca().serial(BigInteger.ZERO).selfSigned().certificate();
		assertThat(FormRules.check(List.of(root), forms(List.of(root)), true)).isEmpty();
		assertThat(FormRules.check(List.of(root), forms(List.of(root)), false)).hasSize(1);
	}

	@Test
	void checkWhenAnchorsAreTheJdksFindsThemWellFormed() {
		assertThat(PlatformAnchors.jdk()).isNotEmpty()
			.allSatisfy(
					(anchor) -> assertThat(FormRules.check(List.of(anchor), forms(List.of(anchor)), true)).isEmpty());
	}

	@Test
	void verifyWhenTheFirstFaultIsOverruledStillFindsTheForbiddenName() {
		CertifiedKey limited = CertificateMaker.ca().subject("CN=Limited").permit("example").issuedBy(ROOT);
		CertifiedKey leaf = CertificateMaker.leaf()
			.dns("a.test")
			.serial(BigInteger.TEN.negate())
			.extension("2.5.29.32", ascii("x"))
			.issuedBy(limited);
		List<String> told = new ArrayList<>();
		PeerVerifier verifier = PeerVerifier.builder()
			.trust(List.of(TrustSource.certificates(ROOT.certificate())))
			.hostnameScheme(HostnameScheme.NONE)
			.callback((event) -> {
				told.add(event.message());
				return event.ok() || event.message().contains("serial");
			})
			.build();
		assertThat(reason(verifier, leaf.chain())).isEqualTo(SslReason.BAD_CERTIFICATE);
		assertThat(told).anyMatch((message) -> message.contains("negative serial number"))
			.anyMatch((message) -> message.contains("is not among those permitted"));
	}

	@Test
	void verifyWhenCertificatesAreDamagedAtRandomNeverThrowsAnythingElse() throws Exception {
		CertifiedKey sub = CertificateMaker.ca().subject("CN=Sub").permit("example").issuedBy(ROOT);
		CertifiedKey leaf = CertificateMaker.leaf()
			.dns("a.example")
			.ip("127.0.0.1")
			.email("a@example")
			.uri("https://a.example/")
			.ocspResponder("http://a.example/")
			.crlDistributionPoint("http://a.example/")
			.extension("2.5.29.32", hex("3005300306012a"))
			.extension("2.5.29.30", hex("300da00b30098207 6578616d706c65"))
			.issuedBy(sub);
		PeerVerifier verifier = PeerVerifier.builder()
			.trust(List.of(TrustSource.certificates(ROOT.certificate())))
			.hostnameScheme(HostnameScheme.NONE)
			.build();
		Random random = new Random(20261125);
		int read = 0;
		for (int i = 0; i < 4000; i++) {
			byte[] der = ((i % 2 == 0) ? leaf : sub).certificateDer();
			for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
				der[random.nextInt(der.length)] = (byte) random.nextInt(256);
			}
			X509Certificate damaged;
			try {
				damaged = (X509Certificate) CertificateFactory.getInstance("X.509")
					.generateCertificate(new ByteArrayInputStream(der));
			}
			catch (CertificateException ex) {
				continue;
			}
			read++;
			List<X509Certificate> chain = (i % 2 == 0) ? List.of(damaged, sub.certificate())
					: List.of(leaf.certificate(), damaged);
			try {
				verifier.verifyServer(chain, null);
			}
			catch (SslCertificateException ex) {
				assertThat(ex.getMessage()).doesNotContain("could not be checked");
			}
		}
		assertThat(read).isGreaterThan(500);
	}

	private static SslReason reason(PeerVerifier verifier, List<X509Certificate> chain) {
		try {
			verifier.verifyServer(chain, null);
			throw new AssertionError("accepted");
		}
		catch (SslCertificateException ex) {
			Throwable cause = (ex.reason() == SslReason.CALLBACK_REFUSED) ? ex.getCause() : ex;
			return (cause instanceof SslCertificateException refusal) ? refusal.reason() : ex.reason();
		}
	}

	private static List<String> messages(CertificateMaker leaf) {
		List<X509Certificate> path = List.of(leaf.issuedBy(ROOT).certificate(), ROOT.certificate());
		return FormRules.check(path, forms(path), true).stream().map(Finding::message).toList();
	}

	private static List<CertificateForm> forms(List<X509Certificate> path) {
		return path.stream().map(CertificateForm::of).toList();
	}

}
