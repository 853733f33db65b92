package dev.sslsocket.benchmarks;

import java.util.List;

import dev.sslsocket.benchmarks.workload.Task;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PlanTests {

	@Test
	void planWhenTimedHasAtLeastFiveRounds() {
		assertThat(Plan.full().rounds()).isGreaterThanOrEqualTo(5);
		assertThat(Plan.quick().rounds()).isGreaterThanOrEqualTo(5);
	}

	@Test
	void fullWhenAskedHasAllWorkloads() {
		List<String> names = Plan.full().timed().stream().map(Task::name).toList();
		assertThat(names).doesNotHaveDuplicates();
		for (String size : List.of("1024", "8192", "16384", "65536", "1048576")) {
			assertThat(names).contains("bulk:" + size + ":nodelay", "bulk:" + size + ":delay");
		}
		assertThat(names).contains("ping:64", "ping:1024", "handshake:full:1", "handshake:full:2",
				"handshake:resumed:1", "handshake:resumed:2", "handshake:full:1:tls12");
	}

	@Test
	void quickWhenComparedIsPartOfFullButForTheCrowd() {
		assertThat(Plan.full().timed()).containsAll(Plan.quick().timed());
		assertThat(Plan.full().memory()).containsAll(Plan.quick().memory());
	}

}
