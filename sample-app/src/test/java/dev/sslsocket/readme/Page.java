package dev.sslsocket.readme;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation.
 *
 * @param text what is in it
 */
record Page(String text) {

	private static final Path ROOT = Path.of("..");

	private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

	/** Keys of properties, not those of groups, which have no dot or no such key. */
	private static final Pattern NAME = Pattern.compile("\"name\": \"ssl\\.([a-z.-]+)\",\\s+\"type\": \"(?!dev)");

	static Page of(String name) {
		return new Page(read(ROOT.resolve(name)));
	}

	/** Rows of tables whose first cell begins with code. */
	List<String> rows() {
		return this.text.lines().filter((line) -> line.startsWith("| `")).toList();
	}

	List<String> javaBlocks() {
		return JAVA.matcher(this.text).results().map((block) -> block.group(1)).toList();
	}

	/** The blocks of Java that stand nowhere in the sources of this module. */
	List<String> blocksCompiledNowhere() throws IOException {
		StringBuilder all = new StringBuilder();
		try (Stream<Path> files = Files.walk(Path.of("src"))) {
			for (Path file : files.filter((path) -> path.toString().endsWith(".java")).toList()) {
				all.append(withoutSpace(read(file)));
			}
		}
		String sources = all.toString();
		return javaBlocks().stream().filter((block) -> !sources.contains(withoutSpace(block))).toList();
	}

	/** The keys of the starter, without {@code ssl.}. */
	static List<String> properties() throws IOException {
		Enumeration<URL> all = Page.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json");
		List<String> names = new ArrayList<>();
		while (all.hasMoreElements()) {
			try (InputStream in = all.nextElement().openStream()) {
				String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
				names.addAll(NAME.matcher(json).results().map((name) -> name.group(1)).toList());
			}
		}
		return names;
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String withoutSpace(String text) {
		return text.replaceAll("\\s+", "");
	}

}
