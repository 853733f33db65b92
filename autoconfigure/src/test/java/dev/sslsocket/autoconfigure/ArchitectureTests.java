package dev.sslsocket.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasModifiers;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.annotation.Bean;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The fences of this module: floors, the shape of auto-configurations, sizes, secrets.
 */
class ArchitectureTests {

	private static final String ROOT = "dev.sslsocket";

	private static final Path SOURCES = Path.of("src/main/java");

	private static final int MOST_LINES = 400;

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPath(Path.of("target/classes"));

	@Test
	void windowsWhenTheyLookOutKnowNoConfigurationAndNotEachOther() {
		List<String> windows = List.of(ROOT + ".actuate", ROOT + ".health", ROOT + ".metrics");
		for (String window : windows) {
			String[] elsewhere = Stream
				.concat(Stream.of(ROOT + ".autoconfigure.."), windows.stream().filter((room) -> !room.equals(window)))
				.toArray(String[]::new);
			noClasses().that()
				.resideInAPackage(window)
				.should()
				.dependOnClassesThat()
				.resideInAnyPackage(elsewhere)
				.check(CLASSES);
		}
	}

	@Test
	void coreWhenItConfiguresKnowsNothingOptional() {
		noClasses().that()
			.resideInAPackage(ROOT + ".autoconfigure")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(ROOT + ".autoconfigure.actuate", ROOT + ".actuate", ROOT + ".health", ROOT + ".metrics",
					"org.springframework.boot.actuate..", "org.springframework.boot.health..", "io.micrometer..")
			.check(CLASSES);
		noClasses().that()
			.resideInAPackage(ROOT + ".actuate")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.springframework.boot.health..")
			.check(CLASSES);
	}

	@Test
	void reloadWhenItFollowsFilesKnowsNeitherPropertiesNorWhoShowsIt() {
		noClasses().that()
			.resideInAPackage(ROOT + ".reload")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(ROOT + ".autoconfigure..", ROOT + ".actuate", ROOT + ".health",
					"org.springframework.boot..")
			.check(CLASSES);
	}

	@Test
	void roomsWhenTheyUseEachOtherFormNoCycle() {
		SlicesRuleDefinition.slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void autoConfigurationsWhenDeclaredAreFinalAndHaveNoPublicMembers() {
		DescribedPredicate<JavaClass> areAutoConfigurations = DescribedPredicate.describe("are auto-configurations",
				(type) -> type.isAnnotatedWith(AutoConfiguration.class));
		classes().that(areAutoConfigurations)
			.should()
			.haveModifier(JavaModifier.FINAL)
			.andShould()
			.bePublic()
			.check(CLASSES);
		methods().that()
			.areDeclaredInClassesThat(areAutoConfigurations)
			.and()
			.areAnnotatedWith(Bean.class)
			.should()
			.bePackagePrivate()
			.check(CLASSES);
		constructors().that()
			.areDeclaredInClassesThat(areAutoConfigurations)
			.should()
			.bePackagePrivate()
			.check(CLASSES);
		noMethods().should().beAnnotatedWith(ConditionalOnClass.class).check(CLASSES);
	}

	@Test
	void autoConfigurationsWhenDeclaredAreImported() {
		Set<String> declared = CLASSES.stream()
			.filter((type) -> type.isAnnotatedWith(AutoConfiguration.class))
			.map(JavaClass::getName)
			.collect(java.util.stream.Collectors.toSet());
		assertThat(declared).isNotEmpty();
		assertThat(ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader()).getCandidates())
			.containsAll(declared);
	}

	@Test
	void codeWhenItLocksUsesNoMonitor() {
		DescribedPredicate<HasModifiers> areSynchronized = HasModifiers.Predicates.modifier(JavaModifier.SYNCHRONIZED);
		assertThat(CLASSES.stream().flatMap((type) -> type.getMethods().stream()).filter(areSynchronized)).isEmpty();
		assertThat(sources()).isNotEmpty().noneMatch((source) -> read(source).contains("synchronized ("));
	}

	@Test
	void filesWhenWrittenAreShort() {
		assertThat(sources()).allSatisfy(
				(source) -> assertThat(read(source).lines().count()).as(source.toString()).isLessThan(MOST_LINES));
	}

	/** Those that do are written as text in {@link SecretsTests}. */
	@Test
	void recordsWhenTheyHoldSecretTextAreTriedForIt() {
		Set<String> secrets = Set.of("certificate", "privateKey", "privateKeyPassword", "password", "passphrase");
		List<Class<?>> holders = CLASSES.stream()
			.filter(JavaClass::isRecord)
			.<Class<?>>map(JavaClass::reflect)
			.filter((type) -> Arrays.stream(type.getRecordComponents())
				.filter((component) -> component.getType() == String.class)
				.map(RecordComponent::getName)
				.anyMatch(secrets::contains))
			.toList();
		assertThat(holders).containsExactlyInAnyOrder(SslContextProperties.class, SslContextProperties.Identity.class);
	}

	private static List<Path> sources() {
		try (Stream<Path> files = Files.walk(SOURCES)) {
			return files.filter((file) -> file.toString().endsWith(".java")).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String read(Path source) {
		try {
			return Files.readString(source);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
