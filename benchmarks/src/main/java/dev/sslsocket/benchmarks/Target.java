package dev.sslsocket.benchmarks;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.sslsocket.benchmarks.peer.Peers;

/**
 * What one of ours shall reach, in one respect.
 *
 * @param measure what is compared, in words
 * @param figures which figures; the worst of them counts
 * @param rivals with whom; the best of them counts
 * @param bound how far
 */
record Target(String measure, Predicate<String> figures, List<String> rivals, Bound bound) {

	/**
	 * How far.
	 *
	 * @param atLeast whether we shall be so many times as good, or need at most this
	 * share
	 * @param limit the factor, or the share
	 */
	record Bound(boolean atLeast, double limit) {

		static Bound factor(double limit) {
			return new Bound(true, limit);
		}

		static Bound share(double limit) {
			return new Bound(false, limit);
		}

		boolean holds(double value) {
			return this.atLeast ? value >= this.limit : value <= this.limit;
		}

		@Override
		public String toString() {
			if (this.atLeast) {
				return String.format(Locale.ROOT, "≥ %.2fx", this.limit);
			}
			return (this.limit < 0.2) ? String.format(Locale.ROOT, "≤ 1/%.0f", 1 / this.limit)
					: String.format(Locale.ROOT, "≤ %.2fx", this.limit);
		}

	}

	/**
	 * How it came out, at the figure that came out worst.
	 *
	 * @param value what was measured
	 * @param where figure, and rival where it is not the JDK
	 * @param reached whether the bound holds
	 */
	record Outcome(double value, String where, boolean reached) {
	}

	/** The worst outcome; empty where nothing was measured. */
	Optional<Outcome> of(String contestant, Results results) {
		return outcomes(contestant, results)
			.min(Comparator.comparingDouble((outcome) -> this.bound.atLeast() ? outcome.value() : -outcome.value()));
	}

	/** All outcomes, one for each figure and rival. */
	Stream<Outcome> outcomes(String contestant, Results results) {
		return results.figures()
			.stream()
			.filter(this.figures)
			.flatMap((figure) -> this.rivals.stream()
				.map((rival) -> outcome(figure, rival, contestant, results))
				.filter((outcome) -> !Double.isNaN(outcome.value())));
	}

	private Outcome outcome(String figure, String rival, String contestant, Results results) {
		double value = value(figure, contestant, rival, results);
		String where = rival.equals(Peers.JDK) ? figure : figure + ", " + rival;
		return new Outcome(value, where, this.bound.holds(value));
	}

	/** How many times as good one is as another, or which share it needs. */
	double value(String figure, String contestant, String rival, Results results) {
		return this.bound.atLeast() ? results.factor(figure, contestant, rival)
				: results.ratio(figure, contestant, rival);
	}

}
