package dev.sslsocket.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.sslsocket.benchmarks.Table.Column;
import dev.sslsocket.benchmarks.peer.Peers;
import dev.sslsocket.benchmarks.workload.Task;

/**
 * Turns what was measured with one JDK into a section of the page.
 */
final class Report {

	private final Jvm jvm;

	private final Results results;

	private final List<Task> tasks;

	Report(Jvm jvm, Results results) {
		this.jvm = jvm;
		this.results = results;
		this.tasks = results.figures()
			.stream()
			.map((figure) -> new Task(figure.substring(0, figure.indexOf(' '))))
			.distinct()
			.toList();
	}

	/**
	 * Returns the section.
	 * @param charts file names of pictures, by their titles
	 */
	String section(Map<String, String> charts) {
		StringBuilder text = new StringBuilder("\n## JDK " + this.jvm.version() + "\n");
		text.append(TargetTable.of(this.jvm.feature(), this.results).markdown());
		charts.forEach((title, file) -> text.append("\n![").append(title).append("](").append(file).append(")\n"));
		tables().forEach((table) -> text.append(table.markdown(this.results)));
		text.append(Sizing.of(this.results));
		if (!this.results.failures().isEmpty()) {
			text.append("\n### What failed, and is a gap above\n\n");
			this.results.failures()
				.forEach((attempt,
						reason) -> text.append("- ").append(attempt).append(": ").append(reason).append('\n'));
		}
		return text.toString();
	}

	private List<Table> tables() {
		List<Table> tables = new ArrayList<>();
		bulk(tables);
		for (Task task : of("ping")) {
			tables.add(table("Round trips of " + task.word(1) + " bytes", columns(task,
					Map.of("round trips/s", "a second", "p50 us", "p50 µs", "p99 us", "p99 µs", "CPU us", "CPU µs"))));
		}
		tables.add(table("Handshakes: connections a second, with a byte there and back",
				each(of("handshake"), "handshakes/s", 0)));
		tables.add(table("Handshakes: CPU ms of a connection, both ends", each(of("handshake"), "CPU ms", 2)));
		memory(tables);
		crowds(tables);
		tables.add(new Table("What the starter adds to the start of an application context (ratios to `without`)",
				"without", columns(Plan.CONTEXT, Map.of())));
		microbenchmarks(tables, " ns", "nanoseconds");
		microbenchmarks(tables, " B", "bytes allocated");
		return tables;
	}

	private void bulk(List<Table> tables) {
		for (String noDelay : List.of("nodelay", "delay")) {
			List<Task> chunks = of("bulk").stream().filter((task) -> task.word(2).equals(noDelay)).toList();
			String how = "TCP_NODELAY " + (noDelay.equals("nodelay") ? "on" : "off") + ", by bytes of a write";
			tables.add(table("Bulk: GB/s, " + how, each(chunks, "GB/s", 3)));
			tables.add(table("Bulk: CPU s/GB of both ends, " + how, each(chunks, "s/GB", 2)));
			tables.add(table("Bulk: CPU s/GB of writer | reader, " + how, chunks.stream()
				.flatMap((task) -> Stream.of(new Column(heading(task) + " writer", task.figure("writer s/GB"), 2),
						new Column(heading(task) + " reader", task.figure("reader s/GB"), 2)))
				.toList()));
		}
	}

	private void memory(List<Table> tables) {
		for (Task task : of("idle")) {
			tables.add(table(
					"One end of " + task.word(1) + " idle connections, after " + task.word(2)
							+ (task.word(2).equals("1") ? " byte" : " bytes")
							+ " each way: heap after GC, process outside of the heap, descriptors",
					columns(task, Map.of())));
		}
	}

	private void crowds(List<Table> tables) {
		for (Task task : of("crowd")) {
			boolean loop = task.word(3).equals("loop");
			String thread = (this.jvm.feature() >= 21) ? "a virtual thread" : "a platform thread";
			tables.add(
					new Table(
							task.word(1) + " silent connections and " + task.word(2) + " that echo 64 bytes, "
									+ (loop ? "one selector loop for each end (ratios to `ours`)"
											: thread + " for each"),
							loop ? Peers.OURS : Peers.JDK, columns(task, Map.of())));
		}
	}

	private void microbenchmarks(List<Table> tables, String unit, String inWords) {
		tables.add(new Table(
				"JMH, in memory: " + inWords
						+ " of a write, of a write and its read, and of policy (ratios to `engine`)",
				"engine",
				columns(Plan.JMH, Map.of()).stream().filter((column) -> column.figure().endsWith(unit)).toList()));
	}

	private static Table table(String title, List<Column> columns) {
		return new Table(title, Peers.JDK, columns);
	}

	private List<Task> of(String kind) {
		return this.tasks.stream().filter((task) -> task.kind().equals(kind)).toList();
	}

	/** A column for each task. */
	private static List<Column> each(List<Task> tasks, String figure, int digits) {
		return tasks.stream().map((task) -> new Column(heading(task), task.figure(figure), digits)).toList();
	}

	private static String heading(Task task) {
		String words = task.kind().equals("handshake") ? task.word(1) + ", threads " + task.word(2) : task.word(1);
		return words + (task.tls12() ? ", TLS 1.2" : "");
	}

	/** A column for each figure of a task. */
	private List<Column> columns(Task task, Map<String, String> headings) {
		Map<String, Column> columns = new LinkedHashMap<>();
		for (String figure : this.results.figures()) {
			if (figure.startsWith(task.name() + " ")) {
				String name = figure.substring(task.name().length() + 1);
				columns.put(name, new Column(headings.getOrDefault(name, name), figure, digits(name)));
			}
		}
		return List.copyOf(columns.values());
	}

	private static int digits(String figure) {
		return (figure.endsWith("/s") || figure.endsWith("ms") || figure.endsWith(" B") || figure.endsWith(" ns")) ? 0
				: 1;
	}

}
