package dev.sslsocket.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import dev.sslsocket.benchmarks.peer.Peers;

/**
 * What a core, a GiB and a descriptor buy, worked out from what was measured: the text
 * for those who have to say how much a service needs.
 */
final class Sizing {

	private static final List<String> ENGINES = List.of(Peers.OURS, Peers.OURS_OPENSSL, Peers.JDK);

	private static final double KIB_OF_A_GIB = 1 << 20;

	private final Results results;

	private final List<String> rows = new ArrayList<>();

	private Sizing(Results results) {
		this.results = results;
	}

	/**
	 * Returns the section.
	 * @param results of one JDK
	 */
	static String of(Results results) {
		Sizing sizing = new Sizing(results);
		sizing.fill();
		return sizing.markdown();
	}

	private void fill() {
		// A connection has two ends, of which one is on the machine that is sized.
		row("a core: full handshakes a second", "handshake:full:1 CPU ms", 2 * 1000, "%,.0f");
		row("a core: resumed handshakes a second", "handshake:resumed:1 CPU ms", 2 * 1000, "%,.0f");
		row("a core: GB a second written, 64 KiB a write", "bulk:65536:nodelay writer s/GB", 1, "%.2f");
		row("a core: GB a second read, written so", "bulk:65536:nodelay reader s/GB", 1, "%.2f");
		row("a core: GB a second written, 1 KiB a write", "bulk:1024:nodelay writer s/GB", 1, "%.2f");
		row("a core: GB a second read, written so", "bulk:1024:nodelay reader s/GB", 1, "%.2f");
		for (String crowd : of("crowd:\\S+ CPU us")) {
			String[] words = crowd.split("[: ]");
			row("a core: echoes a second of 64 bytes, beside " + words[1] + " silent connections, "
					+ (words[3].equals("loop") ? "one selector loop" : "a thread for each"), crowd, 2 * 1e6, "%,.0f");
		}
		for (String idle : of("idle:\\d+:16384 heap KiB")) {
			String connections = idle.split(":")[1];
			row("a GiB of heap: idle connections (at " + connections + ")", idle, KIB_OF_A_GIB, "%,.0f");
			row("a GiB of the process outside of the heap: idle connections (at " + connections + ")",
					idle.replace("heap KiB", "native KiB"), KIB_OF_A_GIB, "%,.0f");
		}
		of("idle:\\d+:16384 descriptors").stream()
			.limit(1)
			.forEach((figure) -> row("a descriptor: connections", figure, 1, "%.0f"));
	}

	private List<String> of(String figures) {
		return this.results.figures().stream().filter((figure) -> figure.matches(figures)).toList();
	}

	/** What one unit buys is the unit divided by what one thing costs. */
	private void row(String what, String cost, double unit, String format) {
		if (ENGINES.stream().allMatch((engine) -> Double.isNaN(this.results.median(cost, engine)))) {
			return;
		}
		Stream<String> cells = ENGINES.stream().map((engine) -> this.results.median(cost, engine)).map((each) -> {
			return (each.isNaN() || each <= 0) ? "–" : String.format(Locale.ROOT, format, unit / each);
		});
		this.rows.add("| " + what + " | " + String.join(" | ", cells.toList()) + " |");
	}

	private String markdown() {
		return this.rows.isEmpty() ? ""
				: """

						### Sizing: what one core, one GiB and one descriptor buy

						Each figure is one unit divided by what one thing costs above: a core that does nothing else, a GiB that holds
						nothing else. Handshakes and echoes are counted for one end, as half of the CPU time that both ends took
						together. What the application does comes on top.

						| | %s |
						|---|%s
						%s
						"""
					.formatted(String.join(" | ", ENGINES), "---:|".repeat(ENGINES.size()),
							String.join("\n", this.rows));
	}

}
