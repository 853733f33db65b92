package dev.sslsocket.benchmarks;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TargetTableTests {

	private final Results results = new Results();

	@Test
	void rowWhenOneFigureFallsShortNamesTheWorst() {
		both("bulk:16384:nodelay GB/s", 1, 1.5);
		both("bulk:65536:nodelay GB/s", 1, 1.25);
		assertThat(rows(25)).contains(
				"| ours | bulk, writes of 16K to 1M: GB/s | ≥ 1.30x | 1.25x | – | bulk:65536:nodelay GB/s | **no** |");
	}

	@Test
	void rowWhenShareIsSmallEnoughIsReached() {
		both("bulk:16384:nodelay s/GB", 1, 0.7);
		both("bulk:16384:delay s/GB", 1, 0.5);
		assertThat(rows(25)).contains(
				"| ours | bulk, writes of 16K to 1M: CPU s/GB | ≤ 0.75x | 0.70x | – | bulk:16384:nodelay s/GB | yes |");
	}

	@Test
	void rowWhenLowerIsBetterComparesTheInverse() {
		both("ping:64 p50 us", 21, 20);
		both("ping:64 p99 us", 22, 20);
		assertThat(rows(25))
			.contains("| ours | ping-pong 64 B, p50 and p99 | ≥ 1.05x | 1.05x | – | ping:64 p50 us | yes |");
	}

	@Test
	void rowWhenPlainTcpWasMeasuredShowsTheLimit() {
		both("crowd:5000:50:threads echoes/s", 100, 110);
		this.results.add("crowd:5000:50:threads echoes/s", "plain", 0, 130);
		assertThat(rows(25)).contains("| ours | silent and busy, a thread for each: echoes/s | ≥ 1.40x | 1.10x | 1.30x "
				+ "| crowd:5000:50:threads echoes/s | **no** |");
	}

	@Test
	void rowWhenHandshakesWereMeasuredShowsWhatTheEngineReaches() {
		both("handshake:full:1 handshakes/s", 100, 90);
		this.results.add("handshake:full:1 handshakes/s", "engine-loop", 0, 95);
		this.results.add("handshake:full:1 handshakes/s", "ours-openssl", 0, 200);
		this.results.add("handshake:full:1 handshakes/s", "netty-openssl", 0, 190);
		assertThat(rows(25)).contains(
				"| ours | full handshakes/s, default groups | ≥ 1.00x | 0.90x | 0.95x | handshake:full:1 handshakes/s | **no** |",
				"| ours-openssl | full handshakes/s, default groups | ≥ 2.70x | 2.00x | 1.90x | handshake:full:1 handshakes/s | **no** |");
	}

	@Test
	void rowWhenEngineWasMeasuredAloneShowsTheLimitOfCpu() {
		both("bulk:16384:nodelay s/GB", 2, 1.6);
		this.results.add("bulk:16384:nodelay s/GB", "plain", 0, 0.8);
		this.results.add("jmh writeAndRead 16000 ns", "engine", 0, 8000);
		assertThat(rows(25)).contains("| ours | bulk, writes of 16K to 1M: CPU s/GB | ≤ 0.75x | 0.80x | 0.65x "
				+ "| bulk:16384:nodelay s/GB | **no** |");
	}

	@Test
	void rowWhenJdkDiffersHasAnotherLimit() {
		both("idle:1000:16384 heap KiB", 70, 7);
		assertThat(rows(25)).contains(
				"| ours | heap per idle connection after 16 KB | ≤ 1/12 | 1/10.0 | – | idle:1000:16384 heap KiB | **no** |");
		assertThat(rows(17)).contains(
				"| ours | heap per idle connection after 16 KB | ≤ 1/9 | 1/10.0 | – | idle:1000:16384 heap KiB | yes |");
	}

	@Test
	void rowWhenNothingWasMeasuredIsMissing() {
		assertThat(rows(25)).isEmpty();
	}

	@Test
	void rowWhenTls12DoesNotCount() {
		both("handshake:full:1 handshakes/s", 100, 110);
		both("handshake:full:1:tls12 handshakes/s", 100, 50);
		assertThat(rows(25)).contains(
				"| ours | full handshakes/s, default groups | ≥ 1.00x | 1.10x | – | handshake:full:1 handshakes/s | yes |");
	}

	@Test
	void againstOthersWhenOneIsBetterSomewhereSaysHowOften() {
		this.results.add("ping:64 p50 us", "ours", 0, 20);
		this.results.add("ping:64 p50 us", "tls-channel", 0, 30);
		this.results.add("idle:1000:1 heap KiB", "ours", 0, 8);
		this.results.add("idle:1000:1 heap KiB", "netty-jdk", 0, 6);
		this.results.add("idle:1000:1 heap KiB", "plain", 0, 1);
		assertThat(rows(25)).containsExactly("| ours | against tls-channel and netty-jdk, every row | ≥ 1.00x | 0.75x "
				+ "| – | idle:1000:1 heap KiB, netty-jdk (reached at 1 of 2) | **no** |");
	}

	@Test
	void allocationWhenEngineAllocatesAsMuchIsReached() {
		this.results.add("jmh write 1024 B", "engine", 0, 3000);
		this.results.add("jmh write 1024 B", "ours", 0, 3000.2);
		this.results.add("jmh write 8192 B", "engine", 0, 3000);
		this.results.add("jmh write 8192 B", "ours", 0, 3016);
		assertThat(rows(25)).containsExactly(
				"| ours | allocation of our own, a write of 1024 bytes | ≤ 0 B | 0.2 B | – | ours less the bare engine | yes |",
				"| ours | allocation of our own, a write of 8192 bytes | ≤ 0 B | 16.0 B | – | ours less the bare engine | **no** |");
	}

	private List<String> rows(int feature) {
		return TargetTable.of(feature, this.results).rows();
	}

	private void both(String figure, double jdk, double ours) {
		this.results.add(figure, "jdk", 0, jdk);
		this.results.add(figure, "ours", 0, ours);
	}

}
