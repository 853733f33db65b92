package dev.sslsocket.verify;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;

import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
		assertThat(message(leaf, "127.0.0.1")).isEqualTo("connected to '127.0.0.1'; the certificate is for 127.0.0.1"
				+ " (written as a DNS name). Connect by one of these or set ssl.verify-name.");
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

	@Test
	void checkWhenNameIsOfAnotherScriptAndAmbiguousSaysHowToWriteIt() {
		assertThat(message(LOCALHOST, "stra\u00dfe.example")).isEqualTo("connected to 'stra\u00dfe.example', which is"
				+ " neither a DNS name nor an IP address (or two: write it as DNS has it, xn--\u2026). Set ssl.verify-name.");
	}

	@Test
	void checkWhenWildcardIsTooWideSaysWhyAndHowOldTheListIs() {
		X509Certificate leaf = CertificateMaker.leaf().dns("*.co.uk").dns("b.example").selfSigned().certificate();
		assertThat(message(leaf, "orders.co.uk")).isEqualTo("connected to 'orders.co.uk'; the certificate is for"
				+ " *.co.uk, b.example. *.co.uk does not count: 'co.uk' is a public suffix, below which anybody may have a name"
				+ " (list of " + PublicSuffixes.date() + "). Ask its issuer for one that names the host.");
	}

	@Test
	void checkWhenCommonNameCountsListsItToo() {
		X509Certificate leaf = CertificateMaker.leaf().subject("CN=a.example").selfSigned().certificate();
		assertThat(message(HostnameScheme.HTTP, leaf, "b.example")).isEqualTo("connected to 'b.example'; the"
				+ " certificate is for a.example (common name). Connect by one of these or set ssl.verify-name.");
	}

	@Test
	void checkWhenCommonNameWouldDoButDoesNotCountSaysWhy() {
		CertificateMaker maker = CertificateMaker.leaf().subject("CN=a.example");
		X509Certificate beside = maker.dns("b.example").selfSigned().certificate();
		assertThat(message(HostnameScheme.HTTP, beside, "a.example"))
			.contains("the certificate is for b.example; its common name does not count beside such names. Connect");
		X509Certificate several = maker.subject("CN=a.example,CN=b.example").selfSigned().certificate();
		assertThat(message(HostnameScheme.DEFAULT, several, "a.example"))
			.contains("no readable subject alternative name, and of its 2 common names none counts. Ask its issuer");
		assertThat(message(HostnameScheme.SMTP, maker.subject("O=nobody").dns("b.example").selfSigned().certificate(),
				"a.example"))
			.contains("the certificate is for b.example; it has no common name. Connect");
	}

	// What cannot be read may be what rules the common name out.
	@Test
	void checkWhenAlternativeNamesCannotBeReadDoesNotTakeTheCommonName() {
		CertificateMaker maker = CertificateMaker.leaf().subject("CN=a.example");
		for (byte[] value : List.of(new byte[] { 48, 0 }, new byte[] { 4, 1, 0 }, new byte[] {})) {
			X509Certificate leaf = maker.extension("2.5.29.17", value).selfSigned().certificate();
			for (HostnameScheme scheme : List.of(HostnameScheme.DEFAULT, HostnameScheme.HTTP, HostnameScheme.SIP)) {
				assertThat(message(scheme, leaf, "a.example")).contains("no readable subject alternative name, and"
						+ " where these cannot be read its common name does not count either.");
			}
		}
	}

	@Test
	void checkWhenIssuerMayNotCertifyTheCommonNameDoesNotTakeIt() {
		CertifiedKey ca = CertificateMaker.ca().permit("corp.example").exclude("secret.corp.example").selfSigned();
		assertThat(commonNameOf(ca, "a.corp.example", "a.corp.example")).isNull();
		assertThat(commonNameOf(ca, "*.corp.example", "a.corp.example")).isNull();
		assertThat(commonNameOf(ca, "www.bank.example", "www.bank.example")).isNotNull()
			.satisfies((finding) -> assertThat(finding.message()).isEqualTo("connected to 'www.bank.example'; the"
					+ " certificate's common name www.bank.example does not count: the name constraints of its issuer"
					+ " do not permit it."));
		assertThat(commonNameOf(ca, "secret.corp.example", "secret.corp.example")).isNotNull();
		assertThat(commonNameOf(ca, "*.corp.example", "secret.corp.example")).isNotNull();
		CertifiedKey network = CertificateMaker.ca().permit("10.0.0.0/8").selfSigned();
		assertThat(commonNameOf(network, "10.1.2.3", "10.1.2.3")).isNull();
		assertThat(commonNameOf(network, "192.0.2.1", "192.0.2.1")).isNotNull();
		assertThat(commonNameOf(network, "a.example", "a.example")).isNull();
		assertThat(commonNameOf(CertificateMaker.ca().extension("2.5.29.30", new byte[] { 4, 0 }).selfSigned(),
				"a.example", "a.example"))
			.isNotNull();
	}

	private static @Nullable Finding commonNameOf(CertifiedKey ca, String commonName, String host) {
		CertifiedKey intermediate = CertificateMaker.intermediate().issuedBy(ca);
		CertifiedKey leaf = CertificateMaker.leaf().subject("CN=" + commonName).issuedBy(intermediate);
		return NameCheck.check(HostnameScheme.DEFAULT,
				List.of(leaf.certificate(), intermediate.certificate(), ca.certificate()), host);
	}

	@Test
	void checkWhenSchemeIsNoneFindsNothing() {
		assertThat(NameCheck.check(HostnameScheme.NONE, List.of(LOCALHOST), "elsewhere.example")).isNull();
		assertThat(NameCheck.check(HostnameScheme.NONE, List.of(LOCALHOST), null)).isNull();
	}

	@Test
	void checkWhenNamesAreJunkPassesThemOverAndTakesTheGoodOne() {
		X509Certificate leaf = CertificateMaker.leaf()
			.rawName(2, new byte[0])
			.rawName(2, new byte[] { (byte) 0xc3, (byte) 0xbc, 0, 7, 27 })
			.dns("a".repeat(300) + ".example")
			.dns("a.".repeat(500) + "example")
			.dns("*".repeat(64))
			.dns("orders.example")
			.selfSigned()
			.certificate();
		assertThat(NameCheck.check(HostnameScheme.RFC9525, List.of(leaf), "orders.example")).isNull();
		assertThat(message(leaf, "other.example")).hasSizeLessThan(8 * 210 + 200)
			.doesNotContain("\0", "\33", "\7")
			.contains(", orders.example. Connect");
	}

	@Test
	@Timeout(10)
	void checkWhenThereAreTenThousandNamesReadsThemAll() {
		byte[] names = new byte[10_000 * 14];
		for (int i = 0; i < 10_000; i++) {
			byte[] name = String.format("h%04d.example", i).getBytes(StandardCharsets.US_ASCII);
			names[14 * i] = (byte) 0x82;
			names[14 * i + 1] = (byte) (name.length - 1);
			System.arraycopy(name, 0, names, 14 * i + 2, 12);
		}
		byte[] value = new byte[names.length + 5];
		System.arraycopy(new byte[] { 48, (byte) 0x83, (byte) (names.length >> 16), (byte) (names.length >> 8),
				(byte) names.length }, 0, value, 0, 5);
		System.arraycopy(names, 0, value, 5, names.length);
		X509Certificate leaf = CertificateMaker.leaf().extension("2.5.29.17", value).selfSigned().certificate();
		assertThat(NameCheck.check(HostnameScheme.RFC9525, List.of(leaf), "h9999.exampl")).isNull();
		assertThat(message(leaf, "other.example")).contains("h0007.exampl and 9992 more.").hasSizeLessThan(300);
	}

	private static String message(X509Certificate leaf, @Nullable String name) {
		return message(HostnameScheme.RFC9525, leaf, name);
	}

	private static String message(HostnameScheme scheme, X509Certificate leaf, @Nullable String name) {
		Finding finding = NameCheck.check(scheme, List.of(leaf), name);
		assertThat(finding).isNotNull();
		assertThat(finding.reason()).isEqualTo(SslReason.HOSTNAME_MISMATCH);
		assertThat(finding.depth()).isZero();
		return finding.message();
	}

}
