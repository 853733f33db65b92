package dev.sslsocket.actuate;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.sslsocket.connection.SslFailures;

/**
 * Handshakes that failed since the application started. Immutable; safe for use by many
 * threads.
 *
 * @param byReason how many, by reason such as {@code unknown_ca}, in alphabetical order
 * @param last the last of them, the newest first
 */
public record FailuresDescriptor(Map<String, Long> byReason, List<FailureDescriptor> last) {

	static FailuresDescriptor of(SslFailures failures) {
		Map<String, Long> byReason = new TreeMap<>();
		failures.counts().forEach((reason, count) -> byReason.put(reason.toString(), count));
		return new FailuresDescriptor(byReason, failures.last().stream().map(FailureDescriptor::of).toList());
	}

}
