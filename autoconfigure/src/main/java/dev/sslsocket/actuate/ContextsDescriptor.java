package dev.sslsocket.actuate;

import java.time.LocalDate;
import java.util.List;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * All SSL contexts. Immutable; safe for use by many threads.
 *
 * @param contexts the contexts, the default first
 * @param publicSuffixListDate how old the list is below whose names no wildcard counts
 */
public record ContextsDescriptor(List<ContextDescriptor> contexts,
		LocalDate publicSuffixListDate) implements OperationResponseBody {

	public ContextsDescriptor {
		contexts = List.copyOf(contexts);
	}

}
