package dev.sslsocket.x509;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;

/**
 * Finds what a missing class path resource may have meant. Directories of the class path
 * are looked at around the missing name; jars are listed whole, which is cheap because
 * their directory is in memory once opened.
 */
final class SimilarResources {

	private static final String MANIFEST = "META-INF/MANIFEST.MF";

	private SimilarResources() {
	}

	/** Returns the end of a message, empty when nothing is similar. */
	static String sentence(String missing, ClassLoader loader) {
		List<String> names = new ArrayList<>();
		try {
			for (URL root : Collections.list(loader.getResources(""))) {
				addFrom(names, root, missing);
			}
			for (URL manifest : Collections.list(loader.getResources(MANIFEST))) {
				addFrom(names, manifest, missing);
			}
		}
		catch (IOException | URISyntaxException | IllegalArgumentException | FileSystemNotFoundException ex) {
			// A hint that cannot be given; the message itself stands.
			names.clear();
		}
		return SimilarNames.sentence("classpath:", missing, names);
	}

	private static void addFrom(List<String> names, URL url, String missing) throws IOException, URISyntaxException {
		if ("file".equals(url.getProtocol())) {
			if (!url.getPath().endsWith(MANIFEST)) {
				Path root = Path.of(url.toURI());
				SimilarFiles.around(root.resolve(missing))
					.stream()
					.map(Path::of)
					.filter((file) -> file.startsWith(root))
					.forEach((file) -> names.add(root.relativize(file).toString().replace('\\', '/')));
			}
			return;
		}
		URLConnection connection = url.openConnection();
		if (connection instanceof JarURLConnection jar) {
			jar.getJarFile()
				.stream()
				.filter((entry) -> !entry.isDirectory())
				.map(JarEntry::getName)
				// Where an executable jar keeps what the class path shows without the
				// prefix.
				.filter((name) -> !name.startsWith("BOOT-INF/"))
				.forEach(names::add);
		}
	}

}
