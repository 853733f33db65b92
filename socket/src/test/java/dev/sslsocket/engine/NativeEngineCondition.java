package dev.sslsocket.engine;

import java.util.Optional;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Lets tests of the native engine run where there is one. The build's run with that
 * engine has it stand before every test.
 */
public final class NativeEngineCondition implements ExecutionCondition {

	@Override
	public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
		boolean asked = EngineUnderTest.isNative() || context.getTestClass()
			.filter((type) -> type.isAnnotationPresent(RequiresNativeEngine.class))
			.isPresent();
		Optional<String> missing = asked ? EngineProvider.OPENSSL.missing() : Optional.empty();
		if (missing.isEmpty()) {
			return ConditionEvaluationResult.enabled("the engine is there");
		}
		String reason = "No native engine: " + missing.get();
		if (Boolean.parseBoolean(System.getenv("CI"))) {
			throw new IllegalStateException(reason);
		}
		return ConditionEvaluationResult.disabled(reason);
	}

}
