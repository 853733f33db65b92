package dev.sslsocket.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.sslsocket.benchmarks.workload.Task;

/**
 * What is measured, and how often.
 *
 * @param warmUps how many turns at most a contestant is warmed up by
 * @param rounds how often each contestant has its turn at a timed task
 * @param length of a turn; 1 is the usual
 * @param timed tasks of a process that does one after the other, and gets better
 * @param crowds tasks that take long to prepare and are timed in one process for each
 * @param memory tasks done once, each in a process of its own: memory is no matter of
 * luck
 * @param starts how often an application context is started, each in a process of its own
 * @param microbenchmarks whether JMH measures, too
 */
record Plan(int warmUps, int rounds, double length, List<Task> timed, List<Task> crowds, List<Task> memory, int starts,
		boolean microbenchmarks) {

	/** How an application context starts. */
	static final Task CONTEXT = new Task("context");

	/** What JMH measures. */
	static final Task JMH = new Task("jmh");

	/** All of it. */
	static Plan full() {
		List<Integer> chunks = List.of(1024, 8192, 16384, 65536, 1 << 20);
		List<Task> timed = new ArrayList<>();
		timed.addAll(bulk("nodelay", chunks));
		timed.addAll(bulk("delay", chunks));
		timed.addAll(tasks("ping:64", "ping:1024"));
		timed.addAll(tasks("handshake:full:1", "handshake:full:2", "handshake:resumed:1", "handshake:resumed:2"));
		tasks("bulk:16384:nodelay", "handshake:full:1", "handshake:resumed:1")
			.forEach((task) -> timed.add(task.withTls12()));
		return new Plan(30, 6, 0.6, timed, tasks("crowd:5000:50:threads", "crowd:5000:50:loop"),
				tasks("idle:1000:1", "idle:1000:16384", "idle:5000:1", "idle:5000:16384"), 5, true);
	}

	/** What tells most. */
	static Plan quick() {
		List<Task> timed = new ArrayList<>(bulk("nodelay", List.of(1024, 16384, 65536)));
		timed.addAll(tasks("bulk:1024:delay", "ping:64", "handshake:full:1", "handshake:resumed:1"));
		return new Plan(6, 5, 0.4, timed, tasks("crowd:500:50:threads"), tasks("idle:1000:16384"), 3, false);
	}

	private static List<Task> bulk(String noDelay, List<Integer> chunks) {
		return chunks.stream().map((chunk) -> new Task("bulk:" + chunk + ":" + noDelay)).toList();
	}

	private static List<Task> tasks(String... names) {
		return Stream.of(names).map(Task::new).toList();
	}

}
