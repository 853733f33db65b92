package dev.sslsocket;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.net.ssl.SSLSocket;

import dev.sslsocket.engine.EngineUnderTest;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslHandshakeException;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.failure.SslTimeoutException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What a server makes of a ClientHello that is large, cut small, slow or malformed.
 */
@Timeout(60)
class ClientHelloTests {

	private static final int HANDSHAKE = 22;

	private SslServerSocket server;

	@BeforeEach
	void listen() throws Exception {
		this.server = Endpoints.listen(Endpoints.server((builder) -> builder.handshakeTimeout(Duration.ofSeconds(20))));
	}

	@AfterEach
	void close() throws IOException {
		this.server.close();
	}

	// 1,700 is what a share of X25519MLKEM768 makes of it.
	@ParameterizedTest(name = "{0} bytes in records of {1}")
	@CsvSource({ "700, 16384", "700, 1", "1700, 16384", "1700, 1", "1700, 512", "16000, 100", "20000, 16384",
			"32768, 16384", "32768, 1" })
	void helloWhenTheEngineTakesItIsAnsweredHoweverItIsCut(int size, int record) throws Exception {
		CompletableFuture<SslSocket> accepted = handshake();
		try (Socket client = connect()) {
			write(client, RawClientHello.create().withServerName("LocalHost").ofSize(size).records(record));
			if (size > 16384 && EngineUnderTest.isNative()) {
				// BoringSSL takes no larger message of a client.
				assertThat(client.getInputStream().readNBytes(7)).startsWith(21, 3).endsWith(2, 47);
				return;
			}
			assertThat(client.getInputStream().read()).isEqualTo(HANDSHAKE);
			client.shutdownOutput();
			SslSocket socket = Endpoints.get(accepted);
			assertThat(socket.serverName()).isEqualTo("localhost");
			assertThat(socket.snapshot().serverName()).isEqualTo("localhost");
		}
	}

	@ParameterizedTest(name = "in records of {0}")
	@ValueSource(ints = { 1, 100, 16384 })
	void helloWhenItIsLargerIsRefusedWithAReasonOfItsOwnAndAnAlert(int record) throws Exception {
		byte[] hello = RawClientHello.create().ofSize(32769).records(record);
		assertThat(refused(hello)).isInstanceOf(SslHandshakeException.class)
			.hasMessageMatching("client_hello_too_large: 127\\.0\\.0\\.1:\\d+: its ClientHello has 32769 bytes, and at"
					+ " most 32768 are taken")
			.satisfies((ex) -> assertThat(((SslFailure) ex).reason()).isEqualTo(SslReason.CLIENT_HELLO_TOO_LARGE));
		assertThat(this.answer).isEqualTo("1503030002022f");
	}

	// Nobody waits for the 16 MB.
	@Test
	void helloWhenItAnnouncesMegabytesIsRefusedByItsFirstBytes() throws Exception {
		byte[] begun = HexFormat.of().parseHex("160301400001ffffff0303");
		assertThat(refused(begun)).hasMessageContaining("its ClientHello has 16777215 bytes");
		assertThat(this.answer).isEqualTo("1503030002022f");
	}

