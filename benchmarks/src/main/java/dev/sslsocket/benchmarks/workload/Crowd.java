package dev.sslsocket.benchmarks.workload;

import java.io.Closeable;
import java.util.List;

/**
 * A server with many silent connections and a few that echo without pause. It stands
 * until it is closed, and can be measured again and again: making it takes longer than
 * measuring it.
 */
public interface Crowd extends Closeable {

	/** Bytes of a message. */
	int MESSAGE = 64;

	/**
	 * Measures.
	 * @param millis for how long
	 */
	Figures measure(int millis) throws Exception;

	/**
	 * What came of it.
	 *
	 * @param perSecond echoes a second, of all busy connections
	 * @param p50 microseconds of an echo, the median
	 * @param p99 microseconds that 99 of 100 do not exceed
	 * @param cpu microseconds of CPU time per echo, of the whole process
	 */
	record Figures(double perSecond, double p50, double p99, double cpu) {

		/**
		 * Sums up.
		 * @param laps the nanoseconds of each echo, by connection
		 * @param nanos how long it took
		 * @param cpu nanoseconds of the process
		 */
		public static Figures of(List<long[]> laps, long nanos, long cpu) {
			Latency latency = Latency.of(laps);
			return new Figures(latency.count() * 1e9 / nanos, latency.p50(), latency.p99(),
					cpu / 1e3 / latency.count());
		}

	}

}
