package dev.sslsocket.connection;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A connection that shows what it is told to.
 *
 * @param id its number
 * @param side our side of it
 * @param peer its peer
 */
record RecordedConnection(long id, ConnectionSide side, String peer) implements LiveConnection {

	RecordedConnection(long id, String peer) {
		this(id, ConnectionSide.CLIENT, peer);
	}

	@Override
	public SslConnection snapshot() {
		return new SslConnection(this.id, "default", this.side, this.peer, "127.0.0.1:1", "jdk", Instant.EPOCH,
				Optional.empty(), "", "", "", "", "", "", false, false, List.of(), 0, 0);
	}

}
