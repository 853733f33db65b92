package dev.sslsocket.connection;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The registry of live connections. Adding and removing take constant time and no global
 * lock. Safe for use by many threads.
 */
public final class SslConnections implements SslConnectionListener {

	private final Map<Long, LiveConnection> live = new ConcurrentHashMap<>();

	@Override
	public void opened(LiveConnection connection) {
		this.live.put(connection.id(), connection);
	}

	@Override
	public void closed(LiveConnection connection) {
		this.live.remove(connection.id());
	}

	/**
	 * Returns the connections of this moment.
	 * @param filter which of them
	 * @return snapshots, in no particular order
	 */
	public Stream<SslConnection> stream(Predicate<SslConnection> filter) {
		return this.live.values().stream().map(LiveConnection::snapshot).filter(filter);
	}

	/**
	 * Returns one connection.
	 * @param id its number
	 * @return a snapshot, or empty when there is no such connection any more
	 */
	public Optional<SslConnection> find(long id) {
		@Nullable LiveConnection connection = this.live.get(id);
		return Optional.ofNullable(connection).map(LiveConnection::snapshot);
	}

	/**
	 * Returns how many connections are live.
	 * @return the number
	 */
	public int size() {
		return this.live.size();
	}

}
