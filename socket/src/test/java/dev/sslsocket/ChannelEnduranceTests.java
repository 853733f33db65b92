package dev.sslsocket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import dev.sslsocket.connection.SslConnections;
import dev.sslsocket.failure.SslTimeoutException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Many channels on one thread, and what they leave behind: no descriptor, thread, entry
 * or memory that grows with their number.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChannelEnduranceTests {

	private static final int MANY = 1000;

	private final SslConnections connections = new SslConnections();

	// Case 76.
	@Test
	void garbageHandshakesLeaveNothing() throws Exception {
		SslContext context = Endpoints.server((b) -> b.connectionListener(this.connections));
		Random random = new Random(3);
		try (ServerSocketChannel listening = ChannelDriver.listen()) {
			garbage(context, listening, random, 100);
			Footprint before = Footprint.measure();
			garbage(context, listening, random, MANY);
			Footprint.settle(before).assertNoLargerThan(before);
		}
		assertThat(this.connections.size()).isZero();
	}

	private static void garbage(SslContext context, ServerSocketChannel listening, Random random, int count)
			throws Exception {
		for (int i = 0; i < count; i++) {
			try (SocketChannel client = ChannelDriver.connect(ChannelDriver.port(listening))) {
				SocketChannel accepted = listening.accept();
				accepted.configureBlocking(false);
				SslSocketChannel server = context.serverChannel(accepted);
				byte[] blob = new byte[64];
				random.nextBytes(blob);
				if (i % 2 == 0) {
					// Every other one looks like a handshake record at first.
					System.arraycopy(new byte[] { 22, 3, 1, 0, 59, 1, 0, 0, 55 }, 0, blob, 0, 9);
				}
				client.write(ByteBuffer.wrap(blob));
				Throwable failure = null;
				while (failure == null) {
					failure = catchThrowable(server::handshake);
				}
				assertThat(failure).isInstanceOf(IOException.class);
			}
		}
	}

	@Test
	void timedOutHandshakesLeaveNothing() throws Exception {
		SslContext context = Endpoints
			.client((b) -> b.connectionListener(this.connections).handshakeTimeout(Duration.ofMillis(50)));
		try (ServerSocketChannel silent = ChannelDriver.listen()) {
			timeOut(context, silent, 100);
			Footprint before = Footprint.measure();
			timeOut(context, silent, MANY);
			Footprint.settle(before).assertNoLargerThan(before);
		}
		assertThat(this.connections.size()).isZero();
	}

	private static void timeOut(SslContext context, ServerSocketChannel silent, int count) throws Exception {
		List<SslSocketChannel> waiting = new ArrayList<>();
		List<SocketChannel> peers = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			SocketChannel channel = ChannelDriver.connect(ChannelDriver.port(silent));
			waiting.add(context.channel(channel, "localhost", 1));
			peers.add(silent.accept());
		}
		while (!waiting.isEmpty()) {
			waiting.removeIf((client) -> {
				Throwable failure = catchThrowable(client::handshake);
				if (failure != null) {
					assertThat(failure).isInstanceOf(SslTimeoutException.class);
					assertThat(client.channel().isOpen()).isFalse();
				}
				return failure != null;
			});
		}
		for (SocketChannel peer : peers) {
			peer.close();
		}
	}

	// Both ends of each on the one thread there is.
	@Test
	void aThousandConnectionsEchoOnOneThread() throws Exception {
		// All of them shake hands at once.
		Duration patience = Duration.ofMinutes(1);
		SslContext server = Endpoints.server((b) -> b.connectionListener(this.connections).handshakeTimeout(patience));
		SslContext client = Endpoints.client((b) -> b.connectionListener(this.connections).handshakeTimeout(patience));
		Footprint before = Footprint.measure();
		try (Selector selector = Selector.open(); ServerSocketChannel listening = ChannelDriver.listen()) {
			List<End> clients = new ArrayList<>();
			for (int i = 0; i < MANY; i++) {
				SocketChannel near = ChannelDriver.connect(ChannelDriver.port(listening));
				SocketChannel far = listening.accept();
				far.configureBlocking(false);
				clients.add(new End(client.channel(near, "localhost", 1), true).register(selector));
				new End(server.serverChannel(far), false).register(selector);
			}
			for (int round = 1; round <= 3; round++) {
				int due = round * End.WORD;
				clients.forEach(End::speak);
				while (clients.stream().anyMatch((end) -> end.heard < due)) {
					selector.select((key) -> ((End) key.attachment()).serve(key), 1000);
				}
			}
			assertThat(this.connections.size()).isEqualTo(2 * MANY);
			assertThat(clients).allMatch((end) -> end.tls.tlsState() == TlsState.OPEN);
			// JSSE's part. One of our buffers kept would be 80 KiB more.
			assertThat(Footprint.measure().heap() - before.heap()).isLessThan(2L * MANY * 60 * 1024);
			for (SelectionKey key : selector.keys()) {
				((End) key.attachment()).tls.close();
			}
		}
		assertThat(this.connections.size()).isZero();
		// The contexts go on remembering a thousand sessions.
		Footprint.settle(before).assertNoMoreThreadsOrDescriptorsThan(before);
	}

	/** One end: a client speaks a word and hears it, a server returns what it hears. */
	private static final class End {

		private static final int WORD = 2000;

		private final SslSocketChannel tls;

		private final boolean speaks;

		private final ByteBuffer buffer = ByteBuffer.allocate(WORD);

		private SelectionKey key;

		private int heard;

		End(SslSocketChannel tls, boolean speaks) {
			this.tls = tls;
			this.speaks = speaks;
			this.buffer.limit(0);
		}

		End register(Selector selector) throws IOException {
			this.key = this.tls.channel().register(selector, this.tls.interestOps(), this);
			return this;
		}

		void speak() {
			this.buffer.clear();
			serve(this.key);
		}

		void serve(SelectionKey ready) {
			try {
				do {
					this.tls.write(this.buffer);
					if (!this.buffer.hasRemaining()) {
						ByteBuffer target = this.speaks ? ByteBuffer.allocate(WORD) : this.buffer.clear();
						this.heard += this.tls.read(target);
						target.flip();
					}
				}
				while (this.tls.pending() > 0 || !this.speaks && this.buffer.hasRemaining() && this.tls.flush());
				ready.interestOps(this.tls.interestOps());
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
