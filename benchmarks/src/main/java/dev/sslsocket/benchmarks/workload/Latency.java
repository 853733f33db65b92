package dev.sslsocket.benchmarks.workload;

import java.util.Arrays;
import java.util.List;

/**
 * How long something took that was done many times.
 *
 * @param count how many times
 * @param p50 microseconds, the median
 * @param p99 microseconds that 99 of 100 do not exceed
 */
public record Latency(int count, double p50, double p99) {

	/**
	 * Sums up.
	 * @param laps nanoseconds of each, in any order and any number of parts; at least one
	 */
	public static Latency of(List<long[]> laps) {
		long[] sorted = laps.stream().flatMapToLong(Arrays::stream).sorted().toArray();
		int count = sorted.length;
		return new Latency(count, sorted[count / 2] / 1e3, sorted[count - 1 - count / 100] / 1e3);
	}

}
