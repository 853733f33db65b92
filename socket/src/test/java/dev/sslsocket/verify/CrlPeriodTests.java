package dev.sslsocket.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.CrlMaker;
import dev.sslsocket.x509.Material;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CrlPeriod}, and for which lists a verifier has one.
 */
class CrlPeriodTests {

	private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

	private static final CertifiedKey CA = CertificateMaker.ca().subject("CN=CA").selfSigned();

	@ParameterizedTest(name = "{0} hours: counts {1}, ends soon {2}, {3}")
	@CsvSource({ "-1, false, false, begins 2026-01-01T00:00:00Z", "0, true, false, ends 2026-01-11T00:00:00Z",
			"216, true, false, ends 2026-01-11T00:00:00Z", "217, true, true, ends 2026-01-11T00:00:00Z",
			"240, true, true, ends 2026-01-11T00:00:00Z", "241, false, false, ended 2026-01-11T00:00:00Z" })
	void periodWhenAskedAtATimeKnowsWhetherItIsOver(long hours, boolean counts, boolean soon, String words) {
		CrlPeriod period = new CrlPeriod("CN=CA", "my.crl", BEGIN, BEGIN.plus(Duration.ofDays(10)));
		Instant now = BEGIN.plus(Duration.ofHours(hours));
		assertThat(period.counts(now)).isEqualTo(counts);
		assertThat(period.endsSoon(now)).isEqualTo(soon);
		assertThat(period.describe(now)).isEqualTo("CN=CA in 'my.crl' " + words);
	}

	@Test
	void periodWhenItHasNoEndNeverCounts() {
		CrlPeriod period = new CrlPeriod("CN=CA\n2026 INFO", "my.crl", BEGIN, null);
		assertThat(period.counts(BEGIN)).isFalse();
		assertThat(period.endsSoon(BEGIN)).isFalse();
		assertThat(period.describe(BEGIN)).isEqualTo("CN=CA?2026 INFO in 'my.crl' does not say when it ends");
	}

	@Test
	void verifierWhenAListIsReplacedByANewerOneShowsTheNewerOnly() {
		CrlMaker old = CrlMaker.issuedBy(CA).number(1).thisUpdate(BEGIN).nextUpdate(BEGIN.plusSeconds(10));
		CrlMaker fresh = CrlMaker.issuedBy(CA).number(2).thisUpdate(BEGIN.plusSeconds(5));
		CrlMaker delta = CrlMaker.issuedBy(CA).number(3).deltaOf(1).thisUpdate(BEGIN.plusSeconds(9));
		CertifiedKey namesake = CertificateMaker.ca().subject("CN=CA").selfSigned();
		CrlMaker others = CrlMaker.issuedBy(namesake).thisUpdate(BEGIN.minusSeconds(7));
		// Of users' certificates only: it does not stand for the whole.
		CrlMaker part = CrlMaker.issuedBy(CA)
			.thisUpdate(BEGIN.plusSeconds(6))
			.scope((byte) 0x30, (byte) 3, (byte) 0x81, (byte) 1, (byte) 0xff);
		assertThat(lists(RevocationScope.LEAF, old, fresh, delta, others, part)).extracting(CrlPeriod::origin)
			.containsExactlyInAnyOrder("1.crl", "3.crl", "4.crl");
		assertThat(lists(RevocationScope.LEAF, old)).singleElement()
			.isEqualTo(new CrlPeriod("CN=CA", "0.crl", BEGIN, BEGIN.plusSeconds(10)));
	}

	@Test
	void verifierWhenNobodyLooksIntoListsHasNone() {
		TrustSource bundle = TrustSource.file(Material.inline(CA.certificatePem() + CrlMaker.issuedBy(CA).pem()));
		PeerVerifierBuilder builder = PeerVerifier.builder().trust(List.of(bundle));
		assertThat(builder.build().revocationLists()).isEmpty();
		assertThat(builder.revocation(Revocation.builder().crl(RevocationScope.LEAF).build()).build().revocationLists())
			.singleElement()
			.satisfies((list) -> assertThat(list.origin()).isEqualTo("inline PEM"));
	}

	private static List<CrlPeriod> lists(RevocationScope scope, CrlMaker... lists) {
		Revocation.Builder revocation = Revocation.builder().crl(scope);
		for (int i = 0; i < lists.length; i++) {
			revocation.crlFile(Material.of(i + ".crl", lists[i].der()));
		}
		return PeerVerifier.builder()
			.trust(List.of(TrustSource.certificates(CA.certificate())))
			.revocation(revocation.build())
			.build()
			.revocationLists();
	}

}
