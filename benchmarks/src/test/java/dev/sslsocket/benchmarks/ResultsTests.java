package dev.sslsocket.benchmarks;

import java.util.List;

import dev.sslsocket.benchmarks.workload.Task;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ResultsTests {

	private final Results results = new Results();

	@Test
	void medianWhenCountIsOddReturnsMiddle() {
		add("ours", 9, 1, 5);
		assertThat(this.results.median("ping:64 p50 us", "ours")).isEqualTo(5);
	}

	@Test
	void medianWhenCountIsEvenReturnsMeanOfMiddleTwo() {
		add("ours", 9, 1, 5, 7);
		assertThat(this.results.median("ping:64 p50 us", "ours")).isEqualTo(6);
	}

	@Test
	void medianWhenNothingWasMeasuredReturnsNaN() {
		assertThat(this.results.median("ping:64 p50 us", "ours")).isNaN();
	}

	@Test
	void ratioWhenRoundsDifferComparesWithinARound() {
		add("jdk", 1, 10, 100);
		add("ours", 2, 20, 100);
		// The quotient of the medians would be 2, too; that of the sums 1.1.
		assertThat(this.results.ratio("ping:64 p50 us", "ours", "jdk")).isEqualTo(2);
	}

	@Test
	void ratioWhenOneRoundHasNoReferenceLeavesItOut() {
		add("jdk", 1, 10);
		add("ours", 2, 20, 1000);
		assertThat(this.results.ratio("ping:64 p50 us", "ours", "jdk")).isEqualTo(2);
	}

	@Test
	void ratioWhenMediansComeFromDifferentRoundsIsNotTheirQuotient() {
		add("jdk", 1, 2, 4);
		add("ours", 4, 1, 2);
		assertThat(this.results.ratio("ping:64 p50 us", "ours", "jdk")).isEqualTo(0.5);
	}

	@Test
	void factorWhenLowerIsBetterIsInverse() {
		add("jdk", 10);
		add("ours", 5);
		assertThat(this.results.factor("ping:64 p50 us", "ours", "jdk")).isEqualTo(2);
	}

	@Test
	void factorWhenHigherIsBetterIsRatio() {
		this.results.add("bulk:1024:delay GB/s", "jdk", 0, 1);
		this.results.add("bulk:1024:delay GB/s", "ours", 0, 3);
		assertThat(this.results.factor("bulk:1024:delay GB/s", "ours", "jdk")).isEqualTo(3);
	}

	@Test
	void higherIsBetterWhenCpuPerGbIsFalse() {
		assertThat(Results.higherIsBetter("bulk:1024:delay s/GB")).isFalse();
		assertThat(Results.higherIsBetter("bulk:1024:delay GB/s")).isTrue();
	}

	@Test
	void contestantsWhenEnteredKeepsThatOrderAndLeavesOutWhoHasNoValue() {
		List.of("jdk", "ours", "plain").forEach(this.results::enter);
		add("plain", 1);
		add("jdk", 1);
		assertThat(this.results.contestants(List.of("ping:64 p50 us"))).containsExactly("jdk", "plain");
	}

	@Test
	void failedWhenAnotherTaskFailedIsFalse() {
		this.results.fail("ours", new Task("ping:64"), "why");
		assertThat(this.results.failed("ours", new Task("ping:64"))).isTrue();
		assertThat(this.results.failed("ours", new Task("ping:1024"))).isFalse();
		assertThat(this.results.failed("ours-x25519", new Task("ping:64"))).isFalse();
	}

	@Test
	void failedWhenThreeTasksFailedIsTrueForAll() {
		for (String task : List.of("ping:64", "ping:1024", "bulk:1024:delay")) {
			this.results.fail("ours", new Task(task), "why");
		}
		assertThat(this.results.failed("ours", new Task("idle:1000:1"))).isTrue();
		assertThat(this.results.failed("jdk", new Task("idle:1000:1"))).isFalse();
	}

	private void add(String contestant, double... values) {
		for (int round = 0; round < values.length; round++) {
			this.results.add("ping:64 p50 us", contestant, round, values[round]);
		}
	}

}
