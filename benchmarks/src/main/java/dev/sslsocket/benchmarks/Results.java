package dev.sslsocket.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import dev.sslsocket.benchmarks.workload.Task;

/**
 * What was measured: task and figure, contestant, and a value for each round; and what
 * failed.
 */
final class Results {

	private static final int MOST_FAILURES = 3;

	private final Map<String, Map<String, Map<Integer, Double>>> figures = new LinkedHashMap<>();

	private final Set<String> contestants = new LinkedHashSet<>();

	private final Map<String, String> failures = new LinkedHashMap<>();

	/**
	 * Takes a value.
	 * @param figure task and figure, as {@code bulk:1024:delay GB/s}
	 */
	void add(String figure, String contestant, int round, double value) {
		this.contestants.add(contestant);
		this.figures.computeIfAbsent(figure, (key) -> new LinkedHashMap<>())
			.computeIfAbsent(contestant, (key) -> new TreeMap<>())
			.put(round, value);
	}

	/** Takes a name, so that the tables' rows are in the order of these calls. */
	void enter(String contestant) {
		this.contestants.add(contestant);
	}

	/** Takes the reason why something was not measured. */
	void fail(String contestant, Task task, String reason) {
		this.failures.put(attempt(contestant, task), reason);
	}

	/** Whether a contestant has failed at a task, or so often that it is let alone. */
	boolean failed(String contestant, Task task) {
		return this.failures.containsKey(attempt(contestant, task)) || this.failures.keySet()
			.stream()
			.filter((attempt) -> attempt.startsWith(attempt(contestant, "")))
			.count() >= MOST_FAILURES;
	}

	private static String attempt(String contestant, Task task) {
		return attempt(contestant, task.name());
	}

	private static String attempt(String contestant, String task) {
		return contestant + " at " + task;
	}

	/** Reasons, by contestant and task. */
	Map<String, String> failures() {
		return Collections.unmodifiableMap(this.failures);
	}

	/** All figures, in the order in which they came. */
	List<String> figures() {
		return List.copyOf(this.figures.keySet());
	}

	/**
	 * Who has a value in any of these figures, in the order in which they were entered.
	 */
	List<String> contestants(List<String> figures) {
		return this.contestants.stream()
			.filter((contestant) -> figures.stream().anyMatch((figure) -> !values(figure, contestant).isEmpty()))
			.toList();
	}

	/**
	 * Returns the median over the rounds.
	 * @return the median, or NaN where nothing was measured
	 */
	double median(String figure, String contestant) {
		return median(List.copyOf(values(figure, contestant).values()));
	}

	/**
	 * Returns the median of the ratios, each of two values of one round: what disturbs a
	 * round disturbs both.
	 * @return the median, or NaN where no round has both
	 */
	double ratio(String figure, String contestant, String reference) {
		Map<Integer, Double> own = values(figure, contestant);
		List<Double> ratios = new ArrayList<>();
		values(figure, reference).forEach((round, value) -> {
			if (own.containsKey(round) && value != 0) {
				ratios.add(own.get(round) / value);
			}
		});
		return median(ratios);
	}

	/**
	 * Returns how many times as good one is as another: above 1 is better, whether a
	 * figure had better be high or low.
	 * @return the factor, or NaN where no round has both
	 */
	double factor(String figure, String contestant, String reference) {
		return higherIsBetter(figure) ? ratio(figure, contestant, reference) : 1 / ratio(figure, contestant, reference);
	}

	/** Whether a figure had better be high: what is counted by the second. */
	static boolean higherIsBetter(String figure) {
		return figure.endsWith("/s");
	}

	private Map<Integer, Double> values(String figure, String contestant) {
		return this.figures.getOrDefault(figure, Map.of()).getOrDefault(contestant, Map.of());
	}

	/** The middle one, or the mean of the two in the middle. */
	private static double median(List<Double> values) {
		List<Double> sorted = new ArrayList<>(values);
		Collections.sort(sorted);
		int count = sorted.size();
		return sorted.isEmpty() ? Double.NaN : (sorted.get((count - 1) / 2) + sorted.get(count / 2)) / 2;
	}

}
