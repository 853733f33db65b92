package dev.sslsocket.benchmarks;

import java.util.List;
import java.util.function.Predicate;

import dev.sslsocket.benchmarks.workload.Task;

/**
 * Who is measured: a program that speaks like a {@link Worker}.
 *
 * @param name what the tables call it
 * @param command starts it, given what a JVM shall be told besides
 * @param does what it is put to
 */
record Entrant(String name, Command command, Predicate<Task> does) {

	/** How a process is started. */
	@FunctionalInterface
	interface Command {

		List<String> with(List<String> options);

	}

}
