package dev.sslsocket.benchmarks;

import java.util.Map;

import dev.sslsocket.benchmarks.workload.Task;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReportTests {

	private final Results results = new Results();

	@Test
	void sectionWhenMeasuredHasTablesOfEachKindPicturesAndFailures() {
		both("bulk:1024:nodelay GB/s");
		both("ping:64 p50 us");
		both("handshake:full:2 handshakes/s");
		both("handshake:full:1:tls12 handshakes/s");
		both("idle:5000:1 heap KiB");
		both("crowd:5000:50:loop echoes/s");
		this.results.add("context ms", "without", 0, 1000);
		this.results.add("context ms", "starter", 0, 1100);
		this.results.add("jmh write 1024 ns", "engine", 0, 900);
		this.results.add("jmh write 1024 ns", "ours", 0, 990);
		this.results.fail("conscrypt", new Task("ping:64"), "no end within 45 s");
		String section = new Report(new Jvm("java", "25.0.3"), this.results)
			.section(Map.of("A picture", "performance/a.svg"));
		assertThat(section).startsWith("\n## JDK 25.0.3\n")
			.contains("### Targets", "![A picture](performance/a.svg)")
			.contains("### Bulk: GB/s, TCP_NODELAY on, by bytes of a write\n\n| | 1024 ↑ |")
			.contains("| ours | 4.000 (2.00) |")
			.contains("### Round trips of 64 bytes\n\n| | p50 µs ↓ |")
			.contains("| | full, threads 2 ↑ | full, threads 1, TLS 1.2 ↑ |")
			.contains("### One end of 5000 idle connections, after 1 byte each way")
			.contains("one selector loop for each end (ratios to `ours`)")
			.contains("| starter | 1,100 (1.10) |")
			.contains("| | write 1024 ns ↓ |", "| ours | 990 (1.10) |")
			.contains("- conscrypt at ping:64: no end within 45 s")
			.doesNotContain("TCP_NODELAY off", "bytes allocated");
	}

	private void both(String figure) {
		this.results.add(figure, "jdk", 0, 2);
		this.results.add(figure, "ours", 0, 4);
	}

}
