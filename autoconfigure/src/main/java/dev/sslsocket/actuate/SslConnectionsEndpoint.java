package dev.sslsocket.actuate;

import java.util.Comparator;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

import dev.sslsocket.connection.SslConnection;
import dev.sslsocket.connection.SslConnections;
import dev.sslsocket.connection.SslFailures;

/**
 * The endpoint {@code sslconnections}: who is connected at this moment, by which cipher,
 * with which certificate, and why handshakes failed. Safe for use by many threads.
 */
@Endpoint(id = "sslconnections", defaultAccess = Access.READ_ONLY)
public final class SslConnectionsEndpoint {

	private final SslConnections connections;

	private final SslFailures failures;

	/**
	 * Creates the endpoint.
	 * @param connections the registry to show
	 * @param failures the failures to show
	 */
	public SslConnectionsEndpoint(SslConnections connections, SslFailures failures) {
		this.connections = connections;
		this.failures = failures;
	}

	/**
	 * Returns all connections, and the failures.
	 * @return the connections, the oldest first; the failures, the newest first
	 */
	@ReadOperation
	public ConnectionsDescriptor connections() {
		return new ConnectionsDescriptor(this.connections.stream((connection) -> true)
			.sorted(Comparator.comparingLong(SslConnection::id))
			.map(ConnectionDescriptor::of)
			.toList(), FailuresDescriptor.of(this.failures));
	}

	/**
	 * Returns one connection.
	 * @param id its number
	 * @return the connection, {@code null} when there is no such one any more
	 */
	@ReadOperation
	public @Nullable ConnectionDescriptor connection(@Selector long id) {
		return this.connections.find(id).map(ConnectionDescriptor::of).orElse(null);
	}

}
