package dev.sslsocket.x509;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

import dev.sslsocket.failure.SslConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a location: {@code classpath:x}, {@code file:x} or a path. Every way to fail has
 * words of its own, because "cannot read" sends people looking in the wrong place.
 */
final class Location {

	private static final String CLASSPATH = "classpath:";

	private static final String FILE = "file:";

	private Location() {
	}

	static byte[] read(String location, ClassLoader loader) {
		Optional<Path> file = file(location);
		return file.isPresent() ? readFile(file.get(), location) : readResource(location, loader);
	}

	/** The file that is meant, empty for what is on the class path. */
	static Optional<Path> file(String location) {
		if (location.isBlank()) {
			throw refused("no location is given: the value is empty.", null);
		}
		return location.startsWith(CLASSPATH) ? Optional.empty() : Optional.of(path(location));
	}

	static byte[] readFile(Path file) {
		return readFile(file, file.toString());
	}

	private static byte[] readFile(Path file, String name) {
		try {
			if (Files.isDirectory(file)) {
				throw refused("'" + name + "' is a directory, not a file.", null);
			}
			return Files.readAllBytes(file);
		}
		catch (NoSuchFileException ex) {
			throw refused("'" + name + "' does not exist." + SimilarFiles.sentence(file), ex);
		}
		catch (AccessDeniedException ex) {
			throw refused("'" + name + "' may not be read by the user '" + System.getProperty("user.name")
					+ "': permission denied.", ex);
		}
		catch (IOException ex) {
			throw refused("'" + name + "' cannot be read: " + ex.getMessage(), ex);
		}
	}

	private static byte[] readResource(String location, ClassLoader loader) {
		String resource = location.substring(CLASSPATH.length()).replaceFirst("^/+", "");
		URL url = loader.getResource(resource);
		if (url == null) {
			url = Location.class.getClassLoader().getResource(resource);
		}
		if (url == null) {
			throw refused("'" + location + "' does not exist." + SimilarResources.sentence(resource, loader), null);
		}
		try {
			if (resource.isEmpty() || "file".equals(url.getProtocol()) && Files.isDirectory(Path.of(url.toURI()))) {
				throw refused("'" + location + "' is a directory, not a file.", null);
			}
			try (InputStream stream = url.openStream()) {
				return stream.readAllBytes();
			}
		}
		catch (IOException | URISyntaxException ex) {
			throw refused("'" + location + "' cannot be read: " + ex.getMessage(), ex);
		}
	}

	private static Path path(String location) {
		try {
			if (!location.startsWith(FILE)) {
				return Path.of(location);
			}
			String rest = location.substring(FILE.length());
			// A URL escapes blanks, what people write after "file:" often does not.
			return rest.startsWith("/") && !rest.contains(" ") ? Path.of(URI.create(location)) : Path.of(rest);
		}
		catch (InvalidPathException ex) {
			throw refused("'" + location + "' is not a path: " + ex.getReason(), ex);
		}
		catch (IllegalArgumentException ex) {
			throw refused("'" + location + "' is not a file URL: " + ex.getMessage(), ex);
		}
	}

	private static SslConfigurationException refused(String message, @Nullable Exception cause) {
		return new SslConfigurationException("", message, cause);
	}

}
