package dev.sslsocket.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs each fuzz target in a JVM of its own for {@code fuzz.seconds} (60 by default). A
 * finding fails the test; the input that made it stays in {@code target/fuzz} and is named
 * in the log beside it.
 */
class Fuzzing {

	private static final int SECONDS = Integer.getInteger("fuzz.seconds", 60);

	private static final Path DIRECTORY = Path.of(System.getProperty("fuzz.directory", "target/fuzz"));

	@ParameterizedTest
	@EnumSource
	void targetWhenFedAnythingThrowsOnlyWhatItPromises(FuzzTarget target) throws Exception {
		Path directory = Files.createDirectories(DIRECTORY.resolve(target.simpleName()));
		Path corpus = Files.createDirectories(directory.resolve("corpus"));
		List<byte[]> seeds = target.seeds();
		for (int i = 0; i < seeds.size(); i++) {
			Files.write(corpus.resolve("seed-" + i), seeds.get(i));
		}
		Path log = directory.resolve("log");
		Process fuzzer = jazzer(target, corpus, directory).redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		try {
			assertThat(fuzzer.waitFor(SECONDS + 60L, TimeUnit.SECONDS)).as("%s ended; see %s", target, log).isTrue();
			assertThat(fuzzer.exitValue()).as("%s found nothing; see %s%n%s", target, log, tail(log)).isZero();
			// An exit code of 0 must not mean that nothing ran.
			assertThat(Files.readString(log)).contains("DONE").contains("cov:");
		}
		finally {
			fuzzer.destroyForcibly();
		}
	}

	private static ProcessBuilder jazzer(FuzzTarget target, Path corpus, Path directory) {
		return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), "-Xmx1g", "com.code_intelligence.jazzer.Jazzer",
				"--target_class=" + target.className(), "--instrumentation_includes=dev.sslsocket.**",
				"--reproducer_path=" + directory, "-artifact_prefix=" + directory + "/", "-max_total_time=" + SECONDS,
				"-max_len=" + target.longestInput(), "-timeout=5", corpus.toString());
	}

	private static String tail(Path log) throws IOException {
		List<String> lines = Files.readAllLines(log);
		return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
	}

}
