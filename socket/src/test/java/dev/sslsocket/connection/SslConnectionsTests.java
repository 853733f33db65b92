package dev.sslsocket.connection;

import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SslConnectionsTests {

	private final SslConnections connections = new SslConnections();

	@Test
	void openedWhenCalledAddsAndClosedRemoves() {
		LiveConnection one = new RecordedConnection(1, "one:443");
		this.connections.opened(one);
		this.connections.opened(new RecordedConnection(2, "two:443"));
		assertThat(this.connections.size()).isEqualTo(2);
		this.connections.closed(one);
		assertThat(this.connections.size()).isOne();
		assertThat(this.connections.find(1)).isEmpty();
		assertThat(this.connections.find(2)).map(SslConnection::peer).contains("two:443");
	}

	@Test
	void closedWhenCalledTwiceOrForAStrangerChangesNothing() {
		LiveConnection one = new RecordedConnection(1, "one:443");
		this.connections.closed(one);
		this.connections.opened(one);
		this.connections.closed(one);
		this.connections.closed(one);
		assertThat(this.connections.size()).isZero();
	}

	@Test
	void streamWhenFilteredYieldsSnapshotsThatPass() {
		this.connections.opened(new RecordedConnection(1, "one:443"));
		this.connections.opened(new RecordedConnection(2, "two:443"));
		assertThat(this.connections.stream((connection) -> connection.peer().startsWith("two")))
			.containsExactly(new RecordedConnection(2, "two:443").snapshot());
		assertThat(this.connections.stream((connection) -> true)).hasSize(2);
	}

	@Test
	void sizeWhenManyThreadsCameAndWentIsZero() {
		LongStream.range(0, 10_000).parallel().forEach((id) -> {
			LiveConnection connection = new RecordedConnection(id, "x:1");
			this.connections.opened(connection);
			assertThat(this.connections.find(id)).isPresent();
			this.connections.closed(connection);
		});
		assertThat(this.connections.size()).isZero();
	}

	@Test
	void peerCertificateWhenNoneWasPresentedIsEmpty() {
		assertThat(new RecordedConnection(1, "x:1").snapshot().peerCertificate()).isEmpty();
	}

	@Test
	void sideWhenPrintedIsInLowerCase() {
		assertThat(ConnectionSide.CLIENT).hasToString("client");
		assertThat(ConnectionSide.SERVER).hasToString("server");
	}

}
