package dev.sslsocket.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import dev.sslsocket.NoSuchSslContextException;

/**
 * Explains the name of a context that does not exist, where code asks for it.
 */
final class NoSuchSslContextFailureAnalyzer extends AbstractFailureAnalyzer<NoSuchSslContextException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, NoSuchSslContextException cause) {
		return analysis(cause, cause);
	}

	static FailureAnalysis analysis(NoSuchSslContextException unknown, Throwable cause) {
		return new FailureAnalysis(String.valueOf(unknown.getMessage()),
				"Use the name of a known context, or configure " + ContextNames.PREFIX + "." + unknown.name() + ".",
				cause);
	}

}
