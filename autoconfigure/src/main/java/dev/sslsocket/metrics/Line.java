package dev.sslsocket.metrics;

import io.micrometer.core.instrument.Tags;

import dev.sslsocket.connection.ConnectionSide;
import dev.sslsocket.connection.SslConnection;

/**
 * What all meters of a connection are told apart by. Immutable; safe for use by many
 * threads.
 *
 * @param context name of its SSL context
 * @param side which side we play
 */
record Line(String context, ConnectionSide side) {

	static Line of(SslConnection connection) {
		return new Line(connection.context(), connection.side());
	}

	Tags tags() {
		return Tags.of("context", this.context, "side", this.side.toString());
	}

}
