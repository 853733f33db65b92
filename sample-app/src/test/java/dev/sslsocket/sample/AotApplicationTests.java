package dev.sslsocket.sample;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplicationAotProcessor;

import dev.sslsocket.SslContext;
import dev.sslsocket.testing.program.RunningProgram;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Case 79: the sample processed ahead of time, by what {@code spring-boot:process-aot}
 * runs, compiled, and started with {@code -Dspring.aot.enabled=true}. What a native image
 * needs beyond it is not tried here.
 */
class AotApplicationTests {

	private static final String[] PORTS = { "--server.port=0", "--sample.echo-port=0", "--sample.mutual-port=0",
			"--sample.line-port=0" };

	@TempDir
	private Path directory;

	@Test
	void sampleWhenProcessedAheadOfTimeStartsAndShakesHands() throws Exception {
		Path sources = this.directory.resolve("sources");
		Path resources = this.directory.resolve("resources");
		Path classes = this.directory.resolve("classes");
		process(sources, resources, classes);
		compile(sources, classes);
		assertThat(content(resources)).contains("dev.sslsocket.autoconfigure.SslContextProperties",
				"dev.sslsocket.actuate.ConnectionDescriptor", "public-suffixes.txt");
		// The hint names a file that is there.
		assertThat(SslContext.class.getResource("/dev/sslsocket/verify/public-suffixes.txt")).isNotNull();
		String classPath = String.join(File.pathSeparator, classes.toString(), resources.toString(), classPath());
		try (RunningProgram sample = java(
				List.of("-Dspring.aot.enabled=true", "-cp", classPath, SampleApplication.class.getName()), PORTS)) {
			assertThat(sample.awaitLine("AOT-processed")).contains("SampleApplication");
			assertThat(sample.awaitLine("Self-check of TLS")).endsWith(", peer CN=localhost, verified");
			assertThat(sample.awaitLine("Self-check of mutual TLS")).endsWith(", peer CN=localhost, verified");
			assertThat(sample.awaitLine("Self-check of STARTTLS")).endsWith(", peer CN=localhost, verified");
			assertThat(sample.standardOutput()).doesNotContain(" WARN ").doesNotContain(" ERROR ");
		}
	}

	private static void process(Path sources, Path resources, Path classes) {
		try (RunningProgram processor = java(List.of("-cp", classPath(), SpringApplicationAotProcessor.class.getName(),
				SampleApplication.class.getName(), sources.toString(), resources.toString(), classes.toString(),
				"dev.sslsocket", "sample-app"), PORTS)) {
			assertThat(processor.awaitExit()).as(processor.standardError()).isZero();
		}
	}

	private static void compile(Path sources, Path classes) throws Exception {
		List<String> arguments = new ArrayList<>(
				List.of("-proc:none", "-nowarn", "-cp", classPath(), "-d", classes.toString()));
		try (Stream<Path> files = Files.walk(sources)) {
			files.map(Path::toString).filter((file) -> file.endsWith(".java")).forEach(arguments::add);
		}
		Files.createDirectories(classes);
		assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
			.isZero();
	}

	private static String content(Path directory) throws Exception {
		StringBuilder content = new StringBuilder();
		try (Stream<Path> files = Files.walk(directory)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				content.append(Files.readString(file));
			}
		}
		return content.toString();
	}

	private static RunningProgram java(List<String> options, String... arguments) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(options);
		command.addAll(Arrays.asList(arguments));
		return RunningProgram.start(command.toArray(String[]::new));
	}

	private static String classPath() {
		return System.getProperty("java.class.path");
	}

}
