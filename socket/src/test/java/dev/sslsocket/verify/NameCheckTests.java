package dev.sslsocket.verify;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;

import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.CertificateMaker;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NameCheck}.
 */
class NameCheckTests {

	private static final X509Certificate LOCALHOST = CertificateMaker.localhost().selfSigned().certificate();

	@Test
	void checkWhenNameIsOneOfTheCertificateFindsNothing() {
		assertThat(NameCheck.check(HostnameScheme.RFC9525, List.of(LOCALHOST), "localhost")).isNull();
		assertThat(NameCheck.check(HostnameScheme.RFC9525, List.of(LOCALHOST), "127.0.0.1")).isNull();
		assertThat(NameCheck.check(HostnameScheme.RFC9525, List.of(LOCALHOST), "[::1]:9443")).isNull();
	}

	@Test
	void checkWhenNameIsAnotherSaysWhichNamesThereAre() {
		assertThat(message(LOCALHOST, "orders.local"))
			.isEqualTo("connected to 'orders.local'; the certificate is for localhost, 127.0.0.1, ::1."
					+ " Connect by one of these or set ssl.verify-name.");
	}

	@Test
	void checkWhenCommonNameIsTheOnlyNameDoesNotTakeIt() {
		X509Certificate commonNameOnly = CertificateMaker.leaf().subject("CN=localhost").selfSigned().certificate();
		assertThat(message(commonNameOnly, "localhost"))
			.isEqualTo("connected to 'localhost'; CN=localhost names no host: it has no readable subject alternative"
					+ " name, and its common name does not count (RFC 9525). Ask its issuer for a new one.");
	}

	@Test
	void checkWhenAddressIsWrittenAsDnsNameRefuses() {
		X509Certificate leaf = CertificateMaker.leaf().dns("127.0.0.1").selfSigned().certificate();
		assertThat(message(leaf, "127.0.0.1")).contains("the certificate is for 127.0.0.1");
	}

	@Test
	void checkWhenNameIsMalformedRefusesEveryName() {
		X509Certificate leaf = CertificateMaker.leaf()
			.dns("localhost")
			.rawName(7, new byte[] { 127, 0, 0, 1, 9 })
			.selfSigned()
			.certificate();
		assertThat(NameCheck.check(HostnameScheme.RFC9525, List.of(leaf), "localhost")).isNotNull();
	}

	@Test
	void checkWhenNameContainsNulRefusesAndPrintsItHarmless() {
		X509Certificate leaf = CertificateMaker.leaf()
			.rawName(2, "localhost\0.evil\n.example".getBytes(StandardCharsets.US_ASCII))
			.selfSigned()
			.certificate();
		Finding finding = NameCheck.check(HostnameScheme.RFC9525, List.of(leaf), "localhost");
		assertThat(finding).isNotNull();
		assertThat(finding.message()).doesNotContain("\0").doesNotContain("\n");
	}

	@Test
	void checkWhenNoNameIsKnownSaysWhatToSet() {
		assertThat(message(LOCALHOST, null)).isEqualTo("no name is known to compare CN=localhost with. Connect by name,"
				+ " set ssl.verify-name, or allow any name by ssl.verify-hostname=none.");
		assertThat(message(LOCALHOST, "")).startsWith("no name is known");
	}

	@Test
	void checkWhenNameIsJunkSaysSo() {
		assertThat(message(LOCALHOST, "local host")).isEqualTo(
				"connected to 'local host', which is neither a DNS name nor an IP address. Set ssl.verify-name.");
	}

	@Test
	void checkWhenThereAreManyNamesShowsEight() {
		CertificateMaker maker = CertificateMaker.leaf();
		for (int i = 0; i < 1000; i++) {
			maker = maker.dns("h" + i + ".example");
		}
		assertThat(message(maker.selfSigned().certificate(), "other.example"))
			.endsWith("h6.example, h7.example and 992 more. Connect by one of these or set ssl.verify-name.");
	}

	private static String message(X509Certificate leaf, @Nullable String name) {
		Finding finding = NameCheck.check(HostnameScheme.RFC9525, List.of(leaf), name);
		assertThat(finding).isNotNull();
		assertThat(finding.reason()).isEqualTo(SslReason.HOSTNAME_MISMATCH);
		assertThat(finding.depth()).isZero();
		return finding.message();
	}

}
