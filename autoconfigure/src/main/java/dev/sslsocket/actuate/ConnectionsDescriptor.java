package dev.sslsocket.actuate;

import java.util.List;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * All live connections, and those that did not come about. Immutable; safe for use by
 * many threads.
 *
 * @param connections the connections by number, hence the oldest first
 * @param failures the handshakes that failed
 */
public record ConnectionsDescriptor(List<ConnectionDescriptor> connections,
		FailuresDescriptor failures) implements OperationResponseBody {

	public ConnectionsDescriptor {
		connections = List.copyOf(connections);
	}

}
