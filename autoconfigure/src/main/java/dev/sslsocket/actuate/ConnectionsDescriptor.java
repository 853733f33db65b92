package dev.sslsocket.actuate;

import java.util.List;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * All live connections. Immutable; safe for use by many threads.
 *
 * @param connections the connections by number, hence the oldest first
 */
public record ConnectionsDescriptor(List<ConnectionDescriptor> connections) implements OperationResponseBody {

	public ConnectionsDescriptor {
		connections = List.copyOf(connections);
	}

}
