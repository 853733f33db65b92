package dev.sslsocket.benchmarks.workload;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

import dev.sslsocket.benchmarks.peer.Link;
import dev.sslsocket.benchmarks.peer.Peer;

import org.jspecify.annotations.Nullable;

/**
 * A crowd whose accepted connections, and busy ones, have a thread each: virtual where
 * the JDK has those, from 21 on.
 */
public final class ThreadCrowd implements Crowd {

	private final ExecutorService threads = threads();

	private final List<Link> links = new ArrayList<>();

	private final List<Link> busy;

	/**
	 * Connects all of it.
	 * @param silent connections that say nothing after their first message
	 * @param busy connections that echo
	 */
	public ThreadCrowd(Peer peer, int silent, int busy) throws IOException, InterruptedException {
		int count = silent + busy;
		try (Peer.Listening server = peer.listen(true)) {
			FutureTask<Integer> accepting = Background.start("accepting", () -> {
				for (int i = 0; i < count; i++) {
					Link link = server.accept();
					this.threads.submit(() -> echo(link));
				}
				return count;
			});
			Peer.Dialing dialing = peer.dialing(true, true);
			for (int i = 0; i < count; i++) {
				Link link = dialing.connect(server.port());
				this.links.add(link);
				roundTrip(link, new byte[MESSAGE]);
			}
			Background.result(accepting);
		}
		this.busy = this.links.subList(silent, count);
	}

	@Override
	public Figures measure(int millis) throws Exception {
		long cpu = CpuClock.ofProcess();
		long start = System.nanoTime();
		long end = start + millis * 1_000_000L;
		List<Future<long[]>> running = new ArrayList<>();
		for (Link link : this.busy) {
			running.add(this.threads.submit(() -> talk(link, end)));
		}
		List<long[]> laps = new ArrayList<>();
		for (Future<long[]> one : running) {
			laps.add(one.get());
		}
		return Figures.of(laps, System.nanoTime() - start, CpuClock.ofProcess() - cpu);
	}

	private static long[] talk(Link link, long end) throws IOException {
		byte[] message = new byte[MESSAGE];
		Laps laps = new Laps();
		laps.start();
		do {
			roundTrip(link, message);
		}
		while (laps.lap() < end);
		return laps.nanos();
	}

	private static void roundTrip(Link link, byte[] message) throws IOException {
		link.write(message, 0, message.length);
		link.readFully(message, message.length);
	}

	private static @Nullable Void echo(Link link) throws IOException {
		try (link) {
			byte[] message = new byte[MESSAGE];
			for (int count = link.read(message, 0, MESSAGE); count >= 0; count = link.read(message, 0, MESSAGE)) {
				link.write(message, 0, count);
			}
			return null;
		}
	}

	@Override
	public void close() throws IOException {
		for (Link link : this.links) {
			link.close();
		}
		this.threads.shutdown();
	}

	/** By reflection, since this is compiled for JDK 17. */
	private static ExecutorService threads() {
		if (Runtime.version().feature() < 21) {
			return Executors.newCachedThreadPool((work) -> {
				Thread thread = new Thread(null, work, "connection", 128 * 1024);
				thread.setDaemon(true);
				return thread;
			});
		}
		try {
			return (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
