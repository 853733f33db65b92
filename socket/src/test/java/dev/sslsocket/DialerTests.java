package dev.sslsocket;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.sslsocket.failure.SslTimeoutException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(30)
class DialerTests {

	private static final byte[] FOUR = { 127, 0, 0, 1 };

	private static final byte[] OTHER_FOUR = { 127, 0, 0, 2 };

	private static final byte[] SIX = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 };

	private static Dialer dialer(byte[]... addresses) {
		return new Dialer((host) -> {
			List<InetAddress> named = new ArrayList<>();
			for (byte[] address : addresses) {
				named.add(InetAddress.getByAddress(host, address));
			}
			return named.toArray(InetAddress[]::new);
		}, Endpoints.client((b) -> b.connectTimeout(Duration.ofSeconds(5))));
	}

	@Test
	void dialWhenTheFirstAddressRefusesTakesTheNext() throws Exception {
		try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getByAddress(FOUR));
				Socket socket = dialer(OTHER_FOUR, FOUR).dial("two.example", server.getLocalPort(), null)) {
			assertThat(socket.getInetAddress().getAddress()).isEqualTo(FOUR);
		}
	}

	@Test
	void dialWhenTheNameIsOfAnotherScriptAsksForItsAsciiForm() {
		List<String> asked = new ArrayList<>();
		Dialer dialer = new Dialer((host) -> {
			asked.add(host);
			throw new UnknownHostException(host);
		}, Endpoints.client((b) -> b));
		for (String host : List.of("b\u00fccher.example", "orders.example.", "[::1]", "stra\u00dfe.example")) {
			assertThatExceptionOfType(UnknownHostException.class).isThrownBy(() -> dialer.dial(host, 1, null));
		}
		assertThat(asked).containsExactly("xn--bcher-kva.example", "orders.example.", "::1", "stra\u00dfe.example");
	}

	@Test
	void dialWhenTheFirstAddressIsSilentStartsTheNextBesideIt() throws Exception {
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByAddress(OTHER_FOUR));
				Backlog full = Backlog.fill(silent);
				ServerSocket server = new ServerSocket(silent.getLocalPort(), 5, InetAddress.getByAddress(FOUR));
				Socket socket = dialer(OTHER_FOUR, FOUR).dial("two.example", server.getLocalPort(), null)) {
			assertThat(full.sockets()).isNotEmpty();
			assertThat(socket.getInetAddress().getAddress()).isEqualTo(FOUR);
		}
	}

	@Test
	void dialWhenNobodyListensNamesAllAddressesAndReasons() throws Exception {
		int port;
		try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getByAddress(FOUR))) {
			port = gone.getLocalPort();
		}
		assertThatExceptionOfType(ConnectException.class)
			.isThrownBy(() -> dialer(OTHER_FOUR, FOUR).dial("two.example", port, null))
			.withMessageContaining("two.example/127.0.0.2:" + port)
			.withMessageContaining("two.example/127.0.0.1:" + port)
			.satisfies((ex) -> assertThat(ex.getSuppressed()).hasSize(2));
	}

	@Test
	void dialWhenAllAreSilentEndsAtTheTotalDeadline() throws Exception {
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByAddress(FOUR));
				Backlog full = Backlog.fill(silent);
				ServerSocket other = new ServerSocket(silent.getLocalPort(), 1, InetAddress.getByAddress(OTHER_FOUR));
				Backlog otherFull = Backlog.fill(other)) {
			Dialer dialer = new Dialer(
					(host) -> new InetAddress[] { InetAddress.getByAddress(FOUR),
							InetAddress.getByAddress(OTHER_FOUR) },
					Endpoints.client((b) -> b.connectTimeout(Duration.ofMillis(400))));
			assertThatExceptionOfType(SslTimeoutException.class)
				.isThrownBy(() -> dialer.dial("two.example", silent.getLocalPort(), null))
				.withMessageStartingWith("connect_timeout after 400ms: two.example:" + silent.getLocalPort());
			assertThat(full.sockets()).isNotEmpty();
			assertThat(otherFull.sockets()).isNotEmpty();
		}
	}

	@Test
	void dialTakesIpv6InBracketsAndOut() throws Exception {
		try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getByAddress(SIX))) {
			Dialer dialer = new Dialer(InetAddress::getAllByName, Endpoints.client((b) -> b));
			dialer.dial("[::1]", server.getLocalPort(), null).close();
			dialer.dial("::1", server.getLocalPort(), null).close();
		}
	}

	@Test
	void dialWhenTheNameIsUnknownSaysSo() {
		Dialer dialer = new Dialer((host) -> {
			throw new UnknownHostException(host);
		}, Endpoints.client((b) -> b));
		assertThatExceptionOfType(UnknownHostException.class).isThrownBy(() -> dialer.dial("nobody.example", 1, null));
	}

	/**
	 * Connections that fill a listening socket up, so that further SYNs stay unanswered.
	 */
	private record Backlog(List<Socket> sockets) implements AutoCloseable {

		static Backlog fill(ServerSocket server) throws IOException {
			List<Socket> sockets = new ArrayList<>();
			for (int i = 0; i < 16; i++) {
				Socket socket = new Socket();
				sockets.add(socket);
				try {
					socket.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), 100);
				}
				catch (java.net.SocketTimeoutException ex) {
					return new Backlog(sockets);
				}
			}
			throw new IllegalStateException("the backlog never fills");
		}

		@Override
		public void close() throws IOException {
			for (Socket socket : this.sockets) {
				socket.close();
			}
		}

	}

}
