package dev.sslsocket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import dev.sslsocket.connection.SslConnections;
import dev.sslsocket.failure.SslTimeoutException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Failed and finished connections leave nothing behind: no descriptor, thread, entry or
 * memory that grows with their number.
 */
@Timeout(120)
class EnduranceTests {

	private static final int MANY = 1000;

	private final SslConnections connections = new SslConnections();

	@Test
	void garbageHandshakesLeaveNothing() throws Exception {
		SslContext context = Endpoints.server((b) -> b.connectionListener(this.connections));
		Random random = new Random(3);
		try (SslServerSocket server = Endpoints.listen(context)) {
			garbage(server, random, 100);
			Footprint before = Footprint.measure();
			garbage(server, random, MANY);
			Footprint.settle(before).assertNoLargerThan(before);
		}
		assertThat(this.connections.size()).isZero();
	}

	private static void garbage(SslServerSocket server, Random random, int count) throws Exception {
		for (int i = 0; i < count; i++) {
			try (Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
					SslSocket accepted = server.accept()) {
				byte[] blob = new byte[64];
				random.nextBytes(blob);
				if (i % 2 == 0) {
					// Every other one looks like a handshake record at first.
					System.arraycopy(new byte[] { 22, 3, 1, 0, 59, 1, 0, 0, 55 }, 0, blob, 0, 9);
				}
				client.getOutputStream().write(blob);
				assertThat(catchThrowable(accepted::startHandshake)).isInstanceOf(IOException.class);
			}
		}
	}

	@Test
	void timedOutHandshakesLeaveNothing() throws Exception {
		SslContext context = Endpoints
			.client((b) -> b.connectionListener(this.connections).handshakeTimeout(Duration.ofMillis(20)));
		ExecutorService pool = Executors.newFixedThreadPool(20);
		try (ServerSocket silent = new ServerSocket(0, 2 * MANY, InetAddress.getLoopbackAddress())) {
			timeOut(context, silent, pool, 100);
			Footprint before = Footprint.measure();
			timeOut(context, silent, pool, MANY);
			Footprint.settle(before).assertNoLargerThan(before);
		}
		finally {
			pool.shutdown();
			assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
		}
		assertThat(this.connections.size()).isZero();
	}

	private static void timeOut(SslContext context, ServerSocket silent, ExecutorService pool, int count)
			throws Exception {
		List<Future<Throwable>> outcomes = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			outcomes.add(pool.submit(() -> org.assertj.core.api.Assertions
				.catchThrowable(() -> context.socketFactory().connect("127.0.0.1", silent.getLocalPort()))));
		}
		for (int i = 0; i < count; i++) {
			silent.accept().close();
		}
		for (Future<Throwable> outcome : outcomes) {
			assertThat(outcome.get(20, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
		}
	}

	@Test
	void silentClientsThatAreGivenUpLeaveNothing() throws Exception {
		SslContext context = Endpoints
			.server((b) -> b.connectionListener(this.connections).handshakeTimeout(Duration.ofMillis(20)));
		ExecutorService pool = Executors.newFixedThreadPool(20);
		try (SslServerSocket server = Endpoints.listen(context)) {
			giveUp(server, pool, 100);
			Footprint before = Footprint.measure();
			giveUp(server, pool, MANY);
			Footprint.settle(before).assertNoLargerThan(before);
		}
		finally {
			pool.shutdown();
			assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
		}
		assertThat(this.connections.size()).isZero();
	}

	private static void giveUp(SslServerSocket server, ExecutorService pool, int count) throws Exception {
		List<Future<Throwable>> outcomes = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
			SslSocket accepted = server.accept();
			outcomes.add(pool.submit(() -> {
				try (client; accepted) {
					return catchThrowable(accepted::startHandshake);
				}
			}));
		}
		for (Future<Throwable> outcome : outcomes) {
			assertThat(outcome.get(20, TimeUnit.SECONDS)).isInstanceOf(SslTimeoutException.class);
		}
	}

	@Test
	void tenThousandConnectionsLeaveNoEntry() throws Exception {
		SslContext server = Endpoints.server((b) -> b.connectionListener(this.connections));
		SslContext client = Endpoints.client((b) -> b.connectionListener(this.connections));
		int count = 10 * MANY;
		try (SslServerSocket listening = Endpoints.listen(server)) {
			CompletableFuture<Void> echo = Endpoints.async(() -> {
				for (int i = 0; i < count; i++) {
					try (SslSocket socket = listening.accept()) {
						socket.getOutputStream().write(socket.getInputStream().read());
					}
				}
				return null;
			});
			for (int i = 0; i < count; i++) {
				try (SslSocket socket = client.socketFactory().connect("localhost", listening.getLocalPort())) {
					socket.getOutputStream().write(1);
					assertThat(socket.getInputStream().read()).isEqualTo(1);
					assertThat(socket.getInputStream().read()).isEqualTo(-1);
				}
			}
			echo.get(60, TimeUnit.SECONDS);
		}
		assertThat(this.connections.size()).isZero();
		assertThat(client.sessionCache().statistics().resumed()).isGreaterThan(count / 2);
	}

}
