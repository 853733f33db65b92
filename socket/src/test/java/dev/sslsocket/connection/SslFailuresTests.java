package dev.sslsocket.connection;

import java.time.Duration;
import java.time.Instant;

import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.ManualClock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class SslFailuresTests {

	private static final LiveConnection SERVER = new RecordedConnection(1, ConnectionSide.SERVER, "127.0.0.1:9");

	private final ManualClock clock = ManualClock.startingNow();

	private final SslFailures failures = new SslFailures(this.clock);

	@Test
	void failuresWhenNothingFailedAreEmpty() {
		assertThat(this.failures.counts()).isEmpty();
		assertThat(this.failures.last()).isEmpty();
	}

	@Test
	void failedWhenCalledIsCountedByReasonAndRememberedNewestFirst() {
		Instant begin = this.clock.instant();
		this.failures.failed(SERVER, Failures.of(SslReason.NOT_TLS, "not_tls: x\ny"));
		this.clock.forward(Duration.ofSeconds(5));
		this.failures.failed(SERVER, Failures.refusedByPeer("unknown_ca"));
		this.failures.failed(SERVER, Failures.of(SslReason.NOT_TLS, "not_tls: z"));
		assertThat(this.failures.counts()).containsOnly(entry(SslReason.NOT_TLS, 2L),
				entry(SslReason.CERTIFICATE_REFUSED_BY_PEER, 1L));
		assertThat(this.failures.last()).extracting(FailedHandshake::reason)
			.containsExactly(SslReason.NOT_TLS, SslReason.CERTIFICATE_REFUSED_BY_PEER, SslReason.NOT_TLS);
		assertThat(this.failures.last().get(1).peerAlert()).contains("unknown_ca");
		FailedHandshake first = this.failures.last().get(2);
		assertThat(first.at()).isEqualTo(begin);
		assertThat(first.context()).isEqualTo("default");
		assertThat(first.side()).isEqualTo(ConnectionSide.SERVER);
		assertThat(first.peer()).isEqualTo("127.0.0.1:9");
		assertThat(first.message()).isEqualTo("not_tls: x?y");
		assertThat(first.peerAlert()).isEmpty();
	}

	@Test
	void failuresWhenThereAreManyRememberTheLastTwentyAndCountAll() {
		for (int i = 1; i <= 50; i++) {
			this.failures.failed(SERVER, Failures.of(SslReason.UNKNOWN_CA, "unknown_ca: " + i));
		}
		assertThat(this.failures.counts()).containsExactly(entry(SslReason.UNKNOWN_CA, 50L));
		assertThat(this.failures.last()).hasSize(20)
			.first()
			.extracting(FailedHandshake::message)
			.isEqualTo("unknown_ca: 50");
	}

}
