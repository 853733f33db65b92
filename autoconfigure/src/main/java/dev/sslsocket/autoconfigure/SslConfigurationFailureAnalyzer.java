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
		String setting = cause.setting().isEmpty() ? "" : " (setting " + cause.setting() + ")";
		return new FailureAnalysis("An SSL context cannot be made" + setting + ": " + cause.getMessage(),
				"Correct the code that makes the context, see the stack trace with --debug.", cause);
	}

}
