package dev.sslsocket.testing.program;

import java.lang.reflect.AnnotatedElement;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Decides whether a test with {@link RequiresProgram} or {@link RequiresPerlModule} runs,
 * is skipped or, with {@code CI=true}, fails. Immutable; safe for use by many threads.
 */
final class RequirementCondition implements ExecutionCondition {

	private final Map<String, String> environment;

	RequirementCondition() {
		this(System.getenv());
	}

	RequirementCondition(Map<String, String> environment) {
		this.environment = environment;
	}

	@Override
	public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
		return evaluate(context.getElement());
	}

	ConditionEvaluationResult evaluate(Optional<AnnotatedElement> element) {
		String missing = requirements(element).filter(Requirement::missing)
			.map(Requirement::explanation)
			.collect(Collectors.joining("; "));
		if (missing.isEmpty()) {
			return ConditionEvaluationResult.enabled("Everything required is installed");
		}
		if ("true".equals(this.environment.get("CI"))) {
			// An exception, not a result: a condition can skip, but only fail by
			// throwing.
			throw new IllegalStateException(missing + " (with CI=true this is a failure, not a skip)");
		}
		return ConditionEvaluationResult.disabled(missing);
	}

	private static Stream<Requirement> requirements(Optional<AnnotatedElement> element) {
		return Stream.concat(
				AnnotationSupport.findRepeatableAnnotations(element, RequiresProgram.class)
					.stream()
					.map(Requirement::of),
				AnnotationSupport.findRepeatableAnnotations(element, RequiresPerlModule.class)
					.stream()
					.map(Requirement::of));
	}

}
