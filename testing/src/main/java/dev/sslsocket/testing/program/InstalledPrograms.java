package dev.sslsocket.testing.program;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Knows what this machine has. Safe for use by many threads.
 */
final class InstalledPrograms {

	// Debian keeps servers such as nginx out of an ordinary user's PATH.
	private static final String SYSTEM_DIRECTORIES = "/usr/local/sbin:/usr/sbin:/sbin";

	// Starting perl costs some 50 ms; a class with many tests asks once.
	private static final Map<String, Boolean> PERL_MODULES = new ConcurrentHashMap<>();

	private InstalledPrograms() {
	}

	static Optional<Path> find(String name) {
		String path = System.getenv().getOrDefault("PATH", "");
		return Stream.of(path.split(File.pathSeparator), SYSTEM_DIRECTORIES.split(":"))
			.flatMap(Stream::of)
			.map((directory) -> Path.of(directory, name))
			.filter((file) -> Files.isRegularFile(file) && Files.isExecutable(file))
			.findFirst();
	}

	static boolean hasPerlModule(String module) {
		return find("perl").isPresent() && PERL_MODULES.computeIfAbsent(module, InstalledPrograms::loads);
	}

	private static boolean loads(String module) {
		try (RunningProgram perl = RunningProgram.start("perl", "-M" + module, "-e", "1")) {
			return perl.awaitExit() == 0;
		}
	}

}
