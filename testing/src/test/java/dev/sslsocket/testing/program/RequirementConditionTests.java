package dev.sslsocket.testing.program;

import java.lang.reflect.AnnotatedElement;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class RequirementConditionTests {

	private static final RequirementCondition atHome = new RequirementCondition(Map.of("CI", "false"));

	private static final RequirementCondition inCi = new RequirementCondition(Map.of("CI", "true"));

	@Test
	void testWhenAProgramIsMissingIsSkippedWithTheCommand() {
		ConditionEvaluationResult result = atHome.evaluate(Optional.of(MissingProgram.class));
		assertThat(result.isDisabled()).isTrue();
		assertThat(result.getReason()).contains("no-such-program is not installed: apt-get install such-package; "
				+ "no-such-other is not installed: apt-get install no-such-other");
	}

	@Test
	void testWhenAPerlModuleIsMissingIsSkippedWithTheCommand() {
		ConditionEvaluationResult result = atHome.evaluate(Optional.of(MissingModule.class));
		assertThat(result.isDisabled()).isTrue();
		assertThat(result.getReason())
			.contains("the Perl module No::Such::Module is not installed: " + "apt-get install libno-such-module-perl");
	}

	@Test
	void testWhenAProgramIsMissingInCiFailsWithTheCommand() {
		assertThatIllegalStateException().isThrownBy(() -> inCi.evaluate(Optional.of(MissingProgram.class)))
			.withMessageContaining("apt-get install such-package")
			.withMessageContaining("CI=true");
	}

	@Test
	void testWhenEverythingIsInstalledRuns() {
		assertThat(inCi.evaluate(Optional.of(PresentProgram.class)).isDisabled()).isFalse();
		assertThat(inCi.evaluate(Optional.empty()).isDisabled()).isFalse();
	}

	@Test
	@RequiresProgram("perl")
	void testWhenThePerlModuleIsInstalledRuns() {
		assertThat(inCi.evaluate(Optional.of(PresentModule.class)).isDisabled()).isFalse();
	}

	@Test
	void annotationsBringTheConditionAlong() throws Exception {
		assertThat(extensions(RequiresProgram.class)).containsExactly(RequirementCondition.class);
		assertThat(extensions(RequiresProgram.All.class)).containsExactly(RequirementCondition.class);
		assertThat(extensions(RequiresPerlModule.class)).containsExactly(RequirementCondition.class);
		assertThat(extensions(RequiresPerlModule.All.class)).containsExactly(RequirementCondition.class);
	}

	private static Class<?>[] extensions(AnnotatedElement annotation) {
		return annotation.getAnnotation(ExtendWith.class).value();
	}

	@RequiresProgram(value = "no-such-program", debianPackage = "such-package")
	@RequiresProgram("no-such-other")
	@RequiresProgram("sh")
	private static final class MissingProgram {

	}

	@RequiresPerlModule("No::Such::Module")
	private static final class MissingModule {

	}

	@RequiresProgram("sh")
	private static final class PresentProgram {

	}

	@RequiresPerlModule("strict")
	private static final class PresentModule {

	}

}
