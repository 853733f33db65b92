package dev.sslsocket.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import dev.sslsocket.benchmarks.Target.Bound;
import dev.sslsocket.benchmarks.Target.Outcome;
import dev.sslsocket.benchmarks.peer.Peers;

/**
 * What ours shall reach, and whether it does.
 */
final class TargetTable {

	private static final List<String> LOOPS_AND_CHANNELS = List.of(Peers.TLS_CHANNEL, Peers.NETTY_JDK);

	/** What a user feels; halves of these figures stand apart. */
	private static final Pattern EVERY_ROW = Pattern.compile(
			"(bulk|ping|handshake|idle|crowd)\\S* (GB/s|s/GB|round trips/s|p50 us|p99 us|handshakes/s|heap KiB|echoes/s)");

	/** Who has the same engine, and nothing of ours. */
	private static final Map<String, String> WITHOUT_US = Map.of(Peers.OURS, Peers.ENGINE_LOOP, Peers.OURS_X25519,
			Peers.ENGINE_LOOP, Peers.OURS_OPENSSL, Peers.NETTY_OPENSSL);

	private static final String NO_LIMIT = "–";

	/** Bytes, as JMH writes them. */
	private static final int NEARLY_FULL_RECORD = 16_000;

	private final int feature;

	private final Results results;

	private final List<String> rows = new ArrayList<>();

	private TargetTable(int feature, Results results) {
		this.feature = feature;
		this.results = results;
	}

	static TargetTable of(int feature, Results results) {
		TargetTable table = new TargetTable(feature, results);
		table.fill();
		return table;
	}

	private void fill() {
		boolean newer = this.feature >= 21;
		row(Peers.OURS, "bulk, writes of 16K to 1M: GB/s", "bulk:(16384|65536|1048576):\\w+ GB/s", Bound.factor(1.3));
		row(Peers.OURS, "bulk, writes of 16K to 1M: CPU s/GB", "bulk:(16384|65536|1048576):\\w+ s/GB",
				Bound.share(0.75));
		row(Peers.OURS, "bulk, writes of 1K, NODELAY off: GB/s", "bulk:1024:delay GB/s", Bound.factor(1.2));
		row(Peers.OURS, "bulk, writes of 1K, NODELAY on: GB/s", "bulk:1024:nodelay GB/s", Bound.factor(1));
		row(Peers.OURS, "ping-pong 64 B, p50 and p99", "ping:64 p.. us", Bound.factor(1.05));
		row(Peers.OURS, "full handshakes/s, default groups", "handshake:full:. handshakes/s", Bound.factor(1));
		row(Peers.OURS_X25519, "full handshakes/s, `groups: x25519`", "handshake:full:. handshakes/s",
				Bound.factor(1.05));
		row(Peers.OURS, "resumed handshakes/s, default groups", "handshake:resumed:. handshakes/s", Bound.factor(1));
		row(Peers.OURS, "heap per idle connection after 16 KB", "idle:\\d+:16384 heap KiB",
				Bound.share(newer ? 1 / 12.0 : 1 / 9.0));
		row(Peers.OURS, "silent and busy, a thread for each: echoes/s", "crowd:\\S+:threads echoes/s",
				Bound.factor(1.4));
		againstLoopsAndChannels();
		allocation();
		row(Peers.OURS_OPENSSL, "bulk, writes of 16K to 1M: GB/s", "bulk:(16384|65536|1048576):\\w+ GB/s",
				Bound.factor(1.7));
		row(Peers.OURS_OPENSSL, "bulk, writes of 16K to 1M: CPU s/GB", "bulk:(16384|65536|1048576):\\w+ s/GB",
				Bound.share(0.65));
		row(Peers.OURS_OPENSSL, "bulk, writes of 1K, NODELAY off: GB/s", "bulk:1024:delay GB/s", Bound.factor(1.5));
		row(Peers.OURS_OPENSSL, "bulk, writes of 1K, NODELAY on: GB/s", "bulk:1024:nodelay GB/s", Bound.factor(1.2));
		row(Peers.OURS_OPENSSL, "ping-pong 64 B, p50 and p99", "ping:64 p.. us", Bound.factor(1.15));
		row(Peers.OURS_OPENSSL, "full handshakes/s, default groups", "handshake:full:. handshakes/s",
				Bound.factor(newer ? 2.7 : 7));
		row(Peers.OURS_OPENSSL, "resumed handshakes/s, default groups", "handshake:resumed:. handshakes/s",
				Bound.factor(newer ? 2.3 : 5));
		row(Peers.OURS_OPENSSL, "heap per idle connection after 16 KB", "idle:\\d+:16384 heap KiB",
				Bound.share(1 / 20.0));
		row(Peers.OURS_OPENSSL, "silent and busy, a thread for each: echoes/s", "crowd:\\S+:threads echoes/s",
				Bound.factor(1.4));
	}

