package dev.sslsocket.x509;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Finds what a missing file may have meant: near-spelled names beside it, and the same
 * name in the directories around it. Lists two directories at most, never a tree.
 */
final class SimilarFiles {

	private SimilarFiles() {
	}

	/** Returns the end of a message, empty when nothing is similar. */
	static String sentence(Path missing) {
		return SimilarNames.sentence("", missing.toString(), around(missing));
	}

	/** Returns names worth comparing, spelled from where the missing one is spelled. */
	static List<String> around(Path missing) {
		List<String> names = new ArrayList<>();
		Path fileName = missing.getFileName();
		if (fileName == null) {
			return names;
		}
		Path parent = missing.getParent();
		for (Path entry : entries(parent)) {
			names.add(entry.toString());
			addIfFile(names, entry.resolve(fileName));
		}
		if (parent != null) {
			for (Path entry : entries(parent.getParent())) {
				addIfFile(names, entry.resolve(fileName));
				addIfFile(names, entry);
			}
		}
		names.removeIf((name) -> Files.isDirectory(Path.of(name)));
		return names;
	}

	private static void addIfFile(List<String> names, Path file) {
		if (Files.isRegularFile(file)) {
			names.add(file.toString());
		}
	}

	private static List<Path> entries(@Nullable Path directory) {
		List<Path> entries = new ArrayList<>();
		Path listed = (directory != null) ? directory : Path.of("");
		if (Files.isDirectory(listed)) {
			try (DirectoryStream<Path> stream = Files.newDirectoryStream(listed)) {
				stream.forEach(entries::add);
			}
			catch (IOException | DirectoryIteratorException ex) {
				// A hint that cannot be given; the message itself stands.
				return List.of();
			}
		}
		return entries;
	}

}
