package dev.sslsocket.benchmarks.workload;

import java.io.IOException;
import java.util.concurrent.FutureTask;

import dev.sslsocket.benchmarks.peer.Link;
import dev.sslsocket.benchmarks.peer.Peer;

/**
 * One end writes as fast as it can, in writes of one size, the other reads into 64 KiB.
 */
public final class Bulk {

	/**
	 * What came of it.
	 *
	 * @param gbPerSecond 10^9 bytes a second, as the reader saw it
	 * @param writerCpu CPU seconds of the writing thread per 10^9 bytes
	 * @param readerCpu CPU seconds of the reading thread per 10^9 bytes
	 */
	public record Figures(double gbPerSecond, double writerCpu, double readerCpu) {
	}

	private record Received(long bytes, long nanos, long cpu) {
	}

	/** Says that no more follows; all else is zeros. */
	private static final byte[] LAST = { 1 };

	private Bulk() {
	}

	/**
	 * Measures.
	 * @param chunk bytes of one write
	 * @param millis how long is written
	 */
	public static Figures run(Peer peer, int chunk, boolean noDelay, int millis)
			throws IOException, InterruptedException {
		try (Peer.Listening server = peer.listen(noDelay)) {
			FutureTask<Received> reader = Background.start("reader", () -> receive(server));
			long written = 0;
			long cpu;
			try (Link link = peer.dialing(noDelay, true).connect(server.port())) {
				byte[] data = new byte[chunk];
				long before = CpuClock.ofThread();
				long end = System.nanoTime() + millis * 1_000_000L;
				while (System.nanoTime() < end) {
					// Asked for the time seldom: it is not what is measured.
					for (int i = 0; i < 16; i++) {
						link.write(data, 0, chunk);
					}
					written += 16L * chunk;
				}
				cpu = CpuClock.ofThread() - before;
				// Closing at once would let some peers lose what is on its way.
				link.write(LAST, 0, 1);
				link.readFully(data, 1);
				written++;
			}
			Received received = Background.result(reader);
			if (received.bytes != written) {
				throw new IllegalStateException(
						peer.name() + ": " + written + " bytes were written and " + received.bytes + " arrived");
			}
			return new Figures(written / (double) received.nanos, cpu / (double) written,
					received.cpu / (double) written);
		}
	}

	private static Received receive(Peer.Listening server) throws IOException {
		try (Link link = server.accept()) {
			byte[] buffer = new byte[65536];
			int count = link.read(buffer, 0, buffer.length);
			long start = System.nanoTime();
			long cpu = CpuClock.ofThread();
			long bytes = count;
			// The first read may have brought all there is.
			while (count <= 0 || buffer[count - 1] != LAST[0]) {
				count = link.read(buffer, 0, buffer.length);
				if (count < 0) {
					throw new IOException("the writer ended without its last byte");
				}
				bytes += count;
			}
			Received received = new Received(bytes, System.nanoTime() - start, CpuClock.ofThread() - cpu);
			link.write(LAST, 0, 1);
			return received;
		}
	}

}
