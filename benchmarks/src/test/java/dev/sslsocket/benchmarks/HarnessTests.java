package dev.sslsocket.benchmarks;

import java.time.Duration;
import java.util.List;

import dev.sslsocket.benchmarks.workload.Task;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HarnessTests {

	private static final Task TASK = new Task("ping:64");

	private final Results results = new Results();

	@Test
	void inTurnWarmsUpUntilTheCompilersRest() throws InterruptedException {
		inTurn("[ $turn -lt 4 ] && share=0.06 || share=0.04");
		assertThat(this.results.median("ping:64 turn", "entrant")).isEqualTo((5 + 6) / 2.0);
	}

	@Test
	void inTurnWhenTheCompilersNeverRestBeginsAllTheSame() throws InterruptedException {
		inTurn("share=1");
		assertThat(this.results.median("ping:64 turn", "entrant")).isEqualTo((8 + 9) / 2.0);
	}

	private void inTurn(String share) throws InterruptedException {
		String worker = "turn=0; while read line; do turn=$((turn + 1)); " + share
				+ "; printf \"ping:64\\tturn\\t$turn\\ndone\\t$share\\n\"; done";
		Entrant entrant = new Entrant("entrant", (options) -> List.of("sh", "-c", worker), (task) -> true);
		new Harness(this.results, 7, Duration.ofSeconds(60)).inTurn(List.of(entrant), List.of(), List.of(TASK), 2, 1);
		assertThat(this.results.failures()).isEmpty();
	}

}
