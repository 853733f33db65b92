package dev.sslsocket.benchmarks.workload;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;

import dev.sslsocket.benchmarks.peer.Link;
import dev.sslsocket.benchmarks.peer.Peer;

/**
 * Connects, shakes hands, sends a byte, reads one, closes.
 */
public final class Handshakes {

	/**
	 * What came of it.
	 *
	 * @param perSecond connections a second
	 * @param cpu milliseconds of CPU time per connection, of the whole process
	 */
	public record Figures(double perSecond, double cpu) {
	}

	private Handshakes() {
	}

	/**
	 * Measures.
	 * @param resume whether sessions are resumed
	 * @param threads connecting at the same time, and as many accepting
	 * @param count connections
	 */
	public static Figures run(Peer peer, boolean resume, int threads, int count)
			throws IOException, InterruptedException {
		try (Peer.Listening server = peer.listen(true)) {
			List<FutureTask<Integer>> accepting = start("accepting", new AtomicInteger(count + threads),
					Collections.nCopies(threads, () -> {
						try (Link link = server.accept()) {
							byte[] one = new byte[1];
							link.readFully(one, 1);
							link.write(one, 0, 1);
						}
					}));
			List<Step> connecting = connecting(peer, resume, threads, server.port());
			// The first of each thread finds no session.
			finish(start("first", new AtomicInteger(threads), connecting));
			long cpu = CpuClock.ofProcess();
			long start = System.nanoTime();
			finish(start("connecting", new AtomicInteger(count), connecting));
			finish(accepting);
			double nanos = System.nanoTime() - start;
			return new Figures(count * 1e9 / nanos, (CpuClock.ofProcess() - cpu) / 1e6 / count);
		}
	}

	/**
	 * Those that resume have one context, as those of an application have. Of the others
	 * each has its own: else it might find the session of a neighbour, who drops it only
	 * at the end.
	 */
	private static List<Step> connecting(Peer peer, boolean resume, int threads, int port) throws IOException {
		if (resume) {
			Peer.Dialing shared = peer.dialing(true, true);
			return Collections.nCopies(threads, () -> talk(shared, port));
		}
		List<Step> connecting = new ArrayList<>();
		for (int i = 0; i < threads; i++) {
			Peer.Dialing own = peer.dialing(true, false);
			connecting.add(() -> talk(own, port));
		}
		return connecting;
	}

	private static void talk(Peer.Dialing dialing, int port) throws IOException {
		try (Link link = dialing.connect(port)) {
			byte[] one = new byte[1];
			link.write(one, 0, 1);
			link.readFully(one, 1);
		}
	}

	/** What is done again and again. */
	@FunctionalInterface
	private interface Step {

		void run() throws IOException;

	}

	private static List<FutureTask<Integer>> start(String name, AtomicInteger left, List<Step> steps) {
		List<FutureTask<Integer>> started = new ArrayList<>();
		for (Step step : steps) {
			started.add(Background.start(name, () -> {
				int done = 0;
				while (left.getAndDecrement() > 0) {
					step.run();
					done++;
				}
				return done;
			}));
		}
		return started;
	}

	private static void finish(List<FutureTask<Integer>> started) throws InterruptedException {
		for (FutureTask<Integer> task : started) {
			Background.result(task);
		}
	}

}
