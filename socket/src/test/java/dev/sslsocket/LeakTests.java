package dev.sslsocket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HexFormat;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import dev.sslsocket.connection.LiveConnection;
import dev.sslsocket.connection.SslConnectionListener;
import dev.sslsocket.connection.SslConnections;
import dev.sslsocket.failure.SslProtocolException;
import dev.sslsocket.failure.SslTimeoutException;
import dev.sslsocket.failure.SslTruncatedException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Sockets that nobody closed (the seed's {@code DESTROY}).
 */
@Timeout(60)
class LeakTests {

	private final SslConnections connections = new SslConnections();

	private final Events events = new Events();

	private final SslContext clients = Endpoints
		.client((b) -> b.connectionListener(this.connections).connectionListener(this.events));

	@Test
	void socketWhenLeftBehindEndsItsEntryAndSaysNoGoodbye() throws Exception {
		try (SslServerSocket listening = Endpoints.listen(Endpoints.server((b) -> b))) {
			SslSocket peer = leaveBehind(listening);
			awaitEnd();
			assertThat(this.connections.size()).isZero();
			assertThat(this.events.told).containsExactly("opened", "handshaken", "leaked", "closed");
			assertThatExceptionOfType(SslTruncatedException.class).isThrownBy(() -> peer.getInputStream().read());
			peer.close();
		}
	}

	/** In a frame of its own: no local variable must hold the socket. */
	private SslSocket leaveBehind(SslServerSocket listening) throws Exception {
		SslSocket left = this.clients.socketFactory().createSocket("localhost", listening.getLocalPort());
		SslSocket peer = listening.accept();
		var shaken = Endpoints.async(() -> {
			peer.getOutputStream().write(1);
			return null;
		});
		left.startHandshake();
		// Unread bytes would make it a reset.
		left.getInputStream().read();
		Endpoints.get(shaken);
		return peer;
	}

	@Test
	void socketWhenLeftBehindBeforeItsHandshakeEndsItsEntry() throws Exception {
		try (SslServerSocket listening = Endpoints.listen(Endpoints.server((b) -> b))) {
			this.clients.socketFactory().createSocket("localhost", listening.getLocalPort());
			awaitEnd();
			assertThat(this.connections.size()).isZero();
			assertThat(this.events.told).containsExactly("opened", "leaked", "closed");
		}
	}

	@Test
	void socketWhenOnlyItsStreamIsHeldIsNotLeftBehind() throws Exception {
		try (SslServerSocket listening = Endpoints.listen(Endpoints.server((b) -> b));
				Socket peer = new Socket(listening.getInetAddress(), listening.getLocalPort())) {
			var in = this.clients.socketFactory().createSocket(peer, "localhost", 1, true).getInputStream();
			collectOnce();
			assertThat(this.events.told).containsExactly("opened");
			in.close();
			assertThat(this.events.told).containsExactly("opened", "closed");
		}
	}

	@Test
	void socketWhenClosedIsToldAsClosedOnce() throws Exception {
		try (SslServerSocket listening = Endpoints.listen(Endpoints.server((b) -> b))) {
			SslSocket socket = this.clients.socketFactory().createSocket("localhost", listening.getLocalPort());
			socket.close();
			socket.close();
			socket = null;
			collectOnce();
			assertThat(this.events.told).containsExactly("opened", "closed");
		}
	}

	@Test
	void socketWhenClosedAtItsVeryBeginningIsToldAsClosedAfterwards() throws Exception {
		assertThat(toldWhen(SslSocket::close)).containsExactly("opened", "closed");
	}

	@Test
	void socketWhenItTakesTheOtherSideAtItsVeryBeginningIsToldAsClosed() throws Exception {
		assertThat(toldWhen((socket) -> {
			socket.setUseClientMode(false);
			socket.close();
		})).containsExactly("opened", "closed");
	}

	@Test
	void socketWhenItBeginsAnewMeanwhileIsToldOfBoth() throws Exception {
		assertThat(toldWhen((socket) -> {
			socket.setUseClientMode(false);
			socket.setSoTimeout(1);
			assertThatExceptionOfType(SslTimeoutException.class).isThrownBy(socket::startHandshake);
			socket.close();
		})).containsExactly("opened", "opened", "closed", "closed");
	}

	/** What is told where another thread does something while the first tells. */
	private static Queue<String> toldWhen(Work work) throws Exception {
		Events seen = new Events();
		AtomicReference<SslSocket> socket = new AtomicReference<>();
		SslConnectionListener disturbing = new SslConnectionListener() {

			private final AtomicBoolean done = new AtomicBoolean();

			@Override
			public void opened(LiveConnection connection) {
				if (!this.done.getAndSet(true)) {
					Endpoints.async(() -> {
						work.on(socket.get());
						return null;
					}).join();
				}
			}

		};
		SslContext context = Endpoints.client((b) -> b.connectionListener(seen).connectionListener(disturbing));
		try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			socket.set(context.socketFactory().createSocket());
			socket.get().connect(listening.getLocalSocketAddress());
			socket.get().close();
		}
		return seen.told;
	}

	private interface Work {

		void on(SslSocket socket) throws IOException;

	}

	// Start-TLS hands the plain socket back where the handshake fails, and only there.
	@Test
	void socketOfAnUpgradeWhenARecordIsDamagedIsClosedByClose() throws Exception {
		SslContext servers = Endpoints.server((b) -> b.connectionListener(this.events));
		try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				Socket plain = new Socket(listening.getInetAddress(), listening.getLocalPort());
				Socket accepted = listening.accept()) {
			var upgraded = Endpoints.async(() -> servers.serverSocketFactory().startTls(accepted));
			SslSocket peer = Endpoints.client((b) -> b).socketFactory().startTls(plain, "localhost");
			SslSocket socket = Endpoints.get(upgraded);
			plain.getOutputStream().write(HexFormat.of().parseHex("1703030020" + "00".repeat(32)));
			assertThatExceptionOfType(SslProtocolException.class).isThrownBy(() -> socket.getInputStream().read());
			socket.close();
			// The alert, and the end.
			plain.setSoTimeout(20_000);
			assertThat(plain.getInputStream().readAllBytes()).isNotEmpty();
			assertThat(this.events.told).containsExactly("opened", "handshaken", "closed");
			peer.close();
		}
	}

	private void awaitEnd() throws InterruptedException {
		do {
			System.gc();
		}
		while (!this.events.closed.await(50, TimeUnit.MILLISECONDS));
	}

	/** Lets the collector find another one that was left behind. */
	private static void collectOnce() throws Exception {
		Events other = new Events();
		try (SslServerSocket listening = Endpoints.listen(Endpoints.server((b) -> b))) {
			Endpoints.client((b) -> b.connectionListener(other))
				.socketFactory()
				.createSocket("localhost", listening.getLocalPort());
			do {
				System.gc();
			}
			while (!other.closed.await(50, TimeUnit.MILLISECONDS));
		}
	}

	/** What was told, in order. It holds on to the connections, as a registry does. */
	private static final class Events implements SslConnectionListener {

		private final Queue<String> told = new ConcurrentLinkedQueue<>();

		private final Queue<LiveConnection> held = new ConcurrentLinkedQueue<>();

		private final CountDownLatch closed = new CountDownLatch(1);

		@Override
		public void opened(LiveConnection connection) {
			this.told.add("opened");
			this.held.add(connection);
		}

		@Override
		public void handshaken(LiveConnection connection) {
			this.told.add("handshaken");
		}

		@Override
		public void leaked(LiveConnection connection) {
			this.told.add("leaked");
		}

		@Override
		public void closed(LiveConnection connection) {
			this.told.add("closed");
			this.closed.countDown();
		}

	}

}
