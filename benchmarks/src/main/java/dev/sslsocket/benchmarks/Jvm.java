package dev.sslsocket.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.sslsocket.autoconfigure.SslSocketAutoConfiguration;

/**
 * A JDK to measure with.
 *
 * @param java its command
 * @param version by its own word
 */
record Jvm(String java, String version) {

	/** What a JVM is told whose speed is measured. */
	static final List<String> SPEED = List.of("-Xms256m", "-Xmx1g");

	/** What a JVM is told that holds many connections. */
	static final List<String> CROWD = List.of("-Xms512m", "-Xmx1500m");

	/** What a JVM is told so that its growth is outside of the heap. */
	static final List<String> MEMORY = List.of("-Xms1500m", "-Xmx1500m", "-XX:+AlwaysPreTouch");

	private static final int WARNS_OF_NATIVE_ACCESS = 24;

	static Jvm of(String java) throws IOException {
		Process process = new ProcessBuilder(java, "-version").redirectErrorStream(true).start();
		try (BufferedReader lines = process.inputReader()) {
			List<String> said = lines.lines().toList();
			return new Jvm(java, said.get(0).replaceAll(".*\"(.*)\".*", "$1"));
		}
	}

	/** The one that runs this. */
	static Jvm own() {
		return new Jvm(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				Runtime.version().toString());
	}

	int feature() {
		return Integer.parseInt(this.version.split("\\D", 2)[0]);
	}

	List<String> command(List<String> options, String classPath, Class<?> main, String... arguments) {
		List<String> command = new ArrayList<>(List.of(this.java));
		command.addAll(options);
		if (feature() >= WARNS_OF_NATIVE_ACCESS) {
			// Conscrypt and Netty call native code, Netty also Unsafe.
			command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
		}
		command.addAll(List.of("-cp", classPath, main.getName()));
		command.addAll(Arrays.asList(arguments));
		return command;
	}

	/** The class path of this process. */
	String classPath() {
		return System.getProperty("java.class.path");
	}

	/** The class path, our auto-configuration left out. */
	String classPathWithoutStarter() {
		String place = SslSocketAutoConfiguration.class.getProtectionDomain().getCodeSource().getLocation().getPath();
		return Stream.of(classPath().split(File.pathSeparator))
			.filter((entry) -> !Path.of(entry).toAbsolutePath().normalize().equals(Path.of(place)))
			.collect(Collectors.joining(File.pathSeparator));
	}

}
