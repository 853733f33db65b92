package dev.sslsocket.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.sslsocket.benchmarks.workload.Task;

/**
 * Puts every contestant to every task, each in a process of its own and in turn, A B C A
 * B C, so that what disturbs the machine disturbs them alike.
 */
final class Harness {

	private static final int MINUTES_PER_WORKER = 5;

	private final String java;

	private final List<String> contestants;

	Harness(String java, List<String> contestants) {
		this.java = java;
		this.contestants = contestants;
	}

	Results run(Plan plan) throws IOException, InterruptedException {
		Results results = new Results();
		for (int round = 0; round < plan.rounds(); round++) {
			for (String contestant : this.contestants) {
				System.err.println("round " + (round + 1) + " of " + plan.rounds() + ": " + contestant);
				measure(contestant, plan.of(round), round, results);
			}
		}
		return results;
	}

	private void measure(String contestant, List<Task> tasks, int round, Results results)
			throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of(this.java, "-Xmx4g", "-cp",
				System.getProperty("java.class.path"), Worker.class.getName(), contestant));
		tasks.forEach((task) -> command.add(task.name()));
		Process worker = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		// Some wait for ever when their other end has failed.
		CompletableFuture.delayedExecutor(MINUTES_PER_WORKER, TimeUnit.MINUTES).execute(worker::destroyForcibly);
		try (BufferedReader lines = worker.inputReader()) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				String[] words = line.split("\t");
				if (words.length == 3) {
					results.add(words[0] + " " + words[1], contestant, round, Double.parseDouble(words[2]));
				}
			}
		}
		int exit = worker.waitFor();
		if (exit != 0) {
			// The table shows a gap; the others go on.
			System.err.println(contestant + " failed with " + exit);
		}
	}

	/** The java command of this JVM. */
	static String ownJava() {
		return Path.of(System.getProperty("java.home"), "bin", "java").toString();
	}

}
