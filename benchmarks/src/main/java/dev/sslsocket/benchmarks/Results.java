package dev.sslsocket.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was measured: task, figure and contestant, and a value for each round.
 */
final class Results {

	private final Map<String, Map<String, Map<Integer, Double>>> figures = new LinkedHashMap<>();

	/**
	 * Takes a value.
	 * @param figure task and figure, as {@code bulk:1024:delay GB/s}
	 */
	void add(String figure, String contestant, int round, double value) {
		this.figures.computeIfAbsent(figure, (key) -> new LinkedHashMap<>())
			.computeIfAbsent(contestant, (key) -> new TreeMap<>())
			.put(round, value);
	}

	/** All figures, in the order in which they came. */
	List<String> figures() {
		return List.copyOf(this.figures.keySet());
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
	 * @return the median, or NaN where nothing was measured
	 */
	double ratio(String figure, String contestant, String reference) {
		Map<Integer, Double> own = values(figure, contestant);
		List<Double> ratios = new ArrayList<>();
		values(figure, reference).forEach((round, value) -> {
			if (own.containsKey(round)) {
				ratios.add(own.get(round) / value);
			}
		});
		return median(ratios);
	}

	private Map<Integer, Double> values(String figure, String contestant) {
		return this.figures.getOrDefault(figure, Map.of()).getOrDefault(contestant, Map.of());
	}

	private static double median(List<Double> values) {
		List<Double> sorted = new ArrayList<>(values);
		Collections.sort(sorted);
		return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
	}

}