	static Stream<Arguments> malformed() {
		return Stream.of(Arguments.of("two host names", "00080000016100000162", "32"),
				Arguments.of("no names", "0000", "32"), Arguments.of("an empty name", "0003000000", "32"),
				Arguments.of("a name cut short", "00050000096161", "32"),
				Arguments.of("a NUL", "0006000003610062", "70"),
				Arguments.of("a dot at the end", "0005000002612e", "70"),
				Arguments.of("an IPv6 address", "00060000033a3a31", "70"),
				Arguments.of("300 bytes", "012f00012c" + "61".repeat(300), "70"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("malformed")
	void serverNameWhenMalformedIsRefusedWithAnAlertAndShortWords(String what, String list, String alert)
			throws Exception {
		byte[] hello = RawClientHello.create().withServerNameList(HexFormat.of().parseHex(list)).records(16384);
		Throwable refused = refused(hello);
		assertThat(refused).isInstanceOf(SslHandshakeException.class);
		assertThat(((SslFailure) refused).reason())
			.isEqualTo(alert.equals("32") ? SslReason.PROTOCOL_ERROR : SslReason.UNRECOGNIZED_NAME);
		assertThat(refused.getMessage()).matches("[\\x20-\\x7e…]{1,200}");
		assertThat(this.answer).isEqualTo("150303000202" + alert);
	}

	@Test
	void serverNameWhenSentTwiceIsRefused() throws Exception {
		assertThat(refused(RawClientHello.create().withServerName("a").withServerName("b").records(16384)))
			.hasMessageEndingWith("its ClientHello has two server_name extensions");
	}

	// The deadline is total: each record alone would be in time.
	@Test
	void helloWhenItDripsEndsWithTheDeadline() throws Exception {
		try (SslServerSocket strict = Endpoints
			.listen(Endpoints.server((builder) -> builder.handshakeTimeout(Duration.ofMillis(700))))) {
			CompletableFuture<Throwable> accepted = Endpoints.async(() -> {
				try (SslSocket socket = strict.accept()) {
					return catchThrowable(socket::startHandshake);
				}
			});
			byte[] hello = RawClientHello.create().ofSize(32768).records(1);
			ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
			try (Socket client = new Socket(strict.getInetAddress(), strict.getLocalPort())) {
				OutputStream out = client.getOutputStream();
				int[] at = { 0 };
				clock.scheduleAtFixedRate(() -> drip(out, hello, at), 0, 20, TimeUnit.MILLISECONDS);
				assertThat(Endpoints.get(accepted)).isInstanceOf(SslTimeoutException.class)
					.hasMessageMatching("handshake_timeout after 700ms: .* did not complete the handshake");
			}
			finally {
				clock.shutdownNow();
			}
		}
	}

	private static void drip(OutputStream out, byte[] hello, int[] at) {
		try {
			out.write(hello, at[0], 6);
			at[0] += 6;
		}
		catch (IOException ex) {
			// The server has hung up, as it should.
			throw new java.io.UncheckedIOException(ex);
		}
	}

	// A whole conversation: what is joined is not changed.
	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void conversationWhenTheHelloCameInRecordsOfOneByteGoesOn(String protocol) throws Exception {
		CompletableFuture<Void> echo = Endpoints.async(() -> {
			try (SslSocket socket = this.server.accept()) {
				socket.getOutputStream().write(socket.getInputStream().read());
			}
			return null;
		});
		try (ServerSocket relay = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			CompletableFuture<Void> relayed = Endpoints.async(() -> relay(relay));
			try (SSLSocket client = (SSLSocket) Endpoints.PKI.jdkAnonymousClientContext()
				.getSocketFactory()
				.createSocket("localhost", relay.getLocalPort())) {
				client.setEnabledProtocols(new String[] { protocol });
				client.getOutputStream().write(7);
				assertThat(client.getInputStream().read()).isEqualTo(7);
			}
			Endpoints.get(echo);
			Endpoints.get(relayed);
		}
	}

	/** Passes everything on, the client's first record in pieces of one byte. */
	private Void relay(ServerSocket relay) throws Exception {
		try (Socket client = relay.accept(); Socket beyond = connect()) {
			InputStream in = client.getInputStream();
			byte[] header = in.readNBytes(5);
			byte[] body = in.readNBytes((header[3] & 0xff) << 8 | header[4] & 0xff);
			for (byte each : body) {
				beyond.getOutputStream().write(new byte[] { header[0], header[1], header[2], 0, 1, each });
			}
			CompletableFuture<Long> back = Endpoints
				.async(() -> beyond.getInputStream().transferTo(client.getOutputStream()));
			in.transferTo(beyond.getOutputStream());
			beyond.shutdownOutput();
			Endpoints.get(back);
		}
		return null;
	}

	private String answer = "";

	/** What the server throws; what it answers is kept. */
	private Throwable refused(byte[] hello) throws Exception {
		CompletableFuture<SslSocket> accepted = handshake();
		try (Socket client = connect()) {
			write(client, hello);
			client.shutdownOutput();
			this.answer = HexFormat.of().formatHex(client.getInputStream().readAllBytes());
		}
		Throwable failure = catchThrowable(() -> Endpoints.get(accepted));
		return (failure.getCause() != null) ? failure.getCause() : failure;
	}

	/** Shakes hands as far as it goes; a client that ends early is no failure here. */
	private CompletableFuture<SslSocket> handshake() {
		return Endpoints.async(() -> {
			try (SslSocket socket = this.server.accept()) {
				Throwable failure = catchThrowable(socket::startHandshake);
				if (failure instanceof SslFailure refused && refused.reason() == SslReason.CLOSED) {
					return socket;
				}
				throw (Exception) failure;
			}
		});
	}

	/** A server that refuses early may reset what is still on its way. */
	private static void write(Socket client, byte[] bytes) {
		try {
			client.getOutputStream().write(bytes);
		}
		catch (IOException ex) {
			assertThat(ex).hasMessageMatching("(?i).*(reset|broken pipe|connection).*");
		}
	}

	private Socket connect() throws IOException {
		Socket client = new Socket(this.server.getInetAddress(), this.server.getLocalPort());
		client.setSoTimeout(20_000);
		return client;
	}

}
