package dev.sslsocket.connection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.ManualClock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FailureLogTests {

	private static final LiveConnection SERVER = new RecordedConnection(1, ConnectionSide.SERVER, "127.0.0.1:9");

	private static final LiveConnection CLIENT = new RecordedConnection(2, ConnectionSide.CLIENT, "there:9");

	private final List<String> lines = new ArrayList<>();

	private final ManualClock clock = ManualClock.startingNow();

	private final FailureLog log = new FailureLog(this.clock, this.lines::add);

	@Test
	void serverWhenAHandshakeFailsSaysWhereAndWhy() {
		this.log.failed(SERVER, Failures.of(SslReason.UNKNOWN_CA, "unknown_ca: 127.0.0.1:9 no chain"));
		assertThat(this.lines).containsExactly("Context 'default', server: unknown_ca: 127.0.0.1:9 no chain");
	}

	@Test
	void lineWhenThePeerWouldForgeAnotherStaysOne() {
		this.log.failed(SERVER, Failures.of(SslReason.NOT_TLS, "not_tls: x\r\nINFO all is well\u001b[2J"));
		assertThat(this.lines).containsExactly("Context 'default', server: not_tls: x??INFO all is well?[2J");
	}

	@Test
	void lineWhenTheMessageIsLongIsCut() {
		this.log.failed(SERVER, Failures.of(SslReason.NOT_TLS, "x".repeat(10_000)));
		assertThat(this.lines).singleElement().asString().hasSize("Context 'default', server: ".length() + 503);
	}

	@Test
	void reasonWhenItFloodsIsCutOffAndCountedAndHidesNoOther() {
		for (int i = 0; i < 35; i++) {
			this.log.failed(SERVER, Failures.of(SslReason.NOT_TLS, "not_tls: " + i));
		}
		this.log.failed(SERVER, Failures.of(SslReason.UNKNOWN_CA, "unknown_ca: other"));
		assertThat(this.lines).hasSize(11).last().asString().endsWith("unknown_ca: other");
		this.lines.clear();
		this.clock.forward(Duration.ofSeconds(59));
		this.log.failed(SERVER, Failures.of(SslReason.NOT_TLS, "not_tls: too early"));
		assertThat(this.lines).isEmpty();
		this.clock.forward(Duration.ofSeconds(1));
		this.log.failed(SERVER, Failures.of(SslReason.NOT_TLS, "not_tls: again"));
		assertThat(this.lines).containsExactly("Context 'default', server: not_tls: 26 more were not logged",
				"Context 'default', server: not_tls: again");
		this.lines.clear();
		this.clock.forward(Duration.ofMinutes(2));
		this.log.failed(SERVER, Failures.of(SslReason.NOT_TLS, "not_tls: calm"));
		assertThat(this.lines).containsExactly("Context 'default', server: not_tls: calm");
	}

	@Test
	void clientsAndHealthChecksAreNotWorthALine() {
		this.log.failed(CLIENT, Failures.of(SslReason.UNKNOWN_CA, "unknown_ca: x"));
		this.log.failed(SERVER, Failures.of(SslReason.CLOSED, "closed: x"));
		assertThat(this.lines).isEmpty();
	}

}