	private void row(String contestant, String measure, String figures, Bound bound) {
		Predicate<String> chosen = Pattern.compile(figures).asMatchPredicate();
		Target target = new Target(measure, chosen, List.of(Peers.JDK), bound);
		target.of(contestant, this.results)
			.ifPresent((worst) -> add(contestant, measure, bound, worst, limit(contestant, target, worst.where()),
					worst.where()));
	}

	private void againstLoopsAndChannels() {
		String measure = "against tls-channel and netty-jdk, every row";
		Target target = new Target(measure, EVERY_ROW.asMatchPredicate(), LOOPS_AND_CHANNELS, Bound.factor(1));
		List<Outcome> all = target.outcomes(Peers.OURS, this.results).toList();
		long reached = all.stream().filter(Outcome::reached).count();
		target.of(Peers.OURS, this.results)
			.ifPresent((worst) -> add(Peers.OURS, measure, target.bound(), worst, NO_LIMIT,
					worst.where() + " (reached at " + reached + " of " + all.size() + ")"));
	}

	/** What nobody can be expected to surpass. */
	private String limit(String contestant, Target target, String figure) {
		String withoutUs = WITHOUT_US.get(contestant);
		double limit;
		if (figure.startsWith("handshake")) {
			limit = target.value(figure, withoutUs, Peers.JDK, this.results);
		}
		else if (!figure.endsWith(" s/GB")) {
			limit = target.value(figure, Peers.PLAIN, Peers.JDK, this.results);
		}
		else {
			// JMH knows the JDK's engine only.
			limit = withoutUs.equals(Peers.ENGINE_LOOP) ? withEngine(figure) : Double.NaN;
		}
		return Double.isNaN(limit) ? NO_LIMIT : value(target.bound(), limit);
	}

	/** What plain TCP takes, and beside it the bare engine that works in memory. */
	private double withEngine(String figure) {
		double engine = this.results.median("jmh writeAndRead " + NEARLY_FULL_RECORD + " ns", "engine")
				/ NEARLY_FULL_RECORD;
		return (this.results.median(figure, Peers.PLAIN) + engine) / this.results.median(figure, Peers.JDK);
	}

	/** What ours allocates at a write beyond the bare engine. */
	private void allocation() {
		for (String figure : this.results.figures()) {
			if (figure.matches("jmh write \\d+ B")) {
				double own = this.results.median(figure, "ours") - this.results.median(figure, "engine");
				if (!Double.isNaN(own)) {
					this.rows.add(String.format(Locale.ROOT,
							"| ours | allocation of our own, %s | ≤ 0 B | %.1f B | %s | %s | %s |",
							figure.replaceAll("\\D+(\\d+).*", "a write of $1 bytes"), own, NO_LIMIT,
							"ours less the bare engine", (Math.round(own) <= 0) ? "yes" : "**no**"));
				}
			}
		}
	}

	private void add(String contestant, String measure, Bound bound, Outcome worst, String limit, String where) {
		this.rows.add("| " + contestant + " | " + measure + " | " + bound + " | " + value(bound, worst.value()) + " | "
				+ limit + " | " + where + " | " + (worst.reached() ? "yes" : "**no**") + " |");
	}

	private static String value(Bound bound, double value) {
		return bound.atLeast() ? String.format(Locale.ROOT, "%.2fx", value) : share(bound.limit(), value);
	}

	private static String share(double limit, double value) {
		return (limit < 0.2) ? String.format(Locale.ROOT, "1/%.1f", 1 / value)
				: String.format(Locale.ROOT, "%.2fx", value);
	}

	/** Rows, for those who look for one. */
	List<String> rows() {
		return List.copyOf(this.rows);
	}

	/** The text, of what was measured. */
	String markdown() {
		return "\n### Targets\n\nTo `jdk`; the worst of the figures meant counts, named in the column before the last. The limit is what TCP\n"
				+ "without TLS reaches at the same figure; of CPU s/GB, what that takes and the bare JDK engine beside it, in\n"
				+ "memory (JMH); of handshakes, what the same engine reaches without us: `engine-loop`, `netty-openssl`.\n\n"
				+ "| | measure | target | measured | limit | worst at | reached |\n|---|---|---|---:|---:|---|---|\n"
				+ String.join("\n", this.rows) + "\n";
	}

}
