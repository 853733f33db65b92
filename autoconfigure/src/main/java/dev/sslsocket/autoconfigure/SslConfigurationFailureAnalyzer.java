package dev.sslsocket.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import dev.sslsocket.failure.SslConfigurationException;

/**
 * Explains what the library refuses when the application calls it in code, where no
 * property and no origin can be named.
 */
final class SslConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<SslConfigurationException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, SslConfigurationException cause) {
		if (findCause(rootFailure, SslPropertyException.class) != null) {
			return null;
		}
		String reason = String.valueOf(cause.getMessage());
		return new FailureAnalysis(
				cause.setting().isEmpty() ? reason : SslPropertyException.sentence(cause.setting(), reason),
				"Correct the code that uses or makes the SSL context; --debug shows where it is.", cause);
	}

}
