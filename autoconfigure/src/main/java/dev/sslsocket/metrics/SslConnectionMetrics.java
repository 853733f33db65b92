package dev.sslsocket.metrics;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

import dev.sslsocket.connection.LiveConnection;
import dev.sslsocket.connection.SslConnection;
import dev.sslsocket.connection.SslConnectionListener;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.verify.RevocationLookup;

/**
 * Counts connections and what they need, most with the tags {@code context} and
 * {@code side}.
 * <ul>
 * <li>{@code ssl.handshakes}, a timer from when TLS is put on a connection to when the
 * handshake is over, with the tags {@code result} ({@code success}, {@code failure}),
 * {@code reason} (of a failure, such as {@code unknown_ca}, else {@code none}),
 * {@code protocol} (such as {@code TLSv1.3}; {@code none} where the handshake did not get
 * so far) and {@code resumed}. A TLS 1.3 client whose certificate the server refuses
 * counts twice, since its handshake was complete by then.</li>
 * <li>{@code ssl.connections}, a counter of connections that TLS was put on.</li>
 * <li>{@code ssl.connections.active}, a gauge of those that are not closed.</li>
 * <li>{@code ssl.socket.leaked}, a counter of those that nobody closed and the garbage
 * collector took.</li>
 * <li>{@code ssl.bytes}, a counter of plain bytes, with the tag {@code direction}
 * ({@code read}, {@code written}), added up when a connection closes.</li>
 * <li>{@code ssl.revocation.checks}, a counter of certificates of peers that were looked
 * up, with the tags {@code context}, {@code means} ({@code crl}, {@code ocsp}) and
 * {@code result} ({@code good}, {@code revoked}, {@code unknown}).</li>
 * </ul>
 * What happens before a registry is bound is in its gauge only. Safe for use by many
 * threads.
 */
public final class SslConnectionMetrics implements SslConnectionListener, MeterBinder {

	private static final String NONE = "none";

	private final List<MeterRegistry> registries = new CopyOnWriteArrayList<>();

	private final Map<Line, AtomicLong> active = new ConcurrentHashMap<>();

	private final Map<Long, Long> openedNanos = new ConcurrentHashMap<>();

	@Override
	public void bindTo(MeterRegistry registry) {
		this.registries.add(registry);
		this.active.forEach((line, count) -> gauge(registry, line, count));
	}

	@Override
	public void opened(LiveConnection connection) {
		this.openedNanos.put(connection.id(), System.nanoTime());
		Line line = Line.of(connection.snapshot());
		AtomicLong fresh = new AtomicLong();
		AtomicLong known = this.active.putIfAbsent(line, fresh);
		((known != null) ? known : fresh).incrementAndGet();
		for (MeterRegistry registry : this.registries) {
			if (known == null) {
				gauge(registry, line, fresh);
			}
			Counter.builder("ssl.connections")
				.description("Connections that TLS was put on")
				.tags(line.tags())
				.register(registry)
				.increment();
		}
	}

	@Override
	public void handshaken(LiveConnection connection) {
		count(connection, null);
	}

	@Override
	public void failed(LiveConnection connection, SslFailure failure) {
		count(connection, failure);
	}

	@Override
	public void leaked(LiveConnection connection) {
		for (MeterRegistry registry : this.registries) {
			Counter.builder("ssl.socket.leaked")
				.description("Connections that nobody closed")
				.tags(Line.of(connection.snapshot()).tags())
				.register(registry)
				.increment();
		}
	}

	@Override
	public void closed(LiveConnection connection) {
		if (this.openedNanos.remove(connection.id()) == null) {
			return;
		}
		SslConnection closed = connection.snapshot();
		Line line = Line.of(closed);
		@Nullable AtomicLong count = this.active.get(line);
		if (count != null) {
			count.decrementAndGet();
		}
		for (MeterRegistry registry : this.registries) {
			bytes(registry, line, "read").increment(closed.bytesRead());
			bytes(registry, line, "written").increment(closed.bytesWritten());
		}
	}

	@Override
	public void revocationLookedUp(RevocationLookup lookup) {
		for (MeterRegistry registry : this.registries) {
			Counter.builder("ssl.revocation.checks")
				.description("Certificates of peers that were looked up as revoked or not")
				.tags("context", lookup.context(), "means", lookup.means().toString(), "result",
						lookup.result().toString())
				.register(registry)
				.increment();
		}
	}

	private void count(LiveConnection connection, @Nullable SslFailure failure) {
		long now = System.nanoTime();
		long nanos = now - this.openedNanos.getOrDefault(connection.id(), now);
		SslConnection snapshot = connection.snapshot();
		Tags tags = Line.of(snapshot)
			.tags()
			.and("result", (failure != null) ? "failure" : "success")
			.and("reason", (failure != null) ? failure.reason().toString() : NONE)
			.and("protocol", snapshot.protocol().isEmpty() ? NONE : snapshot.protocol())
			.and("resumed", String.valueOf(snapshot.resumed()));
		for (MeterRegistry registry : this.registries) {
			Timer.builder("ssl.handshakes")
				.description("TLS handshakes by how they ended")
				.tags(tags)
				.register(registry)
				.record(nanos, TimeUnit.NANOSECONDS);
		}
	}

	private static void gauge(MeterRegistry registry, Line line, AtomicLong count) {
		Gauge.builder("ssl.connections.active", count, AtomicLong::get)
			.description("Connections that are not closed")
			.tags(line.tags())
			.register(registry);
	}

	private static Counter bytes(MeterRegistry registry, Line line, String direction) {
		return Counter.builder("ssl.bytes")
			.description("Plain bytes of connections that are closed")
			.baseUnit("bytes")
			.tags(line.tags().and("direction", direction))
			.register(registry);
	}

}
