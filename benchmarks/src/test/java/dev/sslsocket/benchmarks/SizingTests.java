package dev.sslsocket.benchmarks;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SizingTests {

	private final Results results = new Results();

	@Test
	void rowWhenHandshakeCostsBothEndsCountsOne() {
		this.results.add("handshake:full:1 CPU ms", "ours", 0, 4);
		this.results.add("handshake:full:1 CPU ms", "ours-openssl", 0, 1);
		assertThat(Sizing.of(this.results)).contains("\n| a core: full handshakes a second | 500 | 2,000 | – |\n");
	}

	@Test
	void rowWhenEndsWereMeasuredApartCountsEach() {
		this.results.add("bulk:65536:nodelay writer s/GB", "ours", 0, 0.8);
		this.results.add("bulk:65536:nodelay reader s/GB", "ours", 0, 0.5);
		assertThat(Sizing.of(this.results)).contains("| a core: GB a second written, 64 KiB a write | 1.25 | – | – |",
				"| a core: GB a second read, written so | 2.00 | – | – |");
	}

	@Test
	void rowWhenConnectionsAreIdleFillsAGib() {
		this.results.add("idle:5000:16384 heap KiB", "jdk", 0, 64);
		this.results.add("idle:5000:16384 native KiB", "jdk", 0, 0);
		this.results.add("idle:5000:16384 descriptors", "jdk", 0, 1);
		assertThat(Sizing.of(this.results)).contains("| a GiB of heap: idle connections (at 5000) | – | – | 16,384 |",
				"outside of the heap: idle connections (at 5000) | – | – | – |",
				"| a descriptor: connections | – | – | 1 |");
	}

	@Test
	void rowWhenCrowdWasServedSaysByWhom() {
		this.results.add("crowd:5000:50:threads CPU us", "jdk", 0, 20);
		this.results.add("crowd:5000:50:loop CPU us", "ours", 0, 10);
		assertThat(Sizing.of(this.results))
			.contains("beside 5000 silent connections, a thread for each | – | – | 100,000 |")
			.contains("beside 5000 silent connections, one selector loop | 200,000 | – | – |");
	}

	@Test
	void sectionWhenNothingWasMeasuredIsEmpty() {
		assertThat(Sizing.of(this.results)).isEmpty();
	}

}
