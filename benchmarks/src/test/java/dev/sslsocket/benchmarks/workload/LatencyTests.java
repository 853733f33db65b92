package dev.sslsocket.benchmarks.workload;

import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LatencyTests {

	@Test
	void ofWhenThereAreAHundredLeavesOutTheOneThatTookLongest() {
		Latency latency = Latency
			.of(List.of(new long[] { 1_000_000 }, LongStream.rangeClosed(1, 99).map((i) -> i * 1000).toArray()));
		assertThat(latency).isEqualTo(new Latency(100, 51, 99));
	}

	@Test
	void ofWhenThereIsOneIsThat() {
		assertThat(Latency.of(List.of(new long[] { 7000 }))).isEqualTo(new Latency(1, 7, 7));
	}

	@Test
	void lapsWhenMoreThanExpectedKeepsAll() {
		Laps laps = new Laps();
		laps.start();
		for (int i = 0; i < 100; i++) {
			laps.lap();
		}
		assertThat(laps.count()).isEqualTo(100);
		assertThat(laps.nanos()).hasSize(100);
	}

}
