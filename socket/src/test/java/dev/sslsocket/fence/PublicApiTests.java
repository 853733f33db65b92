package dev.sslsocket.fence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is public is a promise. It stands in {@code socket/api.txt}, so that nobody makes
 * or breaks one without seeing it in the diff.
 */
class PublicApiTests {

	private static final Path FILE = House.root().resolve("socket/api.txt");

	private static final String UPDATE = "mvn -pl socket -am test -Dtest=PublicApiTests"
			+ " -Dsurefire.failIfNoSpecifiedTests=false -Dapi.update=true";

	@Test
	void publicApiWhenComparedEqualsTheFile() throws IOException {
		ApiListing actual = ApiListing.of(types());
		if (Boolean.getBoolean("api.update")) {
			Files.writeString(FILE, actual.text());
		}
		ApiListing promised = ApiListing.parse(Files.exists(FILE) ? Files.readString(FILE) : "");
		Stream<String> gone = promised.without(actual).stream().map((line) -> "- " + line);
		Stream<String> added = actual.without(promised).stream().map((line) -> "+ " + line);
		assertThat(Stream.concat(gone, added).toList())
			.as("The public API is not what socket/api.txt promises. If that is meant, run%n  %s%nand commit the file. Differences",
					UPDATE)
			.isEmpty();
		assertThat(actual.text()).isEqualTo(Files.readString(FILE));
	}

	@Test
	void publicApiWhenItMentionsATypeOfOursListsThatToo() {
		List<Class<?>> types = types();
		assertThat(ApiListing.mentioned(types)).as("types in public signatures that are not public themselves")
			.isSubsetOf(types);
	}

	/** The public types, but for those that are public for one room only. */
	private static List<Class<?>> types() {
		return House.SOCKET.stream()
			.filter(PublicApiTests::isPublic)
			.filter((type) -> OneUserType.all().stream().noneMatch((one) -> one.covers(type.getName())))
			.<Class<?>>map(JavaClass::reflect)
			.toList();
	}

	private static boolean isPublic(JavaClass type) {
		return type.getModifiers().contains(JavaModifier.PUBLIC)
				&& type.getEnclosingClass().map(PublicApiTests::isPublic).orElse(true);
	}

}
