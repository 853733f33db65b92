package dev.sslsocket;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

import dev.sslsocket.engine.EngineUnderTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {ours, JDK} as client and as server, by version and by size of a write.
 */
class ConversationMatrixTests {

	private static final int TOTAL = 200_000;

	record Cell(String client, String server, String protocol, int chunk) {

		@Override
		public String toString() {
			return this.client + " to " + this.server + ", " + this.protocol + ", writes of " + this.chunk;
		}

	}

	static List<Cell> cells() {
		List<Cell> cells = new ArrayList<>();
		for (String[] pair : new String[][] { { "ours", "ours" }, { "ours", "JDK" }, { "JDK", "ours" } }) {
			for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
				for (int chunk : new int[] { 97, 1000, 16384, 16385, 32768, TOTAL }) {
					cells.add(new Cell(pair[0], pair[1], protocol, chunk));
				}
			}
		}
		return cells;
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("cells")
	void echoWhenAnySizeArrivesWhole(Cell cell) throws Exception {
		byte[] data = new byte[TOTAL];
		new Random(7).nextBytes(data);
		try (ServerSocket server = listen(cell)) {
			CompletableFuture<Void> echo = Endpoints.async(() -> {
				try (Socket socket = server.accept()) {
					socket.setSoTimeout(10_000);
					Endpoints.echo(socket, TOTAL);
				}
				return null;
			});
			try (SSLSocket socket = connect(cell, server.getLocalPort())) {
				socket.setSoTimeout(10_000);
				CompletableFuture<Void> writer = Endpoints.async(() -> {
					write(socket, data, cell.chunk());
					if (EngineUnderTest.closesHalf()) {
						socket.shutdownOutput();
					}
					return null;
				});
				assertThat(readAll(socket.getInputStream())).isEqualTo(data);
				Endpoints.get(writer);
				assertThat(socket.getSession().getProtocol()).isEqualTo(cell.protocol());
			}
			Endpoints.get(echo);
		}
	}

	private static void write(Socket socket, byte[] data, int chunk) throws IOException {
		OutputStream out = socket.getOutputStream();
		for (int at = 0; at < data.length; at += chunk) {
			out.write(data, at, Math.min(chunk, data.length - at));
		}
	}

	private static byte[] readAll(InputStream in) throws IOException {
		byte[] all = new byte[TOTAL + 1];
		int at = 0;
		for (int n = in.read(all, at, all.length - at); n > 0; n = in.read(all, at, all.length - at)) {
			at += n;
		}
		return Arrays.copyOf(all, at);
	}

	private static ServerSocket listen(Cell cell) throws Exception {
		if (cell.server().equals("ours")) {
			return Endpoints.listen(Endpoints.server((b) -> b.protocols(cell.protocol())));
		}
		SSLServerSocket jdk = (SSLServerSocket) Endpoints.PKI.jdkServerContext()
			.getServerSocketFactory()
			.createServerSocket(0, 1, InetAddress.getLoopbackAddress());
		jdk.setEnabledProtocols(new String[] { cell.protocol() });
		return jdk;
	}

	private static SSLSocket connect(Cell cell, int port) throws Exception {
		if (cell.client().equals("ours")) {
			return Endpoints.client((b) -> b.protocols(cell.protocol())).socketFactory().connect("localhost", port);
		}
		SSLSocket jdk = (SSLSocket) Endpoints.PKI.jdkClientContext().getSocketFactory().createSocket("localhost", port);
		jdk.setEnabledProtocols(new String[] { cell.protocol() });
		return jdk;
	}

}
