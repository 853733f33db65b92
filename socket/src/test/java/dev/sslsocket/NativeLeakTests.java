package dev.sslsocket;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import dev.sslsocket.engine.RequiresNativeEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That nothing is left of native connections. More of them than the build has time for:
 * {@code -Dnative.connections=100000}.
 */
@RequiresNativeEngine
class NativeLeakTests {

	private static final int CONNECTIONS = Integer.getInteger("native.connections", 1600);

	private static final int EACH = CONNECTIONS / 8;

	@Test
	@Timeout(value = 1, unit = TimeUnit.HOURS)
	void connectionsHoweverTheyEndLeaveNothing() throws Exception {
		Map<String, Long> said = run();
		assertThat(said.get("made ReferenceCountedOpenSslEngine")).isGreaterThan(CONNECTIONS * 3L / 2);
		assertThat(said).containsEntry("live ReferenceCountedOpenSslEngine", 0L)
			.containsEntry("live ReferenceCountedOpenSslContext", 0L)
			.containsEntry("live NativeSslSession", 0L)
			.containsEntry("live DefaultOpenSslKeyMaterial", 0L)
			.containsEntry("leaks reported", 0L);
		// The others ended as they were meant to: half way, or not at all.
		assertThat(said).containsEntry("failed GOOD", 0L)
			.containsEntry("failed STOPPED", 0L)
			.containsEntry("failed REFUSED_BY_CLIENT", 2L * EACH)
			.containsEntry("failed REFUSED_BY_SERVER", 2L * EACH)
			.containsEntry("failed CLIENT_GONE", (long) EACH)
			.containsEntry("failed SERVER_GONE", (long) EACH);
	}

	/** In a process of its own, whose engines are all counted. */
	private static Map<String, Long> run() throws IOException, InterruptedException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx256m", "-cp", System.getProperty("java.class.path"), NativeLeaks.class.getName(),
				String.valueOf(EACH * 8))
			.redirectErrorStream(true)
			.start();
		try {
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(process.waitFor()).as(output).isZero();
			return output.lines()
				.filter((line) -> line.matches("(made|live|failed|leaks) \\w+ \\d+"))
				.collect(Collectors.toMap((line) -> line.substring(0, line.lastIndexOf(' ')),
						(line) -> Long.valueOf(line.substring(line.lastIndexOf(' ') + 1))));
		}
		finally {
			process.destroyForcibly();
		}
	}

}
