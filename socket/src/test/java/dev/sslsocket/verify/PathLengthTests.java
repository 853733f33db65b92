package dev.sslsocket.verify;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;

import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PathLength}.
 */
class PathLengthTests {

	private static final CertificateMaker ROOT = CertificateMaker.ca().subject("CN=Root");

	@Test
	void checkWhenPathIsLongerThanTheAnchorAllowsRefuses() {
		CertifiedKey root = ROOT.pathLength(0).selfSigned();
		CertifiedKey sub = CertificateMaker.ca().subject("CN=Sub").issuedBy(root);
		assertThat(check(CertificateMaker.localhost().issuedBy(root), root)).isEmpty();
		assertThat(check(CertificateMaker.localhost().issuedBy(sub), sub, root)).extracting(Finding::message)
			.containsExactly("CN=Root (depth 2) allows 0 CAs below it; there are 1 (path length constraint).");
	}

	@Test
	void checkWhenPathIsLongerThanAnIntermediateAllowsRefuses() {
		CertifiedKey root = ROOT.selfSigned();
		CertifiedKey upper = CertificateMaker.ca().subject("CN=Upper").pathLength(1).issuedBy(root);
		CertifiedKey middle = CertificateMaker.ca().subject("CN=Middle").issuedBy(upper);
		CertifiedKey lower = CertificateMaker.ca().subject("CN=Lower").issuedBy(middle);
		assertThat(check(CertificateMaker.localhost().issuedBy(middle), middle, upper, root)).isEmpty();
		assertThat(check(CertificateMaker.localhost().issuedBy(lower), lower, middle, upper, root))
			.extracting(Finding::depth)
			.containsExactly(3);
	}

	@Test
	void checkWhenSelfIssuedCertificateIsBelowDoesNotCountIt() {
		CertifiedKey root = ROOT.pathLength(0).selfSigned();
		CertifiedKey rollover = ROOT.issuedBy(root);
		assertThat(check(CertificateMaker.localhost().issuedBy(rollover), rollover, root)).isEmpty();
	}

	private static List<Finding> check(CertifiedKey... path) {
		List<X509Certificate> certificates = Arrays.stream(path).map(CertifiedKey::certificate).toList();
		return PathLength.check(certificates);
	}

}
