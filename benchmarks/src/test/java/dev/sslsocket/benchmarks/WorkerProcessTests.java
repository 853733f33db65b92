package dev.sslsocket.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.sslsocket.benchmarks.workload.Task;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class WorkerProcessTests {

	private static final Task TASK = new Task("ping:64");

	private static final Duration LONG = Duration.ofSeconds(60);

	@Test
	void performWhenWorkerAnswersReturnsFiguresOfTheTask() throws IOException, InterruptedException {
		try (WorkerProcess worker = worker("read line; echo chatter; printf 'ping:64\\tp50 us\\t7.5\\n"
				+ "other\\tp50 us\\t1\\ndone\\t0.25\\n'; read line; echo done")) {
			assertThat(worker.perform(TASK, 1, LONG)).isEqualTo(new WorkerProcess.Turn(Map.of("p50 us", 7.5), 0.25));
			assertThat(worker.perform(TASK, 1, LONG)).isEqualTo(new WorkerProcess.Turn(Map.of(), 0));
		}
	}

	@Test
	void performWhenWorkerFailsSaysWhy() throws IOException {
		try (WorkerProcess worker = worker("read line; printf 'failed\\tno room\\n'; read line")) {
			assertThatIOException().isThrownBy(() -> worker.perform(TASK, 1, LONG)).withMessage("no room");
		}
	}

	@Test
	void performWhenWorkerDiesSaysHow() throws IOException {
		try (WorkerProcess worker = worker("read line; exit 3")) {
			assertThatIOException().isThrownBy(() -> worker.perform(TASK, 1, LONG))
				.withMessage("the process ended with 3");
		}
	}

	@Test
	void performWhenWorkerIsMuteEndsAtItsBound() throws IOException {
		try (WorkerProcess worker = worker("read line; read line")) {
			assertThatIOException().isThrownBy(() -> worker.perform(TASK, 1, Duration.ofMillis(10)))
				.withMessage("no end within 0 s");
		}
	}

	private static WorkerProcess worker(String script) throws IOException {
		return new WorkerProcess(List.of("sh", "-c", script));
	}

}
