package dev.sslsocket.benchmarks.workload;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.FutureTask;

import dev.sslsocket.benchmarks.peer.Link;
import dev.sslsocket.benchmarks.peer.Peer;

/**
 * One message there and back, again and again.
 */
public final class PingPong {

	/**
	 * What came of it.
	 *
	 * @param perSecond round trips a second
	 * @param p50 microseconds of a round trip, the median
	 * @param p99 microseconds that 99 of 100 do not exceed
	 * @param cpu microseconds of CPU time per round trip, both ends
	 */
	public record Figures(double perSecond, double p50, double p99, double cpu) {

		/**
		 * Sums up.
		 * @param laps the nanoseconds of each round trip
		 * @param cpu nanoseconds of both ends
		 */
		public static Figures of(long[] laps, long cpu) {
			Latency latency = Latency.of(List.of(laps));
			return new Figures(laps.length * 1e9 / Arrays.stream(laps).sum(), latency.p50(), latency.p99(),
					cpu / 1e3 / laps.length);
		}

	}

	private PingPong() {
	}

	/**
	 * Measures.
	 * @param size bytes of a message
	 * @param rounds how many there and back
	 */
	public static Figures run(Peer peer, int size, int rounds) throws IOException, InterruptedException {
		try (Peer.Listening server = peer.listen(true)) {
			FutureTask<Long> echo = Background.start("echo", () -> echo(server, size, rounds));
			try (Link link = peer.dialing(true, true).connect(server.port())) {
				byte[] message = new byte[size];
				Laps laps = new Laps();
				long cpu = CpuClock.ofThread();
				laps.start();
				for (int i = 0; i < rounds; i++) {
					link.write(message, 0, size);
					link.readFully(message, size);
					laps.lap();
				}
				long own = CpuClock.ofThread() - cpu;
				return Figures.of(laps.nanos(), own + Background.result(echo));
			}
		}
	}

	private static long echo(Peer.Listening server, int size, int rounds) throws IOException {
		try (Link link = server.accept()) {
			byte[] message = new byte[size];
			long cpu = CpuClock.ofThread();
			for (int i = 0; i < rounds; i++) {
				link.readFully(message, size);
				link.write(message, 0, size);
			}
			return CpuClock.ofThread() - cpu;
		}
	}

}
