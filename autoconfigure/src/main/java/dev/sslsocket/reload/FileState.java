package dev.sslsocket.reload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a file shows from outside. Where two states are equal so is the content; where
 * they differ it may be. Immutable; safe for use by many threads.
 *
 * @param path the path as it was named
 * @param look where its links lead, size, times; or why that cannot be told
 */
record FileState(Path path, String look) {

	/**
	 * Looks at a file, or at each entry of a directory. What is missing has a state too.
	 */
	static List<FileState> at(Path path) {
		return entries(path).stream().map(FileState::of).toList();
	}

	/** A directory's entries in their order, else the path itself. */
	static List<Path> entries(Path path) {
		if (!Files.isDirectory(path)) {
			return List.of(path);
		}
		try (Stream<Path> entries = Files.list(path)) {
			return entries.sorted().toList();
		}
		catch (IOException | UncheckedIOException ex) {
			return List.of(path);
		}
	}

	private static FileState of(Path path) {
		try {
			BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
			return new FileState(path, path.toRealPath() + " " + attributes.size() + " " + attributes.lastModifiedTime()
					+ " " + statusChangeTime(path));
		}
		catch (IOException ex) {
			return new FileState(path, ex.toString());
		}
	}

	/**
	 * The one time that nobody can set: a file that was put in another's place with its
	 * size and its time of modification still shows. Permissions count for it as well.
	 */
	private static Object statusChangeTime(Path path) throws IOException {
		return path.getFileSystem().supportedFileAttributeViews().contains("unix")
				? Files.getAttribute(path, "unix:ctime") : "";
	}

}
