package dev.sslsocket.benchmarks.workload;

import java.io.IOException;
import java.util.Arrays;
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
			try (Link link = peer.dialing(true, 0).connect(server.port())) {
				byte[] message = new byte[size];
				long[] nanos = new long[rounds];
				long cpu = CpuClock.ofThread();
				long start = System.nanoTime();
				long last = start;
				for (int i = 0; i < rounds; i++) {
					link.write(message, 0, size);
					link.readFully(message, size);
					long now = System.nanoTime();
					nanos[i] = now - last;
					last = now;
				}
				double own = CpuClock.ofThread() - cpu;
				Arrays.sort(nanos);
				return new Figures(rounds * 1e9 / (last - start), nanos[rounds / 2] / 1e3,
						nanos[rounds - 1 - rounds / 100] / 1e3, (own + Background.result(echo)) / rounds / 1e3);
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
