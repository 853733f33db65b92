package dev.sslsocket.fence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.sslsocket.SslContext;

/**
 * What the fences look at: the compiled classes of module {@code socket}, and the sources
 * of all modules.
 */
final class House {

	static final String BASE = "dev.sslsocket";

	static final JavaClasses SOCKET = new ClassFileImporter().importPath(compiled());

	private House() {
	}

	/** The directory that holds all modules. */
	static Path root() {
		Path directory = Path.of("").toAbsolutePath();
		while (!Files.exists(directory.resolve("socket/pom.xml"))) {
			directory = directory.getParent();
		}
		return directory;
	}

	/** All Java sources of all modules, of main code or of tests. */
	static List<Path> sources(String kind) {
		List<Path> sources = new ArrayList<>();
		for (Path module : list(root())) {
			Path directory = module.resolve("src").resolve(kind).resolve("java");
			if (Files.exists(module.resolve("pom.xml")) && Files.isDirectory(directory)) {
				sources.addAll(javaFiles(directory));
			}
		}
		return sources;
	}

	/** The part of the house a class lives in, {@code engine} say; empty at the top. */
	static String room(JavaClass type) {
		String below = type.getPackageName().substring(BASE.length());
		return below.isEmpty() ? "" : below.substring(1).split("\\.")[0];
	}

	static boolean isOurs(JavaClass type) {
		return (type.getPackageName() + ".").startsWith(BASE + ".");
	}

	static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** A file as messages name it. */
	static String name(Path file) {
		return root().relativize(file).toString();
	}

	private static Path compiled() {
		try {
			return Path.of(SslContext.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static List<Path> list(Path directory) {
		try (Stream<Path> entries = Files.list(directory)) {
			return entries.sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<Path> javaFiles(Path directory) {
		try (Stream<Path> files = Files.walk(directory)) {
			return files.filter((file) -> file.toString().endsWith(".java")).sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
