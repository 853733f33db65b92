package dev.sslsocket.benchmarks.workload;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.sslsocket.benchmarks.peer.Link;
import dev.sslsocket.benchmarks.peer.Peer;

import org.jspecify.annotations.Nullable;

/**
 * A server with many silent connections and a few that echo without pause, each on a
 * thread of its own: virtual where the JDK has those.
 */
public final class Crowd {

	private static final int MESSAGE = 64;

	/**
	 * What came of it.
	 *
	 * @param perSecond echoes a second, of all busy connections
	 * @param p50 microseconds of an echo, the median
	 * @param p99 microseconds that 99 of 100 do not exceed
	 * @param cpu microseconds of CPU time per echo, of the whole process
	 * @param heap MiB in use at the end, garbage included
	 */
	public record Figures(double perSecond, double p50, double p99, double cpu, double heap) {
	}

	private Crowd() {
	}

	/**
	 * Measures.
	 * @param silent connections that say nothing after their first message
	 * @param busy connections that echo
	 * @param millis for how long
	 */
	public static Figures run(Peer peer, int silent, int busy, int millis) throws Exception {
		ExecutorService threads = threads();
		List<Link> links = new ArrayList<>();
		try (Peer.Listening server = peer.listen(true)) {
			Future<?> accepting = threads.submit(() -> {
				for (int i = 0; i < silent + busy; i++) {
					Link link = server.accept();
					threads.submit(() -> echo(link));
				}
				return null;
			});
			Peer.Dialing dialing = peer.dialing(true, 0);
			for (int i = 0; i < silent + busy; i++) {
				Link link = dialing.connect(server.port());
				links.add(link);
				roundTrip(link, new byte[MESSAGE]);
			}
			accepting.get();
			return measure(threads, links.subList(silent, silent + busy), millis);
		}
		finally {
			for (Link link : links) {
				link.close();
			}
			threads.shutdown();
		}
	}

	private static Figures measure(ExecutorService threads, List<Link> busy, int millis) throws Exception {
		long cpu = CpuClock.ofProcess();
		long start = System.nanoTime();
		long end = start + millis * 1_000_000L;
		List<Future<long[]>> running = new ArrayList<>();
		for (Link link : busy) {
			running.add(threads.submit(() -> talk(link, end)));
		}
		List<long[]> all = new ArrayList<>();
		for (Future<long[]> one : running) {
			all.add(one.get());
		}
		return figures(all, System.nanoTime() - start, CpuClock.ofProcess() - cpu);
	}

	/**
	 * Sums up.
	 * @param all the nanoseconds of each echo, by connection
	 * @param nanos how long it took
	 * @param cpu nanoseconds of the process
	 */
	public static Figures figures(List<long[]> all, long nanos, long cpu) {
		long[] sorted = all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
		int count = sorted.length;
		return new Figures(count * 1e9 / nanos, sorted[count / 2] / 1e3, sorted[count - 1 - count / 100] / 1e3,
				cpu / (double) count / 1e3,
				ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1048576.0);
	}

	private static long[] talk(Link link, long end) throws IOException {
		byte[] message = new byte[MESSAGE];
		long[] nanos = new long[1024];
		int count = 0;
		for (long last = System.nanoTime(); last < end;) {
			roundTrip(link, message);
			long now = System.nanoTime();
			if (count == nanos.length) {
				nanos = Arrays.copyOf(nanos, 2 * count);
			}
			nanos[count++] = now - last;
			last = now;
		}
		return Arrays.copyOf(nanos, count);
	}

	private static void roundTrip(Link link, byte[] message) throws IOException {
		link.write(message, 0, message.length);
		link.readFully(message, message.length);
	}

	private static @Nullable Void echo(Link link) throws IOException {
		try (link) {
			byte[] message = new byte[MESSAGE];
			for (int count = 0; count >= 0; count = link.read(message, 0, MESSAGE)) {
				link.write(message, 0, count);
			}
			return null;
		}
	}

	/** By reflection, since this is compiled for JDK 17. */
	private static ExecutorService threads() throws ReflectiveOperationException {
		return (Runtime.version().feature() < 21) ? Executors.newCachedThreadPool((work) -> {
			Thread thread = new Thread(null, work, "connection", 128 * 1024);
			thread.setDaemon(true);
			return thread;
		}) : (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
	}

}
