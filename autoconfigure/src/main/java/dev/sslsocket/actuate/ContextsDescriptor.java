package dev.sslsocket.actuate;

import java.util.List;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * All SSL contexts. Immutable; safe for use by many threads.
 *
 * @param contexts the contexts, the default first
 */
public record ContextsDescriptor(List<ContextDescriptor> contexts) implements OperationResponseBody {

	public ContextsDescriptor {
		contexts = List.copyOf(contexts);
	}

}
