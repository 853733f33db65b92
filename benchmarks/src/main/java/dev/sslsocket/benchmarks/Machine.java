package dev.sslsocket.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.Stream;

/**
 * What the figures depend on.
 *
 * @param processor as the kernel names it
 * @param cores how many the JVM sees
 * @param memory GiB
 * @param system kernel and its version
 */
record Machine(String processor, int cores, long memory, String system) {

	static Machine here() throws IOException {
		return new Machine(field("/proc/cpuinfo", "model name"), Runtime.getRuntime().availableProcessors(),
				Long.parseLong(field("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) / (1 << 20),
				System.getProperty("os.name") + " " + System.getProperty("os.version"));
	}

	private static String field(String file, String name) throws IOException {
		try (Stream<String> lines = Files.lines(Path.of(file))) {
			return lines.filter((line) -> line.startsWith(name))
				.map((line) -> line.substring(line.indexOf(':') + 1).strip())
				.findFirst()
				.orElse("unknown");
		}
	}

	/** The version of a JDK by its own word. */
	static String version(String java) throws IOException {
		Process process = new ProcessBuilder(java, "-version").redirectErrorStream(true).start();
		try (BufferedReader lines = process.inputReader()) {
			String first = lines.readLine();
			lines.lines().forEach((line) -> {
			});
			return (first != null) ? first.replaceAll(".*\"(.*)\".*", "$1") : "unknown";
		}
	}

	@Override
	public String toString() {
		return this.processor + ", " + this.cores + " cores, " + this.memory + " GiB, " + this.system + ", "
				+ LocalDate.now();
	}

}
