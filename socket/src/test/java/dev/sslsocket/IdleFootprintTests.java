package dev.sslsocket;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

import dev.sslsocket.testing.program.RunningProgram;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an idle connection costs that has shaken hands and said something: all that is in
 * the heap because of it, beyond what whoever speaks TLS on the JVM needs: an engine of
 * the JDK, a plain socket, and the one that every subclass of {@code SSLSocket} is and
 * does not use (312 bytes on JDK 25). The collector counts it, class by class, in
 * processes that do nothing else; no clock is involved.
 */
class IdleFootprintTests {

	/** Room for one more field, and for no more objects. */
	private static final long MOST = 600;

	/**
	 * Engines have more or less of them by chance, such as signatures, which differ in
	 * length: few bytes for each connection. We have none.
	 */
	private static final String BYTES = "[B";

	private static final long CHANCE = 40;

	private static Map<String, Long> bare;

	@BeforeAll
	static void measureBareConnections() {
		bare = measure("bare", "bare");
	}

	@Test
	void clientWhenIdleHoldsLittle() {
		assertLittle(measure("ours", "bare"));
	}

	@Test
	void serverWhenIdleHoldsLittle() {
		assertLittle(measure("bare", "ours"));
	}

	private static void assertLittle(Map<String, Long> ours) {
		String all = "%nall, by class: %s%nwithout ours: %s".formatted(text(ours), text(bare));
		assertThat(total(ours) - total(bare)).as("bytes of ours" + all).isBetween(500L, MOST);
		assertThat(ours.get(BYTES) - bare.get(BYTES)).as("in arrays of bytes" + all).isBetween(-CHANCE, CHANCE);
	}

	/** What one connection adds, both of its ends, in bytes by class. */
	private static Map<String, Long> measure(String client, String server) {
		try (RunningProgram program = RunningProgram.start(
				Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
				"-XX:TieredStopAtLevel=1", "-Xmx256m", "-cp", System.getProperty("java.class.path"),
				IdleConnections.class.getName(), client, server)) {
			// On a machine that is busy each of these may take its time.
			program.awaitLine("Total");
			program.awaitLine("opened");
			assertThat(program.awaitExit()).as(program.standardError()).isZero();
			String[] histograms = program.standardOutput().split("(?m)^Total.*$");
			Map<String, Long> added = bytes(histograms[1]);
			bytes(histograms[0]).forEach((name, before) -> added.merge(name, -before, Long::sum));
			added.replaceAll((name, all) -> all / IdleConnections.COUNTED);
			return added;
		}
	}

	/** Lines of a number, objects, bytes, and the class. */
	private static Map<String, Long> bytes(String histogram) {
		Map<String, Long> bytes = new HashMap<>();
		for (String line : histogram.lines().toList()) {
			String[] words = line.strip().split("\\s+");
			if (words[0].endsWith(":") && !ofTheMachine(words[3])) {
				// Hidden classes have numbers behind their names.
				bytes.merge(words[3].replaceFirst("[/+]0x.*", ""), Long.parseLong(words[2]), Long::sum);
			}
		}
		return bytes;
	}

	/**
	 * What the VM makes as it warms up, or puts into gaps, in numbers that differ; we
	 * hold none of it.
	 */
	private static boolean ofTheMachine(String name) {
		return name.startsWith("java.lang.invoke.") || name.equals("java.lang.Class") || name.equals("[I")
				|| name.endsWith("FillerElement;");
	}

	private static long total(Map<String, Long> bytes) {
		return bytes.entrySet()
			.stream()
			.filter((entry) -> !entry.getKey().equals(BYTES))
			.mapToLong(Map.Entry::getValue)
			.sum();
	}

	private static String text(Map<String, Long> bytes) {
		return bytes.entrySet()
			.stream()
			.filter((entry) -> entry.getValue() != 0)
			.sorted(Map.Entry.<String, Long>comparingByValue().reversed())
			.map((entry) -> "%n%6d %s".formatted(entry.getValue(), entry.getKey()))
			.collect(Collectors.joining());
	}

}
