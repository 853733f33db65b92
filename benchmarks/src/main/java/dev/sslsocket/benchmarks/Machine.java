package dev.sslsocket.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What the figures depend on.
 *
 * @param processor as the kernel names it
 * @param cores how many the JVM sees
 * @param memory GiB
 * @param system kernel and its version
 * @param load how many others were running before the benchmarks were compiled; -1 where
 * nobody knows
 */
record Machine(String processor, int cores, long memory, String system, double load) {

	static Machine here() throws IOException {
		return new Machine(field("/proc/cpuinfo", "model name"), Runtime.getRuntime().availableProcessors(),
				Long.parseLong(field("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) / (1 << 20),
				System.getProperty("os.name") + " " + System.getProperty("os.version"),
				Double.parseDouble(System.getProperty("benchmarks.load", "-1")));
	}

	private static String field(String file, String name) throws IOException {
		try (Stream<String> lines = Files.lines(Path.of(file))) {
			return lines.filter((line) -> line.startsWith(name))
				.map((line) -> line.substring(line.indexOf(':') + 1).strip())
				.findFirst()
				.orElse("unknown");
		}
	}

	/** Whether others were using it. */
	boolean shared() {
		return this.load < 0 || this.load > this.cores / 4.0;
	}

	@Override
	public String toString() {
		return String.format(Locale.ROOT, "%s, %d cores, %d GiB, %s, %s; load average before: %.1f", this.processor,
				this.cores, this.memory, this.system, LocalDate.now(), this.load);
	}

}
