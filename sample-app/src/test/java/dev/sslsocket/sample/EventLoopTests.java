package dev.sslsocket.sample;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslContextBuilder;
import dev.sslsocket.SslSocket;
import dev.sslsocket.connection.SslConnections;
import dev.sslsocket.testing.TestPki;
import dev.sslsocket.verify.TrustSource;
import dev.sslsocket.x509.SslIdentity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link EventLoop}.
 */
@Timeout(120)
class EventLoopTests {

	private static final int MANY = 1000;

	private static final TestPki pki = TestPki.create();

	private static final SslContext client = SslContext.builder()
		.trust(TrustSource.certificates(pki.ca().certificate()))
		.build();

	private final SslConnections connections = new SslConnections();

	private final List<Socket> sockets = new ArrayList<>();

	private EventLoop loop;

	private Thread thread;

	private int port;

	@AfterEach
	void stop() throws Exception {
		for (Socket socket : this.sockets) {
			socket.close();
		}
		this.loop.close();
		this.thread.join(TimeUnit.SECONDS.toMillis(10));
		assertThat(this.thread.isAlive()).isFalse();
		assertThat(this.connections.size()).isZero();
	}

	@Test
	void aThousandClientsAreServedByOneThread() throws Exception {
		start((b) -> b, 2 * MANY, Duration.ofMinutes(1));
		for (int i = 0; i < MANY; i++) {
			connect();
		}
		assertThat(this.connections.size()).isEqualTo(MANY);
		for (int i = 0; i < MANY; i++) {
			String word = "word " + i;
			Socket socket = this.sockets.get(i);
			socket.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
			assertThat(socket.getInputStream().readNBytes(word.length())).asString(StandardCharsets.US_ASCII)
				.isEqualTo(word);
		}
	}

	@Test
	void clientThatDoesNotTakeItsAnswersHoldsUpNobodyAndLosesNothing() throws Exception {
		start((b) -> b, MANY, Duration.ofMinutes(1));
		// More than the buffers of the system hold, both ways.
		byte[] data = new byte[32 * 1024 * 1024];
		new Random(1).nextBytes(data);
		SslSocket greedy = connect();
		CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> write(greedy, data));
		SslSocket modest = connect();
		for (int i = 0; i < 100; i++) {
			modest.getOutputStream().write(i);
			assertThat(modest.getInputStream().read()).isEqualTo(i);
		}
		assertThat(writer).isNotDone();
		assertThat(greedy.getInputStream().readNBytes(data.length)).isEqualTo(data);
		writer.join();
	}

	@Test
	void clientThatIsSilentOrNotTlsIsDroppedInTime() throws Exception {
		start((b) -> b.handshakeTimeout(Duration.ofMillis(500)), MANY, Duration.ofMinutes(1));
		Socket silent = plain();
		Socket http = plain();
		http.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		assertThat(http.getInputStream().read()).isEqualTo(-1);
		assertThat(silent.getInputStream().read()).isEqualTo(-1);
	}

	@Test
	void clientThatIsIdleForLongIsTakenLeaveOf() throws Exception {
		start((b) -> b, MANY, Duration.ofMillis(300));
		SslSocket idle = connect();
		assertThat(idle.getInputStream().read()).isEqualTo(-1);
		assertThat(idle.closedCleanly()).isTrue();
	}

	@Test
	void clientsBeyondTheLimitWaitForOneToLeave() throws Exception {
		start((b) -> b, 1, Duration.ofMinutes(1));
		SslSocket first = connect();
		Socket second = plain();
		CompletableFuture<SslSocket> waiting = CompletableFuture.supplyAsync(() -> startTls(second));
		first.getOutputStream().write('x');
		assertThat(first.getInputStream().read()).isEqualTo('x');
		assertThat(waiting).isNotDone();
		first.close();
		SslSocket served = waiting.get(10, TimeUnit.SECONDS);
		served.getOutputStream().write('y');
		assertThat(served.getInputStream().read()).isEqualTo('y');
	}

	@Test
	void handshakesWhoseTasksRunElsewhereGoOn() throws Exception {
		Executor threads = (task) -> new Thread(task).start();
		start((b) -> b.executor(threads), MANY, Duration.ofMinutes(1));
		for (int i = 0; i < 20; i++) {
			SslSocket socket = connect();
			socket.getOutputStream().write(i);
			assertThat(socket.getInputStream().read()).isEqualTo(i);
		}
	}

	@Test
	void stopWhenClientsAreIdleSaysGoodbye() throws Exception {
		start((b) -> b, MANY, Duration.ofMinutes(1));
		SslSocket idle = connect();
		this.loop.close();
		assertThat(idle.getInputStream().read()).isEqualTo(-1);
		assertThat(idle.closedCleanly()).isTrue();
	}

	private void start(UnaryOperator<SslContextBuilder> more, int maxConnections, Duration idleTimeout)
			throws IOException {
		SslContext server = more
			.apply(SslContext.builder()
				.identity(SslIdentity.of(pki.server().privateKey(), pki.server().certificate()))
				.connectionListener(this.connections))
			.build();
		ServerSocketChannel listening = ServerSocketChannel.open()
			.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), MANY);
		this.port = ((InetSocketAddress) listening.getLocalAddress()).getPort();
		this.loop = new EventLoop(listening, () -> server, maxConnections, idleTimeout);
		this.thread = new Thread(this.loop, "loop");
		this.thread.start();
	}

	private SslSocket connect() throws IOException {
		SslSocket socket = client.socketFactory().connect("localhost", this.port);
		socket.setSoTimeout(20_000);
		this.sockets.add(socket);
		return socket;
	}

	private Socket plain() throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port);
		socket.setSoTimeout(20_000);
		this.sockets.add(socket);
		return socket;
	}

	private static SslSocket startTls(Socket plain) {
		try {
			return client.socketFactory().startTls(plain, "localhost");
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void write(Socket socket, byte[] data) {
		try {
			socket.getOutputStream().write(data);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
