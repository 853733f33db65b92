package dev.sslsocket;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a write and a read make beside what the JDK's engine makes. Measured in a JVM
 * whose compiler cannot leave an object out (C1 has no escape analysis), so that every
 * object in the source counts, on both sides, each time: the difference is exact, and the
 * bound no matter of luck. Seldom an object of the JVM's own comes between; so each
 * figure is the least of several rounds.
 */
class WritePathAllocationTests {

	@Test
	void objectsOfOursForARecordAreNone() throws Exception {
		Process probe = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
				AllocationProbe.class.getName())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		// Beside them the log may speak.
		List<String> lines = new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines()
			.filter((line) -> line.startsWith("TLSv"))
			.toList();
		assertThat(probe.waitFor()).isZero();
		// A write of more than 4 KiB, and a read that fills the caller's array with whole
		// records, make one view of that array, however many records it is.
		assertThat(lines).containsExactly("TLSv1.3 write 1: 0", "TLSv1.3 write 64: 0", "TLSv1.3 read 64: 0",
				"TLSv1.3 write 1024: 0", "TLSv1.3 write 20000: 1 view", "TLSv1.2 write 1: 0", "TLSv1.2 write 64: 0",
				"TLSv1.2 read 64: 0", "TLSv1.2 write 1024: 0", "TLSv1.2 write 20000: 1 view");
	}

}
