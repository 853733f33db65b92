package dev.sslsocket.metrics;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import dev.sslsocket.connection.ConnectionSide;
import dev.sslsocket.connection.LiveConnection;
import dev.sslsocket.connection.SslConnection;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslFailureDetails;
import dev.sslsocket.failure.SslHandshakeException;
import dev.sslsocket.failure.SslReason;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SslConnectionMetrics}.
 */
class SslConnectionMetricsTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final SslConnectionMetrics metrics = new SslConnectionMetrics();

	SslConnectionMetricsTests() {
		this.metrics.bindTo(this.registry);
	}

	@Test
	void handshakeWhenItSucceedsIsTimedWithWhatItAgreedOn() {
		Stub connection = new Stub(1, ConnectionSide.CLIENT);
		this.metrics.opened(connection);
		connection.agree("TLSv1.3", true);
		this.metrics.handshaken(connection);
		assertThat(this.registry.get("ssl.handshakes")
			.tags("context", "orders", "side", "client", "result", "success", "reason", "none", "protocol", "TLSv1.3",
					"resumed", "true")
			.timer()
			.count()).isOne();
	}

	@Test
	void handshakeWhenItFailsIsTimedWithItsReason() {
		Stub connection = new Stub(1, ConnectionSide.SERVER);
		this.metrics.opened(connection);
		this.metrics.failed(connection, failure(SslReason.UNKNOWN_CA));
		this.metrics.closed(connection);
		assertThat(this.registry.get("ssl.handshakes")
			.tags("context", "orders", "side", "server", "result", "failure", "reason", "unknown_ca", "protocol",
					"none", "resumed", "false")
			.timer()
			.count()).isOne();
	}

	@Test
	void connectionsWhenOpenedAndClosedAreCountedAndActiveOnesFollow() {
		Stub one = new Stub(1, ConnectionSide.SERVER);
		Stub two = new Stub(2, ConnectionSide.SERVER);
		this.metrics.opened(one);
		this.metrics.opened(two);
		this.metrics.opened(new Stub(3, ConnectionSide.CLIENT));
		assertThat(active("server")).isEqualTo(2);
		this.metrics.closed(one);
		this.metrics.closed(one);
		assertThat(active("server")).isOne();
		assertThat(active("client")).isOne();
		assertThat(this.registry.get("ssl.connections").tag("side", "server").counter().count()).isEqualTo(2);
	}

	@Test
	void bytesWhenAConnectionClosesAreAddedUp() {
		for (int id = 1; id <= 2; id++) {
			Stub connection = new Stub(id, ConnectionSide.CLIENT);
			this.metrics.opened(connection);
			this.metrics.closed(connection);
		}
		assertThat(this.registry.get("ssl.bytes").tag("direction", "read").counter().count()).isEqualTo(2 * 30);
		assertThat(this.registry.get("ssl.bytes").tag("direction", "written").counter().count()).isEqualTo(2 * 40);
	}

	@Test
	void connectionWhenLeftBehindIsCountedAndNoLongerActive() {
		Stub connection = new Stub(1, ConnectionSide.CLIENT);
		this.metrics.opened(connection);
		this.metrics.leaked(connection);
		this.metrics.closed(connection);
		assertThat(this.registry.get("ssl.socket.leaked").tag("side", "client").counter().count()).isOne();
		assertThat(active("client")).isZero();
	}

	@Test
	void registryWhenBoundLateShowsWhatIsActive() {
		this.metrics.opened(new Stub(1, ConnectionSide.CLIENT));
		SimpleMeterRegistry late = new SimpleMeterRegistry();
		this.metrics.bindTo(late);
		assertThat(late.get("ssl.connections.active").gauge().value()).isOne();
		this.metrics.opened(new Stub(2, ConnectionSide.CLIENT));
		assertThat(late.get("ssl.connections.active").gauge().value()).isEqualTo(2);
		assertThat(late.get("ssl.connections").counter().count()).isOne();
		assertThat(active("client")).isEqualTo(2);
	}

	@Test
	void tagsWhenPeersAreManyAreFew() {
		for (int id = 1; id <= 200; id++) {
			Stub connection = new Stub(id, ConnectionSide.SERVER);
			this.metrics.opened(connection);
			this.metrics.failed(connection, failure(SslReason.NOT_TLS));
			this.metrics.closed(connection);
		}
		assertThat(this.registry.getMeters()).hasSize(5)
			.extracting(Meter::getId)
			.flatExtracting(Meter.Id::getTags)
			.extracting(Tag::getValue)
			.noneMatch((value) -> value.contains("203.0.113"));
	}

	private double active(String side) {
		return this.registry.get("ssl.connections.active").tag("side", side).gauge().value();
	}

	private static SslFailure failure(SslReason reason) {
		return new SslHandshakeException(SslFailureDetails.of(reason), "203.0.113.9: no", null);
	}

	/** A connection that agrees on what it is told to. */
	private static final class Stub implements LiveConnection {

		private final long id;

		private final ConnectionSide side;

		private final AtomicReference<String> protocol = new AtomicReference<>("");

		private boolean resumed;

		Stub(long id, ConnectionSide side) {
			this.id = id;
			this.side = side;
		}

		void agree(String protocol, boolean resumed) {
			this.protocol.set(protocol);
			this.resumed = resumed;
		}

		@Override
		public long id() {
			return this.id;
		}

		@Override
		public SslConnection snapshot() {
			return new SslConnection(this.id, "orders", this.side, "203.0.113." + this.id + ":9", "127.0.0.1:1", "jdk",
					Instant.EPOCH, Optional.empty(), this.protocol.get(), "", "", "", "", "", this.resumed, false,
					List.of(), 30, 40);
		}

	}

}
