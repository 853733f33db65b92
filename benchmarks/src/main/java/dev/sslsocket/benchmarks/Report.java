package dev.sslsocket.benchmarks;

import java.util.ArrayList;
import java.util.List;

import dev.sslsocket.benchmarks.peer.Peers;
import dev.sslsocket.benchmarks.workload.Task;

/**
 * Turns what was measured into a page.
 */
final class Report {

	private static final String REFERENCE = Peers.JDK;

	private final Plan plan;

	private final List<String> contestants;

	Report(Plan plan, List<String> contestants) {
		this.plan = plan;
		this.contestants = contestants;
	}

	/**
	 * The section of one JDK.
	 * @param version of the JDK
	 */
	String section(String version, Results results) {
		StringBuilder text = new StringBuilder("\n## JDK " + version + "\n");
		tables().forEach((table) -> text.append(table.markdown(results, this.contestants, REFERENCE)));
		return text.toString();
	}

	private List<Table> tables() {
		List<Table> tables = new ArrayList<>();
		for (String noDelay : List.of("nodelay", "delay")) {
			List<String> chunks = words("bulk", noDelay);
			String how = ", TCP_NODELAY " + (noDelay.equals("nodelay") ? "on" : "off") + ", by bytes of a write";
			tables.add(Table.over("Bulk, GB/s" + how, chunks, (chunk, unit) -> "bulk:" + chunk + ":" + noDelay + unit,
					" GB/s", 2));
			tables.add(Table.over("Bulk, CPU s/GB of writer and reader" + how, chunks,
					(chunk, unit) -> "bulk:" + chunk + ":" + noDelay + unit, " s/GB", 2));
		}
		for (String size : words("ping", "")) {
			tables.add(new Table("Round trips of " + size + " bytes", List.of("a second", "p50 µs", "p99 µs", "CPU µs"),
					List.of(" round trips/s", " p50 us", " p99 us", " CPU us")
						.stream()
						.map((unit) -> "ping:" + size + unit)
						.toList(),
					1));
		}
		handshakes(tables);
		for (Task idle : this.plan.once()) {
			tables.add(once(idle));
		}
		return tables;
	}

	private void handshakes(List<Table> tables) {
		List<String> kinds = this.plan.tasks()
			.stream()
			.map(Task::name)
			.filter((name) -> name.startsWith("handshake:"))
			.map((name) -> name.substring("handshake:".length()))
			.toList();
		List<String> columns = kinds.stream().map((kind) -> kind.replace(":", ", threads ")).toList();
		tables.add(new Table("Connections a second, with a byte there and back", columns,
				kinds.stream().map((kind) -> "handshake:" + kind + " handshakes/s").toList(), 0));
		tables.add(new Table("CPU ms of a connection, both ends", columns,
				kinds.stream().map((kind) -> "handshake:" + kind + " CPU ms").toList(), 2));
	}

	private static Table once(Task task) {
		String[] words = task.name().split(":");
		if (words[0].equals("crowd")) {
			List<String> units = List.of("echoes/s", "p50 us", "p99 us", "CPU us", "heap MiB");
			return new Table(
					words[1] + " silent connections and " + words[2] + " that echo 64 bytes, a thread for each", units,
					units.stream().map((unit) -> task.name() + " " + unit).toList(), 1);
		}
		List<String> units = List.of("heap KiB", "resident KiB", "descriptors");
		return new Table("One end of " + words[1] + " idle connections, after " + words[2] + " bytes each way", units,
				units.stream().map((unit) -> task.name() + " " + unit).toList(), 2);
	}

	/** The second words of tasks that begin with one and end with another. */
	private List<String> words(String first, String last) {
		return this.plan.tasks()
			.stream()
			.map((task) -> task.name().split(":"))
			.filter((words) -> words[0].equals(first) && (last.isEmpty() || words[2].equals(last)))
			.map((words) -> words[1])
			.toList();
	}

}
