package dev.sslsocket.verify;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.CertificateMaker;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Validity}.
 */
class ValidityTests {

	private static final Instant BEGIN = Instant.parse("2025-01-02T00:00:00Z");

	private static final Instant END = Instant.parse("2026-01-02T00:00:00Z");

	private static final X509Certificate SERVER = certificate("CN=server", BEGIN, END);

	@Test
	void checkWhenTimeIsFirstOrLastSecondFindsNothing() {
		assertThat(Validity.check(List.of(SERVER), BEGIN)).isEmpty();
		assertThat(Validity.check(List.of(SERVER), END)).isEmpty();
	}

	@Test
	void checkWhenEndedSaysSinceWhenByWhichClock() {
		Finding finding = only(Validity.check(List.of(SERVER), Instant.parse("2026-11-23T14:00:00.5Z")));
		assertThat(finding.reason()).isEqualTo(SslReason.CERTIFICATE_EXPIRED);
		assertThat(finding.message()).isEqualTo(
				"CN=server (depth 0) ended 2026-01-02, 325 days ago" + " (this machine's clock: 2026-11-23T14:00:00Z)");
	}

	@Test
	void checkWhenNotBegunSaysWhenItWill() {
		Finding finding = only(Validity.check(List.of(SERVER), Instant.parse("2024-12-31T23:00:00Z")));
		assertThat(finding.reason()).isEqualTo(SslReason.CERTIFICATE_NOT_YET_VALID);
		assertThat(finding.message())
			.isEqualTo("CN=server (depth 0) begins 2025-01-02, in 1 day (this machine's clock: 2024-12-31T23:00:00Z)");
	}

	@Test
	void checkWhenEndedAMomentAgoCountsNoDays() {
		assertThat(only(Validity.check(List.of(SERVER), END.plusSeconds(1))).message())
			.contains("ended 2026-01-02, less than a day ago");
	}

	@Test
	void checkWhenAnchorHasEndedFindsIt() {
		X509Certificate root = certificate("CN=root", BEGIN, END.minusSeconds(10));
		Finding finding = only(Validity.check(List.of(SERVER, root), END));
		assertThat(finding.depth()).isEqualTo(1);
		assertThat(finding.message()).startsWith("CN=root (depth 1) ended");
	}

	@Test
	void commonWhenAllAreValidNowIsNow() {
		assertThat(Validity.common(List.of(SERVER), BEGIN.plusSeconds(5))).isEqualTo(BEGIN.plusSeconds(5));
	}

	@Test
	void commonWhenSomeAreNotValidNowIsTheNearestTimeWhenAllWere() {
		X509Certificate other = certificate("CN=other", BEGIN.plusSeconds(100), END.plusSeconds(100));
		assertThat(Validity.common(List.of(SERVER, other), END.plusSeconds(50))).isEqualTo(END);
		assertThat(Validity.common(List.of(SERVER, other), BEGIN)).isEqualTo(BEGIN.plusSeconds(100));
	}

	@Test
	void commonWhenValiditiesDoNotMeetIsNothing() {
		X509Certificate later = certificate("CN=later", END.plusSeconds(1), END.plusSeconds(2));
		assertThat(Validity.common(List.of(SERVER, later), END)).isNull();
	}

	private static X509Certificate certificate(String subject, Instant begin, Instant end) {
		return CertificateMaker.leaf().subject(subject).notBefore(begin).notAfter(end).selfSigned().certificate();
	}

	private static Finding only(List<Finding> findings) {
		assertThat(findings).hasSize(1);
		return findings.get(0);
	}

}
