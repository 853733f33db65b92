package dev.sslsocket.connection;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A connection that shows what it is told to.
 *
 * @param id its number
 * @param peer its peer
 */
record RecordedConnection(long id, String peer) implements LiveConnection {

	@Override
	public SslConnection snapshot() {
		return new SslConnection(this.id, "default", ConnectionSide.CLIENT, this.peer, "127.0.0.1:1", Instant.EPOCH,
				Optional.empty(), "", "", "", "", "", "", false, false, List.of(), 0, 0);
	}

}
