package dev.sslsocket.fence;

import java.nio.file.Path;
import java.util.List;

import com.tngtech.archunit.core.domain.JavaClass;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Types that are public only because Java knows no other way between rooms. Nobody but
 * the room that a package's description names may touch them; they are no part of the
 * public API.
 */
class OneUserTests {

	@Test
	void typeWhenPublicForOneRoomIsTouchedByThatRoomOnly() {
		assertThat(OneUserType.all()).isNotEmpty();
		for (OneUserType type : OneUserType.all()) {
			classes().that()
				.haveFullyQualifiedName(type.name())
				.should()
				.onlyHaveDependentClassesThat()
				.resideInAnyPackage(type.room(), type.user())
				.because(type.room() + "/package-info.java says so")
				.check(House.SOCKET);
		}
	}

	@Test
	void typeWhenPublicForOneRoomIsNotTouchedByOtherModules() {
		List<Path> sources = House.sources("main")
			.stream()
			.filter((file) -> !file.startsWith(House.root().resolve("socket")))
			.toList();
		assertThat(sources).isNotEmpty();
		for (OneUserType type : OneUserType.all()) {
			String code = type.name().replace('$', '.') + "\\b";
			assertThat(sources.stream()
				.filter((file) -> SourceText.code(House.read(file)).matches("(?s).*\\b" + code + ".*"))
				.map(House::name)).as("sources that use %s, which is public for %s only", type.name(), type.user())
				.isEmpty();
		}
	}

	@Test
	void typeWhenNamedAsPublicForOneRoomIsPublic() {
		assertThat(OneUserType.all().stream().map(OneUserType::name)).allSatisfy(
				(name) -> assertThat(House.SOCKET.get(name).getModifiers()).as(name).asString().contains("PUBLIC"));
	}

	@Test
	void engineWhenItsTypesArePublicListsThemAll() {
		assertThat(House.SOCKET.stream()
			.filter((type) -> House.room(type).equals("engine"))
			.filter((type) -> type.getModifiers().toString().contains("PUBLIC"))
			.map(JavaClass::getName)
			.filter((name) -> OneUserType.all().stream().noneMatch((type) -> type.covers(name))))
			.as("public types of the engine room that its package-info does not list")
			.isEmpty();
	}

}
