package dev.sslsocket.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.sslsocket.benchmarks.chart.BarChart;
import dev.sslsocket.benchmarks.chart.BarChart.Series;
import dev.sslsocket.benchmarks.peer.Peers;
import dev.sslsocket.benchmarks.workload.Task;

/**
 * The pictures of one JDK's results.
 */
final class Charts {

	/**
	 * Ours stand out, the one that all are compared with is dark, the others are pale.
	 */
	private static final Map<String, String> COLORS = Map.ofEntries(Map.entry(Peers.JDK, "#333333"),
			Map.entry(Peers.OURS, "#d62728"), Map.entry(Peers.OURS_OPENSSL, "#ff7f0e"),
			Map.entry(Peers.OURS_X25519, "#e377c2"), Map.entry(Peers.ENGINE_LOOP, "#9edae5"),
			Map.entry(Peers.TLS_CHANNEL, "#17becf"), Map.entry(Peers.CONSCRYPT, "#98df8a"),
			Map.entry(Peers.NETTY_JDK, "#aec7e8"), Map.entry(Peers.NETTY_OPENSSL, "#1f77b4"),
			Map.entry(Peers.PLAIN, "#c7c7c7"), Map.entry("libssl", "#8c564b"), Map.entry("perl", "#c5b0d5"));

	private final Results results;

	private final Map<String, BarChart> charts = new LinkedHashMap<>();

	private Charts(Results results) {
		this.results = results;
	}

	/** By the ends of their files' names. */
	static Map<String, BarChart> of(Jvm jvm, Results results) {
		Charts charts = new Charts(results);
		String on = ", JDK " + jvm.feature();
		charts.add("bulk", "Bulk by bytes of a write, TCP_NODELAY on: GB/s (higher is better)" + on,
				"bulk:\\d+:nodelay", "GB/s", 1);
		charts.add("cpu", "Bulk by bytes of a write, TCP_NODELAY on: CPU s/GB (lower is better)" + on,
				"bulk:\\d+:nodelay", "s/GB", 1);
		charts.add("ping", "Round trip by bytes: median in µs (lower is better)" + on, "ping:\\d+", "p50 us", 1);
		charts.add("handshakes", "Handshakes by kind and threads: connections/s (higher is better)" + on,
				"handshake:\\w+:\\d", "handshakes/s", 1, 2);
		charts.add("idle", "Idle by connections, and bytes before: heap KiB of one end (lower is better)" + on,
				"idle:\\d+:\\d+", "heap KiB", 1, 2);
		charts.add("crowd", "By silent connections, busy ones, and who serves them: echoes/s (higher is better)" + on,
				"crowd:.*", "echoes/s", 1, 2, 3);
		return charts.charts;
	}

	private void add(String name, String title, String tasks, String figure, int... words) {
		List<String> groups = new ArrayList<>();
		List<String> figures = new ArrayList<>();
		for (String measured : this.results.figures()) {
			if (measured.matches(tasks + " " + figure)) {
				figures.add(measured);
				groups.add(group(new Task(measured.substring(0, measured.indexOf(' '))), words));
			}
		}
		List<Series> series = new ArrayList<>();
		for (String contestant : this.results.contestants(figures)) {
			series.add(new Series(contestant, COLORS.getOrDefault(contestant, "#7f7f7f"),
					figures.stream().map((one) -> this.results.median(one, contestant)).toList()));
		}
		if (!series.isEmpty()) {
			this.charts.put(name, new BarChart(title, groups, series));
		}
	}

	private static String group(Task task, int... words) {
		List<String> chosen = new ArrayList<>();
		for (int word : words) {
			chosen.add(task.word(word));
		}
		return String.join(", ", chosen);
	}

}
