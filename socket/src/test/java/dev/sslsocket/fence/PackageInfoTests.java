package dev.sslsocket.fence;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every room says what it is for, and that what is not {@code @Nullable} is never null.
 */
class PackageInfoTests {

	private static final Pattern NULL_MARKED = Pattern.compile("^@NullMarked\\s+package ", Pattern.MULTILINE);

	private static final Pattern DOCUMENTED = Pattern.compile("\\A/\\*\\*\n \\* \\w.{20}");

	@Test
	void packageWhenItHoldsMainCodeIsDescribedAndNullMarked() {
		List<Path> packages = House.sources("main").stream().map(Path::getParent).distinct().toList();
		assertThat(packages).isNotEmpty();
		assertThat(packages.stream().flatMap(PackageInfoTests::faults)).isEmpty();
	}

	private static Stream<String> faults(Path directory) {
		Path file = directory.resolve("package-info.java");
		if (!file.toFile().exists()) {
			return Stream.of(House.name(file) + " does not exist");
		}
		String source = House.read(file);
		return Stream
			.of(NULL_MARKED.matcher(source).find() ? "" : House.name(file) + " has no @NullMarked above the package",
					DOCUMENTED.matcher(source).find() ? "" : House.name(file) + " does not begin with what it is for")
			.filter((fault) -> !fault.isEmpty());
	}

}
