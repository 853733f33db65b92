package dev.sslsocket;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.sslsocket.failure.SslReason;
import dev.sslsocket.failure.SslTimeoutException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Every wait is bounded, and what a time-out interrupts is not lost.
 */
@Timeout(30)
class TimeoutTests {

	@Test
	void connectWhenPeerIsSilentEndsWithAHint() throws Exception {
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			SslContext client = Endpoints.client((b) -> b.handshakeTimeout(Duration.ofMillis(300)));
			assertThatExceptionOfType(SslTimeoutException.class)
				.isThrownBy(() -> client.socketFactory().connect("localhost", silent.getLocalPort()))
				.withMessage("handshake_timeout after 300ms: localhost:%d sent nothing."
						+ " If it speaks STARTTLS use startTls(…)", silent.getLocalPort());
		}
	}

	@Test
	void connectWhenPeerDripsEndsAtTheTotalDeadline() throws Exception {
		CountDownLatch over = new CountDownLatch(1);
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			Endpoints.async(() -> {
				try (Socket socket = server.accept()) {
					// A handshake record that is announced and never completed.
					socket.getOutputStream().write(new byte[] { 22, 3, 3, 0x40, 0 });
					do {
						socket.getOutputStream().write(2);
					}
					while (!over.await(50, java.util.concurrent.TimeUnit.MILLISECONDS));
				}
				return null;
			});
			SslContext client = Endpoints.client((b) -> b.handshakeTimeout(Duration.ofMillis(500)));
			assertThatExceptionOfType(SslTimeoutException.class)
				.isThrownBy(() -> client.socketFactory().connect("localhost", server.getLocalPort()))
				.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(SslReason.HANDSHAKE_TIMEOUT))
				.withMessageContaining("did not complete the handshake");
		}
		finally {
			over.countDown();
		}
	}

	@Test
	void acceptWhenClientsAreSilentDelaysNobody() throws Exception {
		List<Socket> silent = new ArrayList<>();
		try (SslServerSocket server = Endpoints.listen(Endpoints.server((b) -> b))) {
			for (int i = 0; i < 100; i++) {
				silent.add(new Socket(server.getInetAddress(), server.getLocalPort()));
				server.accept();
			}
			CompletableFuture<SslSocket> good = Endpoints
				.async(() -> Endpoints.client((b) -> b).socketFactory().connect("localhost", server.getLocalPort()));
			server.accept().startHandshake();
			assertThat(Endpoints.get(good).tlsState()).isEqualTo(TlsState.OPEN);
		}
		finally {
			for (Socket socket : silent) {
				socket.close();
			}
		}
	}

	@Test
	void readWhenTimeoutFallsInsideARecordLosesNothing() throws Exception {
		try (SslServerSocket server = Endpoints.listen(Endpoints.server((b) -> b));
				ServerSocket relay = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			CountDownLatch go = new CountDownLatch(1);
			AtomicBoolean armed = new AtomicBoolean();
			CompletableFuture<Void> peer = Endpoints.async(() -> {
				try (SslSocket socket = server.accept()) {
					socket.getInputStream().read();
					socket.getOutputStream().write("whole".getBytes());
					socket.getInputStream().read();
				}
				return null;
			});
			CompletableFuture<Void> holding = Endpoints.async(() -> {
				relayHoldingBack(relay, server.getLocalPort(), armed, go);
				return null;
			});
			SslSocket client = Endpoints.client((b) -> b).socketFactory().connect("localhost", relay.getLocalPort());
			armed.set(true);
			client.getOutputStream().write('?');
			client.setSoTimeout(200);
			assertThatExceptionOfType(SocketTimeoutException.class)
				.isThrownBy(() -> client.getInputStream().readNBytes(5))
				.withMessageStartingWith("read_timeout after 200ms");
			go.countDown();
			client.setSoTimeout(10_000);
			assertThat(client.getInputStream().readNBytes(5)).asString().isEqualTo("whole");
			client.close();
			Endpoints.get(peer);
			Endpoints.get(holding);
		}
	}

	/**
	 * Passes the handshake on, then only the first byte of the answer until told to go.
	 */
	private static void relayHoldingBack(ServerSocket relay, int port, AtomicBoolean armed, CountDownLatch go)
			throws Exception {
		try (Socket left = relay.accept(); Socket right = new Socket(InetAddress.getLoopbackAddress(), port)) {
			Endpoints.async(() -> left.getInputStream().transferTo(right.getOutputStream()));
			InputStream in = right.getInputStream();
			for (byte[] record = record(in); record != null; record = record(in)) {
				// The answer is the first record as short as "whole" makes it; tickets
				// are longer.
				if (record[0] == 23 && record.length < 60 && armed.compareAndSet(true, false)) {
					left.getOutputStream().write(record, 0, 7);
					go.await();
					left.getOutputStream().write(record, 7, record.length - 7);
				}
				else {
					left.getOutputStream().write(record);
				}
			}
		}
	}

	private static byte[] record(InputStream in) throws IOException {
		byte[] header = in.readNBytes(5);
		if (header.length < 5) {
			return null;
		}
		int length = (header[3] & 0xff) << 8 | header[4] & 0xff;
		byte[] record = new byte[5 + length];
		System.arraycopy(header, 0, record, 0, 5);
		System.arraycopy(in.readNBytes(length), 0, record, 5, length);
		return record;
	}

	@Test
	void handshakeWhenSoTimeoutPassesMayGoOn() throws Exception {
		try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			SslSocket client = Endpoints.client((b) -> b)
				.socketFactory()
				.createSocket("localhost", plain.getLocalPort());
			client.setSoTimeout(150);
			assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(client::startHandshake)
				.withMessageStartingWith("read_timeout");
			client.setSoTimeout(10_000);
			CompletableFuture<SslSocket> server = Endpoints
				.async(() -> Endpoints.server((b) -> b).serverSocketFactory().startTls(plain.accept()));
			client.startHandshake();
			assertThat(client.getSoTimeout()).isEqualTo(10_000);
			assertThat(client.tlsState()).isEqualTo(TlsState.OPEN);
			Endpoints.get(server).close();
		}
	}

	@Test
	void handshakeOfAnAcceptedSocketIsTimedFromItsFirstUse() throws Exception {
		SslContext patient = Endpoints.server((b) -> b.handshakeTimeout(Duration.ofMillis(500)));
		try (SslServerSocket server = Endpoints.listen(patient)) {
			CompletableFuture<SslSocket> client = Endpoints
				.async(() -> Endpoints.client((b) -> b).socketFactory().connect("localhost", server.getLocalPort()));
			SslSocket queued = server.accept();
			assertThat(new CountDownLatch(1).await(700, java.util.concurrent.TimeUnit.MILLISECONDS)).isFalse();
			queued.startHandshake();
			assertThat(Endpoints.get(client).tlsState()).isEqualTo(TlsState.OPEN);
		}
	}

	@Test
	void connectWhenReadTimeoutPassesInTheHandshakeClosesTcp() throws Exception {
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			SslContext client = Endpoints.client((b) -> b.readTimeout(Duration.ofMillis(100)));
			assertThatExceptionOfType(SslTimeoutException.class)
				.isThrownBy(() -> client.socketFactory().connect("localhost", silent.getLocalPort()));
			try (Socket accepted = silent.accept()) {
				accepted.setSoTimeout(5000);
				// The ClientHello, then the end.
				assertThat(accepted.getInputStream().readAllBytes()).isNotEmpty();
			}
		}
	}

	@Test
	void writeWhenPeerDoesNotReadEndsAfterTheWriteTimeout() throws Exception {
		try (SslServerSocket server = Endpoints.listen(Endpoints.server((b) -> b))) {
			CompletableFuture<SslSocket> accepted = Endpoints.async(() -> {
				SslSocket socket = server.accept();
				socket.startHandshake();
				return socket;
			});
			SslSocket client = Endpoints.client((b) -> b.writeTimeout(Duration.ofMillis(300)))
				.socketFactory()
				.connect("localhost", server.getLocalPort());
			SslSocket mute = Endpoints.get(accepted);
			byte[] chunk = new byte[1 << 16];
			assertThatExceptionOfType(SslTimeoutException.class).isThrownBy(() -> {
				for (int i = 0; i < 1000; i++) {
					client.getOutputStream().write(chunk);
				}
			}).satisfies((ex) -> assertThat(ex.reason()).isEqualTo(SslReason.WRITE_TIMEOUT));
			mute.close();
		}
	}

	@Test
	void connectWhenNobodyAnswersEndsAtTheConnectTimeout() throws Exception {
		try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			// A full backlog leaves SYNs unanswered: fill it up.
			List<Socket> fillers = new ArrayList<>();
			try {
				for (int i = 0; i < 8; i++) {
					Socket filler = new Socket();
					fillers.add(filler);
					try {
						filler.connect(full.getLocalSocketAddress(), 100);
					}
					catch (SocketTimeoutException ex) {
						break;
					}
				}
				SslContext client = Endpoints.client((b) -> b.connectTimeout(Duration.ofMillis(200)));
				assertThatExceptionOfType(SslTimeoutException.class)
					.isThrownBy(() -> client.socketFactory().connect("127.0.0.1", full.getLocalPort()))
					.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(SslReason.CONNECT_TIMEOUT));
			}
			finally {
				for (Socket filler : fillers) {
					filler.close();
				}
			}
		}
	}

}
