package dev.sslsocket.sample;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslSocket;
import dev.sslsocket.testing.TestPki;
import dev.sslsocket.verify.TrustSource;
import dev.sslsocket.x509.SslIdentity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests of {@link Listener} and {@link Connection}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ListenerTests {

	private static final TestPki pki = TestPki.create();

	private static final SslContext client = SslContext.builder()
		.trust(TrustSource.certificates(pki.ca().certificate()))
		.build();

	private final List<Listener> started = new ArrayList<>();

	@AfterEach
	void stop() {
		this.started.forEach(Listener::stop);
	}

	@Test
	void goodClientWhenAHundredAreSilentIsServedAtOnceAndTheSilentAreDropped(CapturedOutput output) throws IOException {
		Listener server = start(tls(Duration.ofSeconds(4)), new EchoConversation(), 200);
		List<Socket> silent = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			silent.add(plain(server));
		}
		try (SslSocket good = client.socketFactory().connect("localhost", server.port())) {
			good.getOutputStream().write('x');
			assertThat(good.getInputStream().read()).isEqualTo('x');
			assertThat(output.getOut()).doesNotContain("handshake_timeout");
		}
		for (Socket socket : silent) {
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
			socket.close();
		}
		assertThat(output.getOut()).containsPattern("Context '[a-z]*', server: handshake_timeout after 4s: 127.0.0.1:")
			.doesNotContain("Server 'test': handshake_timeout");
	}

	@Test
	void garbageWhenSentCostsOneLineAndTheServerGoesOn(CapturedOutput output) throws IOException {
		Listener server = start(tls(Duration.ofSeconds(10)), new EchoConversation(), 10);
		try (Socket socket = plain(server)) {
			socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
		}
		await().until(() -> output.getOut().contains("sent \"GET / HTTP/1.1\", not TLS"));
		client.socketFactory().connect("localhost", server.port()).close();
	}

	@Test
	void clientsBeyondTheLimitWaitForOneToLeave() throws IOException {
		Listener server = start(ListenerTests::loopback, new EchoConversation(), 1);
		try (Socket second = waitingBehindAnother(server)) {
			second.setSoTimeout(10_000);
			assertThat(second.getInputStream().read()).isEqualTo('x');
		}
	}

	private static Socket waitingBehindAnother(Listener server) throws IOException {
		try (Socket first = plain(server)) {
			assertThat(echo(first)).isEqualTo('x');
			Socket second = plain(server);
			second.getOutputStream().write('x');
			second.setSoTimeout(100);
			assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> second.getInputStream().read());
			return second;
		}
	}

	@Test
	void conversationWhenItFailsCostsOnlyItself(CapturedOutput output) throws IOException {
		Listener server = start(ListenerTests::loopback, (connection) -> {
			throw new IllegalStateException("a defect");
		}, 1);
		for (int i = 0; i < 3; i++) {
			try (Socket socket = plain(server)) {
				assertThat(socket.getInputStream().read()).isEqualTo(-1);
			}
		}
		assertThat(output.getOut()).contains("Server 'test' failed one client");
	}

	@Test
	void stopWhenAClientIsIdleSaysGoodbyeAndListensNoMore() throws IOException {
		Listener server = start(tls(Duration.ofSeconds(10)), new EchoConversation(), 10);
		int port = server.port();
		try (SslSocket socket = client.socketFactory().connect("localhost", port)) {
			assertThat(echo(socket)).isEqualTo('x');
			server.stop();
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
			assertThat(socket.closedCleanly()).isTrue();
		}
		assertThat(server.isRunning()).isFalse();
		assertThatExceptionOfType(ConnectException.class)
			.isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port));
	}

	@Test
	void stopWhenAnAnswerIsDueLetsItGoOut() throws Exception {
		CountDownLatch asked = new CountDownLatch(1);
		CountDownLatch ready = new CountDownLatch(1);
		Listener server = start(ListenerTests::loopback, (connection) -> {
			connection.socket().getInputStream().read();
			connection.answer(() -> {
				asked.countDown();
				awaitQuietly(ready);
				connection.socket().getOutputStream().write('y');
			});
		}, 1);
		try (Socket socket = plain(server)) {
			socket.getOutputStream().write('x');
			awaitQuietly(asked);
			CompletableFuture<Void> stopped = new CompletableFuture<>();
			server.stop(() -> stopped.complete(null));
			assertThat(stopped).isNotDone();
			ready.countDown();
			stopped.get(10, TimeUnit.SECONDS);
			assertThat(socket.getInputStream().readAllBytes()).containsExactly('y');
		}
	}

	@Test
	void startWhenStoppedBeforeServesAgain() throws IOException {
		Listener server = start(ListenerTests::loopback, new EchoConversation(), 1);
		server.stop();
		server.start();
		try (Socket socket = plain(server)) {
			assertThat(echo(socket)).isEqualTo('x');
		}
	}

	@Test
	void startWhenThePortIsTakenNamesTheServer() throws IOException {
		try (ServerSocket taken = loopback()) {
			Listener second = listener(
					() -> new ServerSocket(taken.getLocalPort(), 1, InetAddress.getLoopbackAddress()),
					new EchoConversation(), 1);
			assertThatExceptionOfType(RuntimeException.class).isThrownBy(second::start)
				.withMessageStartingWith("Server 'test' cannot listen: Address already in use");
		}
	}

	private Listener start(Listener.Opening opening, Conversation conversation, int maxConnections) {
		Listener server = listener(opening, conversation, maxConnections);
		server.start();
		this.started.add(server);
		return server;
	}

	private static Listener listener(Listener.Opening opening, Conversation conversation, int maxConnections) {
		return new Listener("test", opening, conversation, new SimpleAsyncTaskExecutor("test-"), maxConnections,
				Duration.ofMinutes(1));
	}

	private static Listener.Opening tls(Duration handshakeTimeout) {
		SslContext server = SslContext.builder()
			.identity(SslIdentity.of(pki.server().privateKey(), pki.server().certificate()))
			.handshakeTimeout(handshakeTimeout)
			.build();
		return () -> server.serverSocketFactory().listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
	}

	private static ServerSocket loopback() throws IOException {
		return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
	}

	private static Socket plain(Listener server) throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
		socket.setSoTimeout(10_000);
		return socket;
	}

	private static int echo(Socket socket) throws IOException {
		socket.getOutputStream().write('x');
		return socket.getInputStream().read();
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
