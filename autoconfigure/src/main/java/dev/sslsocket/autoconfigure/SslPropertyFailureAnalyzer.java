package dev.sslsocket.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains a property that cannot be used.
 */
final class SslPropertyFailureAnalyzer extends AbstractFailureAnalyzer<SslPropertyException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, SslPropertyException cause) {
		String where = cause.origin().isEmpty() ? "" : " (" + cause.origin() + ")";
		return new FailureAnalysis(String.valueOf(cause.getMessage()),
				"Correct " + cause.property() + where + " and start again.", cause);
	}

}
