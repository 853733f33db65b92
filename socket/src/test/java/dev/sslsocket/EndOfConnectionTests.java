package dev.sslsocket;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import dev.sslsocket.engine.EngineUnderTest;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.failure.SslTruncatedException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * How a connection ends: cleanly, cut off, closed by another thread, with data on its
 * way.
 */
@Timeout(60)
class EndOfConnectionTests {

	private SslServerSocket server;

	@BeforeEach
	void listen() throws Exception {
		this.server = Endpoints.listen(Endpoints.server((b) -> b));
	}

	@AfterEach
	void close() throws Exception {
		this.server.close();
	}

	@Test
	void readWhenPeerClosedCleanlyReturnsMinusOneForEver() throws Exception {
		CompletableFuture<Void> peer = serve((socket) -> socket.getOutputStream().write(7));
		try (SslSocket socket = connect(EofPolicy.STRICT)) {
			assertThat(socket.getInputStream().read()).isEqualTo(7);
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
			assertThat(socket.closedCleanly()).isTrue();
		}
		Endpoints.get(peer);
	}

	@Test
	void readWhenTruncatedAndStrictThrowsEachTime() throws Exception {
		CompletableFuture<Void> peer = serve(EndOfConnectionTests::truncate);
		try (SslSocket socket = connect(EofPolicy.STRICT)) {
			assertThat(socket.getInputStream().read()).isEqualTo('x');
			assertThatExceptionOfType(SslTruncatedException.class).isThrownBy(() -> socket.getInputStream().read())
				.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(SslReason.TRUNCATED));
			assertThatExceptionOfType(SslTruncatedException.class).isThrownBy(() -> socket.getInputStream().read());
			assertThat(socket.closedCleanly()).isFalse();
		}
		Endpoints.get(peer);
	}

	@Test
	void readWhenTruncatedAndLenientReturnsMinusOneAndSaysSo() throws Exception {
		CompletableFuture<Void> peer = serve(EndOfConnectionTests::truncate);
		try (SslSocket socket = connect(EofPolicy.LENIENT)) {
			assertThat(socket.getInputStream().read()).isEqualTo('x');
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
			assertThat(socket.closedCleanly()).isFalse();
		}
		Endpoints.get(peer);
	}

	private static void truncate(SslSocket socket) throws IOException {
		socket.getOutputStream().write('x');
		socket.close(CloseOption.NO_CLOSE_NOTIFY);
	}

	@Test
	void closeWhenAReaderIsBlockedWakesIt() throws Exception {
		CountDownLatch end = new CountDownLatch(1);
		CompletableFuture<Void> peer = serve((socket) -> end.await());
		SslSocket socket = connect(EofPolicy.STRICT);
		InputStream in = socket.getInputStream();
		CountDownLatch reading = new CountDownLatch(1);
		CompletableFuture<Integer> reader = Endpoints.async(() -> {
			reading.countDown();
			return in.read();
		});
		reading.await();
		socket.close();
		assertThat(reader).failsWithin(java.time.Duration.ofSeconds(10))
			.withThrowableOfType(java.util.concurrent.ExecutionException.class)
			.withCauseInstanceOf(SocketException.class)
			.withMessageContaining("Socket closed");
		socket.close();
		end.countDown();
		Endpoints.get(peer);
	}

	@Test
	void shutdownInputWhenAReaderIsBlockedEndsItsRead() throws Exception {
		CountDownLatch end = new CountDownLatch(1);
		CompletableFuture<Void> peer = serve((socket) -> end.await());
		try (SslSocket socket = connect(EofPolicy.STRICT)) {
			InputStream in = socket.getInputStream();
			CountDownLatch reading = new CountDownLatch(1);
			CompletableFuture<Integer> reader = Endpoints.async(() -> {
				reading.countDown();
				return in.read();
			});
			reading.await();
			socket.shutdownInput();
			assertThat(Endpoints.get(reader)).isEqualTo(-1);
			assertThat(socket.isInputShutdown()).isTrue();
			socket.getOutputStream().write(1);
		}
		end.countDown();
		Endpoints.get(peer);
	}

	@Test
	void closeWhenAWriterIsBlockedWakesIt() throws Exception {
		CountDownLatch end = new CountDownLatch(1);
		CompletableFuture<Void> peer = serve((socket) -> end.await());
		SslSocket socket = connect(EofPolicy.STRICT);
		CountDownLatch writing = new CountDownLatch(20);
		CompletableFuture<Void> writer = Endpoints.async(() -> {
			byte[] chunk = new byte[1 << 18];
			while (true) {
				socket.getOutputStream().write(chunk);
				writing.countDown();
			}
		});
		// The socket buffers hold some chunks; the writer blocks behind them.
		writing.await(1, java.util.concurrent.TimeUnit.SECONDS);
		socket.close();
		assertThat(writer).failsWithin(java.time.Duration.ofSeconds(10))
			.withThrowableOfType(java.util.concurrent.ExecutionException.class)
			.withCauseInstanceOf(IOException.class);
		end.countDown();
		Endpoints.get(peer);
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void closeWhenTicketIsUnreadLosesNoData(String protocol) throws Exception {
		byte[] data = new byte[256 * 1024];
		SslContext client = Endpoints.client((b) -> b.protocols(protocol));
		for (int i = 0; i < 20; i++) {
			CompletableFuture<Integer> received = Endpoints.async(() -> {
				try (SslSocket socket = this.server.accept()) {
					socket.startHandshake();
					return socket.getInputStream().readAllBytes().length;
				}
			});
			try (SslSocket socket = client.socketFactory().connect("localhost", this.server.getLocalPort())) {
				socket.getOutputStream().write(data);
			}
			assertThat(Endpoints.get(received)).isEqualTo(data.length);
		}
	}

	@Test
	void closeWhenIdleIsImmediate() throws Exception {
		int count = 200;
		List<SslSocket> idle = new ArrayList<>();
		List<SslSocket> accepted = new ArrayList<>();
		SslContext client = Endpoints.client((b) -> b);
		for (int i = 0; i < count; i++) {
			CompletableFuture<SslSocket> peer = Endpoints.async(() -> {
				SslSocket socket = this.server.accept();
				socket.getOutputStream().write(socket.getInputStream().read());
				return socket;
			});
			SslSocket socket = client.socketFactory().connect("localhost", this.server.getLocalPort());
			socket.getOutputStream().write(1);
			socket.getInputStream().read();
			idle.add(socket);
			accepted.add(Endpoints.get(peer));
		}
		long lingering = idle.stream().filter((socket) -> lingers(socket)).count();
		assertThat(lingering).isZero();
		for (SslSocket socket : accepted) {
			socket.close();
		}
	}

	/** Whether closing left TCP open behind its back. */
	private static boolean lingers(SslSocket socket) {
		try {
			socket.close();
			return !socket.plain().isClosed();
		}
		catch (IOException ex) {
			return true;
		}
	}

	@Test
	void closeWhenThePlainSocketWasClosedBeneathIsQuiet() throws Exception {
		CompletableFuture<Throwable> peer = Endpoints.async(() -> {
			try (SslSocket socket = this.server.accept()) {
				return org.assertj.core.api.Assertions.catchThrowable(() -> socket.getInputStream().read());
			}
		});
		SslSocket socket = connect(EofPolicy.STRICT);
		socket.plain().close();
		socket.close();
		assertThat(socket.isClosed()).isTrue();
		assertThat(Endpoints.get(peer)).isInstanceOf(IOException.class);
	}

	@Test
	void closeWhenSoLingerIsZeroResets() throws Exception {
		CompletableFuture<Throwable> peer = Endpoints.async(() -> {
			try (SslSocket socket = this.server.accept()) {
				socket.getOutputStream().write(1);
				return org.assertj.core.api.Assertions.catchThrowable(() -> socket.getInputStream().read());
			}
		});
		SslSocket socket = connect(EofPolicy.STRICT);
		socket.getInputStream().read();
		socket.setSoLinger(true, 0);
		socket.close();
		assertThat(Endpoints.get(peer)).isInstanceOf(SocketException.class).hasMessageContaining("reset");
	}

	@Test
	void shutdownOutputLeavesReadingOpenAndRefusesWrites() throws Exception {
		CompletableFuture<Void> peer = serve((socket) -> {
			assertThat(socket.getInputStream().readAllBytes()).asString().isEqualTo("question");
			socket.getOutputStream().write("answer".getBytes());
		});
		try (SslSocket socket = connect(EofPolicy.STRICT)) {
			socket.getOutputStream().write("question".getBytes());
			if (!EngineUnderTest.closesHalf()) {
				assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(socket::shutdownOutput)
					.withMessageContaining("has no half close");
				assertThat(socket.isOutputShutdown()).isFalse();
				return;
			}
			socket.shutdownOutput();
			assertThat(socket.isOutputShutdown()).isTrue();
			assertThatExceptionOfType(SocketException.class).isThrownBy(() -> socket.getOutputStream().write(1));
			assertThat(socket.getInputStream().readAllBytes()).asString().isEqualTo("answer");
		}
		Endpoints.get(peer);
	}

	@Test
	void closeWhenNotAutoCloseLeavesThePlainSocketAtTheBoundary() throws Exception {
		try (java.net.ServerSocket listening = new java.net.ServerSocket(0, 1,
				java.net.InetAddress.getLoopbackAddress());
				Socket near = new Socket(listening.getInetAddress(), listening.getLocalPort());
				Socket far = listening.accept()) {
			CompletableFuture<Void> peer = Endpoints.async(() -> {
				Socket plain = Endpoints.server((b) -> b).serverSocketFactory().startTls(far).stopTls();
				plain.getOutputStream().write("plain".getBytes());
				return null;
			});
			SslSocket tls = Endpoints.client((b) -> b)
				.socketFactory()
				.createSocket(near, "localhost", near.getPort(), false);
			tls.startHandshake();
			tls.close();
			Endpoints.get(peer);
			assertThat(near.getInputStream().readNBytes(5)).asString().isEqualTo("plain");
		}
	}

	@Test
	void peekAndPendingKeepToTheRecord() throws Exception {
		CountDownLatch end = new CountDownLatch(1);
		CompletableFuture<Void> peer = serve((socket) -> {
			socket.getOutputStream().write("AAAAAAAAAA".getBytes());
			socket.getOutputStream().write("BBBBB".getBytes());
			end.await();
		});
		try (SslSocket socket = connect(EofPolicy.STRICT)) {
			byte[] buffer = new byte[100];
			InputStream in = socket.getInputStream();
			assertThat(socket.pending()).isZero();
			assertThat(socket.peek(buffer, 0, 3)).isEqualTo(3);
			assertThat(socket.pending()).isEqualTo(10);
			assertThat(socket.peek(buffer, 0, 100)).isEqualTo(10);
			assertThat(socket.peek(buffer, 0, 100)).isEqualTo(10);
			assertThat(in.read(buffer)).isEqualTo(10);
			assertThat(socket.pending()).isZero();
			assertThat(in.read(buffer, 0, 2)).isEqualTo(2);
			assertThat(socket.pending()).isEqualTo(3);
			assertThat(in.available()).isEqualTo(3);
		}
		end.countDown();
		Endpoints.get(peer);
	}

	/** What an accepted socket does. */
	@FunctionalInterface
	private interface Service {

		void serve(SslSocket socket) throws Exception;

	}

	private CompletableFuture<Void> serve(Service service) {
		return Endpoints.async(() -> {
			try (SslSocket socket = this.server.accept()) {
				socket.startHandshake();
				service.serve(socket);
			}
			return null;
		});
	}

	private SslSocket connect(EofPolicy policy) throws IOException {
		return Endpoints.client((b) -> b.eofPolicy(policy))
			.socketFactory()
			.connect("localhost", this.server.getLocalPort());
	}

}
