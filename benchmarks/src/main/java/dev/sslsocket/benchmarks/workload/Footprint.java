package dev.sslsocket.benchmarks.workload;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What this process holds.
 *
 * @param heap bytes, after the collector has run
 * @param resident KiB that the kernel counts, all of the heap included where the JVM has
 * touched it beforehand
 * @param descriptors file descriptors
 */
public record Footprint(long heap, long resident, long descriptors) {

	/** Measures. */
	public static Footprint now() throws IOException, InterruptedException {
		long heap = Long.MAX_VALUE;
		for (int i = 0; i < 5; i++) {
			System.gc();
			// Reference handlers run on threads of their own.
			Thread.sleep(50);
			heap = Math.min(heap, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
		}
		return new Footprint(heap, residentNow(), descriptorsNow());
	}

	/**
	 * Shares what was added since.
	 * @param ends of connections that were opened meanwhile
	 */
	public IdleMemory.Figures since(Footprint before, double ends) {
		return new IdleMemory.Figures((this.heap - before.heap) / 1024.0 / ends,
				(this.resident - before.resident) / ends, (this.descriptors - before.descriptors) / ends);
	}

	private static long residentNow() throws IOException {
		try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
			return lines.filter((line) -> line.startsWith("VmRSS:"))
				.map((line) -> line.replaceAll("\\D", ""))
				.mapToLong(Long::parseLong)
				.findFirst()
				.orElse(0);
		}
	}

	private static long descriptorsNow() throws IOException {
		try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
			return open.count();
		}
	}

}
