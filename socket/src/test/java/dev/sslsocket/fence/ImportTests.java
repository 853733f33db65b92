package dev.sslsocket.fence;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An import says what a file needs; the compiler does not mind those that lie.
 */
class ImportTests {

	private static final Pattern IMPORT = Pattern.compile("^import (?:static )?[\\w.]+\\.(\\w+);$", Pattern.MULTILINE);

	@Test
	void importWhenNothingNeedsItIsGone() {
		List<Path> sources = House.sources("main");
		sources.addAll(House.sources("test"));
		assertThat(sources).isNotEmpty();
		assertThat(sources.stream()
			.flatMap((file) -> unused(House.read(file)).stream().map((name) -> House.name(file) + ": " + name)))
			.as("imports that nothing needs")
			.isEmpty();
	}

	@Test
	void importWhenOnlyJavadocNeedsItIsNeeded() {
		assertThat(unused("import a.B;\nimport static a.C.d;\n/** {@link B} */ class E { int f = d(); }")).isEmpty();
		assertThat(unused("import a.B;\nimport a.Bc;\n/** {@link Bc} */ class E { }")).containsExactly("B");
	}

	private static List<String> unused(String source) {
		String body = IMPORT.matcher(source).replaceAll("");
		return IMPORT.matcher(source)
			.results()
			.map((found) -> found.group(1))
			.filter((name) -> !Pattern.compile("\\b" + name + "\\b").matcher(body).find())
			.toList();
	}

}
