package dev.sslsocket.readme;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the README to the code.
 */
class ReadmeTests {

	private static final Path ROOT = Path.of("..");

	private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

	/** Keys of properties, not those of groups, which have no dot or no such key. */
	private static final Pattern NAME = Pattern.compile("\"name\": \"ssl\\.([a-z.-]+)\",\\s+\"type\": \"(?!dev)");

	@Test
	void javaBlocksAreCompiledSomewhere() throws IOException {
		String sources = sources();
		List<String> blocks = JAVA.matcher(readme()).results().map((block) -> block.group(1)).toList();
		assertThat(blocks).hasSizeGreaterThan(5);
		assertThat(blocks).filteredOn((block) -> !sources.contains(withoutSpace(block))).isEmpty();
	}

	@Test
	void propertiesOfTheStarterAreInTheTable() throws IOException {
		List<String> rows = readme().lines().filter((line) -> line.startsWith("| `")).toList();
		assertThat(properties()).hasSizeGreaterThan(20)
			.allSatisfy((name) -> assertThat(rows).anySatisfy((row) -> assertThat(row).contains("`" + name + "`")));
	}

	private static List<String> properties() throws IOException {
		Enumeration<URL> all = ReadmeTests.class.getClassLoader()
			.getResources("META-INF/spring-configuration-metadata.json");
		List<String> names = new ArrayList<>();
		while (all.hasMoreElements()) {
			try (InputStream in = all.nextElement().openStream()) {
				String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
				names.addAll(NAME.matcher(json).results().map((name) -> name.group(1)).toList());
			}
		}
		return names;
	}

	private static String readme() throws IOException {
		return Files.readString(ROOT.resolve("README.md"));
	}

	private static String sources() throws IOException {
		StringBuilder all = new StringBuilder();
		try (Stream<Path> files = Files.walk(Path.of("src"))) {
			for (Path file : files.filter((path) -> path.toString().endsWith(".java")).toList()) {
				all.append(withoutSpace(Files.readString(file)));
			}
		}
		return all.toString();
	}

	private static String withoutSpace(String text) {
		return text.replaceAll("\\s+", "");
	}

}
