package dev.sslsocket.verify;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import dev.sslsocket.testing.CertificateMaker;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RecentNames}.
 */
class RecentNamesTests {

	private final RecentNames recent = new RecentNames();

	@Test
	void namesWhenCertificateCameBeforeAreTheSame() throws Exception {
		X509Certificate leaf = named("orders.example");
		X509Certificate again = (X509Certificate) CertificateFactory.getInstance("X.509")
			.generateCertificate(new ByteArrayInputStream(leaf.getEncoded()));
		PresentedNames names = this.recent.of(leaf);
		assertThat(names).isEqualTo(PresentedNames.of(leaf));
		assertThat(this.recent.of(again)).isSameAs(names);
	}

	@Test
	void namesWhenManyCertificatesShareAPlaceAreEachTheirOwn() {
		List<X509Certificate> leaves = new ArrayList<>();
		for (int i = 0; i < RecentNames.MOST_CERTIFICATES + 1; i++) {
			leaves.add(named("host" + i + ".example"));
		}
		for (int round = 0; round < 2; round++) {
			assertThat(leaves)
				.allSatisfy((leaf) -> assertThat(this.recent.of(leaf)).isEqualTo(PresentedNames.of(leaf)));
		}
	}

	@Test
	void namesWhenThereAreVeryManyAreNotRemembered() {
		CertificateMaker maker = CertificateMaker.leaf();
		for (int i = 0; i <= RecentNames.MOST_NAMES; i++) {
			maker = maker.dns("host" + i + ".example");
		}
		X509Certificate leaf = maker.selfSigned().certificate();
		PresentedNames names = this.recent.of(leaf);
		assertThat(this.recent.of(leaf)).isEqualTo(names).isNotSameAs(names);
	}

	private static X509Certificate named(String host) {
		return CertificateMaker.leaf().dns(host).selfSigned().certificate();
	}

}
