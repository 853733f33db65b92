package dev.sslsocket;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import javax.net.ssl.SSLSocket;

import dev.sslsocket.engine.EngineUnderTest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {our channel, our socket, JDK} as client and as server, a channel at one end at the
 * least, by version and by size of a write.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChannelMatrixTests {

	private static final int TOTAL = 200_000;

	/** As {@code chunk} of one byte makes a record each. */
	private static final int MOST_WRITES = 3000;

	record Cell(String client, String server, String protocol, int chunk) {

		@Override
		public String toString() {
			return this.client + " to " + this.server + ", " + this.protocol + ", writes of " + this.chunk;
		}

		byte[] data() {
			byte[] data = new byte[(int) Math.min(TOTAL, (long) this.chunk * MOST_WRITES)];
			new Random(this.chunk).nextBytes(data);
			return data;
		}

	}

	static List<Cell> cells() {
		List<Cell> cells = new ArrayList<>();
		String[][] pairs = { { "channel", "channel" }, { "channel", "socket" }, { "socket", "channel" },
				{ "channel", "JDK" }, { "JDK", "channel" } };
		for (String[] pair : pairs) {
			for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
				for (int chunk : new int[] { 1, 97, 1000, 16384, 16385, 32768, TOTAL }) {
					cells.add(new Cell(pair[0], pair[1], protocol, chunk));
				}
			}
		}
		return cells;
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("cells")
	void echoWhenAnySizeArrivesWhole(Cell cell) throws Exception {
		byte[] data = cell.data();
		try (ServerSocketChannel listening = ChannelDriver.listen()) {
			CompletableFuture<Void> echo = Endpoints.async(() -> {
				serve(cell, listening.accept());
				return null;
			});
			assertThat(exchange(cell, ChannelDriver.port(listening), data)).isEqualTo(data);
			Endpoints.get(echo);
		}
	}

	private static void serve(Cell cell, SocketChannel accepted) throws Exception {
		SslContext context = Endpoints.server((b) -> b.protocols(cell.protocol()));
		if (cell.server().equals("channel")) {
			accepted.configureBlocking(false);
			try (ChannelDriver driver = ChannelDriver.of(context.serverChannel(accepted))) {
				driver.echo(cell.chunk(), cell.data().length);
				assertThat(driver.tls().protocol()).isEqualTo(cell.protocol());
			}
			return;
		}
		try (Socket socket = cell.server().equals("socket") ? context.serverSocketFactory().startTls(accepted.socket())
				: jdkServer(accepted.socket(), cell)) {
			Endpoints.echo(socket, cell.data().length);
		}
	}

	private static byte[] exchange(Cell cell, int port, byte[] data) throws Exception {
		SslContext context = Endpoints.client((b) -> b.protocols(cell.protocol()));
		if (cell.client().equals("channel")) {
			try (ChannelDriver driver = ChannelDriver
				.of(context.channel(ChannelDriver.connect(port), "localhost", port))) {
				byte[] answer = driver.exchange(data, cell.chunk());
				assertThat(driver.readOnce()).isEqualTo(-1);
				assertThat(driver.tls().closedCleanly()).isTrue();
				assertThat(driver.tls().protocol()).isEqualTo(cell.protocol());
				return answer;
			}
		}
		try (SSLSocket socket = cell.client().equals("socket") ? context.socketFactory().connect("localhost", port)
				: jdkClient(port, cell)) {
			CompletableFuture<Void> writer = Endpoints.async(() -> {
				OutputStream out = socket.getOutputStream();
				for (int at = 0; at < data.length; at += cell.chunk()) {
					out.write(data, at, Math.min(cell.chunk(), data.length - at));
				}
				if (EngineUnderTest.closesHalf()) {
					socket.shutdownOutput();
				}
				return null;
			});
			byte[] answer = socket.getInputStream().readAllBytes();
			Endpoints.get(writer);
			assertThat(socket.getSession().getProtocol()).isEqualTo(cell.protocol());
			return answer;
		}
	}

	private static SSLSocket jdkServer(Socket plain, Cell cell) throws Exception {
		SSLSocket jdk = (SSLSocket) Endpoints.PKI.jdkServerContext().getSocketFactory().createSocket(plain, null, true);
		jdk.setEnabledProtocols(new String[] { cell.protocol() });
		return jdk;
	}

	private static SSLSocket jdkClient(int port, Cell cell) throws Exception {
		SSLSocket jdk = (SSLSocket) Endpoints.PKI.jdkClientContext().getSocketFactory().createSocket();
		jdk.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
		jdk.setEnabledProtocols(new String[] { cell.protocol() });
		return jdk;
	}

}
