package dev.sslsocket.benchmarks;

import java.util.ArrayList;
import java.util.List;

import dev.sslsocket.benchmarks.workload.Task;

/**
 * What is measured, and how often.
 *
 * @param rounds how often each contestant has its turn
 * @param tasks what is measured in every round
 * @param once what is measured in one round only: memory is no matter of luck
 */
record Plan(int rounds, List<Task> tasks, List<Task> once) {

	/** All of it. */
	static Plan full() {
		return new Plan(5, speed(List.of(1024, 8192, 16384, 65536, 1 << 20), List.of(64, 1024)),
				tasks("idle:1000:1", "idle:1000:16384", "idle:5000:1", "idle:5000:16384", "crowd:5000:50"));
	}

	/** What tells most, a third of the time. */
	static Plan quick() {
		return new Plan(3, speed(List.of(1024, 16384, 1 << 20), List.of(64)), tasks("idle:1000:16384"));
	}

	private static List<Task> speed(List<Integer> chunks, List<Integer> messages) {
		List<Task> tasks = new ArrayList<>();
		for (String noDelay : List.of("nodelay", "delay")) {
			chunks.forEach((chunk) -> tasks.add(new Task("bulk:" + chunk + ":" + noDelay)));
		}
		messages.forEach((size) -> tasks.add(new Task("ping:" + size)));
		for (String kind : List.of("full", "resumed")) {
			for (int threads = 1; threads <= 2; threads++) {
				tasks.add(new Task("handshake:" + kind + ":" + threads));
			}
		}
		return tasks;
	}

	private static List<Task> tasks(String... names) {
		List<Task> tasks = new ArrayList<>();
		for (String name : names) {
			tasks.add(new Task(name));
		}
		return tasks;
	}

	/** What a contestant does in a round. */
	List<Task> of(int round) {
		List<Task> due = new ArrayList<>(this.tasks);
		if (round == 0) {
			due.addAll(this.once);
		}
		return due;
	}

}
