package dev.sslsocket.verify;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PathCheck}, {@link PkixValidation} and {@link JdkVerdict}.
 */
class PathCheckTests {

	private static final CertifiedKey ROOT = CertificateMaker.ca().subject("CN=Root").selfSigned();

	@Test
	void checkWhenPathHasSeveralFaultsFindsAllTheOneThatSaysMostFirst() {
		CertifiedKey limited = CertificateMaker.ca().subject("CN=Sub").permit("example").issuedBy(ROOT);
		CertifiedKey leaf = CertificateMaker.localhost()
			.clientAuth()
			.notBefore(limited.certificate().getNotBefore().toInstant())
			.notAfter(Instant.now().minusSeconds(1))
			.issuedBy(limited);
		PathCheck.Result result = check(Role.SERVER, leaf, limited, ROOT);
		assertThat(result.brokenAt()).isEqualTo(-1);
		assertThat(result.findings()).extracting(Finding::reason)
			.containsExactly(SslReason.CERTIFICATE_EXPIRED, SslReason.UNSUITABLE_CERTIFICATE,
					SslReason.BAD_CERTIFICATE);
		// Not the end of the validity once more: PKIX looked at a time before it.
		assertThat(result.findings().get(2).message()).contains("name constraints");
	}

	@Test
	void checkWhenForgedCertificateHidesBehindAnotherFaultFindsTheForgery() {
		CertifiedKey sub = CertificateMaker.ca()
			.subject("CN=Sub")
			.criticalExtension("1.2.3.4", new byte[] { 5, 0 })
			.issuedBy(ROOT);
		CertifiedKey namesake = CertificateMaker.ca().subject("CN=Sub").selfSigned();
		CertifiedKey forged = CertificateMaker.localhost().issuedBy(namesake);
		PathCheck.Result result = check(Role.SERVER, forged, sub, ROOT);
		assertThat(result.brokenAt()).isZero();
		assertThat(result.findings().get(0).message())
			.isEqualTo("CN=localhost (depth 0) is not signed by the key of CN=Sub (depth 1).");
		assertThat(check(Role.SERVER, CertificateMaker.localhost().issuedBy(sub), sub, ROOT).findings()).singleElement()
			.satisfies((finding) -> assertThat(finding.message())
				.isEqualTo("CN=Sub (depth 1) has a critical extension that is not understood: 1.2.3.4."));
	}

	@Test
	void checkWhenPkixFindsTheSameFaultReportsItOnce() {
		CertifiedKey leafAsIssuer = CertificateMaker.leaf().subject("CN=Not a CA").issuedBy(ROOT);
		CertifiedKey leaf = CertificateMaker.localhost().issuedBy(leafAsIssuer);
		assertThat(check(Role.SERVER, leaf, leafAsIssuer, ROOT).findings()).extracting(Finding::message)
			.containsExactly("CN=Not a CA (depth 1) is not a CA, but issued a certificate.");
	}

	@Test
	void checkWhenAnchorIsTheJdksAsksTheJdkToo() {
		// The JDK takes the name of this CA for a host.
		CertifiedKey limited = CertificateMaker.ca().subject("CN=Limited").permit("localhost").issuedBy(ROOT);
		CertifiedKey sub = CertificateMaker.ca().subject("CN=Sub-CA").issuedBy(limited);
		CertifiedKey leaf = CertificateMaker.leaf().dns("localhost").issuedBy(sub);
		List<X509Certificate> path = certificates(leaf, sub, limited, ROOT);
		assertThat(check(Role.SERVER, leaf, sub, limited, ROOT).findings()).isEmpty();
		Anchors ofTheJdk = new Anchors(List.of(ROOT.certificate()), Set.of(ROOT.certificate()), List.of());
		assertThat(pathCheck(ofTheJdk, Role.SERVER).check(path).findings()).singleElement().satisfies((finding) -> {
			assertThat(finding.reason()).isEqualTo(SslReason.UNKNOWN_CA);
			assertThat(finding.depth()).isEqualTo(3);
			assertThat(finding.message())
				.startsWith("CN=Root (depth 3) is one of the JDK's CAs, but the JDK refuses CN=test: ");
		});
		assertThat(pathCheck(ofTheJdk, Role.CLIENT).check(path).findings()).isEmpty();
	}

	@Test
	void refusalWhenJdkAgreesIsNoneWhateverTheKeyUsage() {
		for (int usage : new int[] { 1 << 7, 1 << 5, 1 << 3 }) {
			CertifiedKey leaf = CertificateMaker.localhost().keyUsage(usage).issuedBy(ROOT);
			assertThat(JdkVerdict.refusal(certificates(leaf, ROOT), Instant.now())).as("key usage %s", usage).isNull();
		}
	}

	@Test
	void refusalTakesTheTimeFromTheCaller() {
		CertifiedKey leaf = CertificateMaker.localhost().issuedBy(ROOT);
		Instant late = leaf.certificate().getNotAfter().toInstant().plusSeconds(1);
		assertThat(JdkVerdict.refusal(certificates(leaf, ROOT), late)).isNotNull();
		CertifiedKey expired = CertificateMaker.localhost().expired().issuedBy(ROOT);
		Instant then = expired.certificate().getNotAfter().toInstant();
		assertThat(JdkVerdict.refusal(certificates(expired, ROOT), then)).isNull();
	}

	private static PathCheck.Result check(Role role, CertifiedKey... path) {
		Anchors anchors = new Anchors(List.of(ROOT.certificate()));
		return pathCheck(anchors, role).check(certificates(path));
	}

	private static PathCheck pathCheck(Anchors anchors, Role role) {
		Instant now = Instant.now();
		return new PathCheck(anchors, role, now, new Signatures(now));
	}

	private static List<X509Certificate> certificates(CertifiedKey... path) {
		return Arrays.stream(path).map(CertifiedKey::certificate).toList();
	}

}
