package dev.sslsocket;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import ch.qos.logback.classic.Level;
import dev.sslsocket.engine.EngineUnderTest;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.KeyEncryption;
import dev.sslsocket.x509.Passphrase;
import dev.sslsocket.x509.SslIdentity;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What each debug level writes of a conversation, and what none of them does.
 */
@Timeout(60)
class DebugLevelTests {

	private static final String MARKER = "hunter2-" + "swordfish";

	private final LogLines log = LogLines.of("dev.sslsocket.debug.client");

	@AfterEach
	void detach() {
		this.log.close();
	}

	@Test
	void connectionWhenTheLevelIsZeroWritesNothing() throws Exception {
		converse(client(0), "hello");
		refused(client(0));
		assertThat(this.log.events()).isEmpty();
	}

	@Test
	void failureWhenTheLevelIsOneHasItsTraceBeneath() throws Exception {
		converse(client(1), "hello");
		refused(client(1));
		String[] lines = this.log.messages().get(0).split("\n");
		assertThat(this.log.events()).hasSize(1);
		assertThat(lines[0]).matches("#\\d+ client localhost:\\d+: hostname_mismatch: connected to .*");
		assertThat(lines[1]).matches("    \\+\\d+ms > ClientHello TLSv1.3,TLSv1.2 sni=localhost .*");
		assertThat(lines[2]).matches("    \\+\\d+ms < ServerHello TLSv1.3 TLS_\\w+ group=\\w+ resumed=no \\d+ bytes");
		assertThat(lines[lines.length - 1]).matches("    \\+\\d+ms = hostname_mismatch");
	}

	@Test
	void handshakeWhenTheLevelIsTwoIsOneLine() throws Exception {
		SslContext client = client(2);
		converse(client, "hello");
		assertThat(this.log.messages()).singleElement()
			.asString()
			.matches("#\\d+ client localhost:\\d+: TLSv1.3 TLS_AES_\\d+_GCM_SHA\\d+ group=\\w+ resumed=no"
					+ " peer=CN=localhost verified=yes sni=localhost alpn=none");
	}

	@Test
	void stepsWhenTheLevelIsThreeAreInOrder() throws Exception {
		converse(client(3), "hello");
		List<String> steps = this.log.messages()
			.stream()
			.map((line) -> line.replaceFirst("^#\\d+ client localhost:\\d+: ", "").replaceFirst("^\\+\\d+ms ", ""))
			.toList();
		assertThat(steps.get(0)).startsWith("opened on 127.0.0.1:");
		assertThat(steps.get(1)).startsWith("> ClientHello TLSv1.3,TLSv1.2 sni=localhost");
		assertThat(steps.get(2)).startsWith("< ServerHello TLSv1.3 ");
		assertThat(steps).anyMatch((step) -> step.startsWith("TLSv1.3 TLS_AES_"));
		List<String> end = steps.subList(steps.size() - 3, steps.size());
		assertThat(end).contains("> close_notify").endsWith("closed, 5 bytes read, 5 bytes written");
		if (EngineUnderTest.closesHalf()) {
			assertThat(end).startsWith("> close_notify", "< close_notify");
		}
	}

	@Test
	void stopTlsWhenTheLevelIsThreeIsAStep() throws Exception {
		try (SslServerSocket server = Endpoints.listen(Endpoints.server((b) -> b))) {
			CompletableFuture<Socket> stopped = Endpoints.async(() -> {
				SslSocket socket = server.accept();
				socket.startHandshake();
				return socket.stopTls();
			});
			SslSocket socket = client(3).socketFactory().connect("localhost", server.getLocalPort());
			socket.stopTls().close();
			Endpoints.get(stopped).close();
		}
		assertThat(this.log.messages()).anyMatch((line) -> line.endsWith(": TLS stopped, TCP goes on in clear"));
	}

	@Test
	void dataWhenTheLevelIsFourIsMarkedInBothDirections() throws Exception {
		converse(client(4), "hello");
		assertThat(this.log.events().get(0).getLevel()).isEqualTo(Level.WARN);
		String dump = "\n    0000  68 65 6c 6c 6f                                   hello";
		assertThat(this.log.messages().stream().filter((line) -> line.contains("PLAINTEXT"))).satisfiesExactly(
				(line) -> assertThat(line).endsWith(": PLAINTEXT > 5 bytes" + dump),
				(line) -> assertThat(line).endsWith(": PLAINTEXT < 5 bytes" + dump));
	}

	@Test
	void dataWhenThereIsMuchComesInBlocks() throws Exception {
		converse(client(4), "x".repeat(10_000));
		assertThat(this.log.messages().stream().filter((line) -> line.contains("PLAINTEXT >")))
			.extracting((line) -> line.substring(line.indexOf("PLAINTEXT"), line.indexOf('\n')))
			.containsExactly("PLAINTEXT > 4096 bytes from 0 of 10000", "PLAINTEXT > 4096 bytes from 4096 of 10000",
					"PLAINTEXT > 1808 bytes from 8192 of 10000");
	}

	@Test
	void levelWhenItIsTurnedActsOnLiveConnections() throws Exception {
		SslContext client = client(4);
		client.debug().level(0);
		int before = this.log.events().size();
		try (SslServerSocket server = Endpoints.listen(Endpoints.server((b) -> b))) {
			CompletableFuture<Void> echo = echo(server);
			SslSocket socket = client.socketFactory().connect("localhost", server.getLocalPort());
			socket.getOutputStream().write("un".getBytes());
			assertThat(this.log.events()).hasSize(before);
			client.debug().level(4);
			socket.getOutputStream().write("seen".getBytes());
			client.debug().level(3);
			socket.close();
			Endpoints.get(echo);
		}
		assertThat(String.join("\n", this.log.messages())).contains("PLAINTEXT > 4 bytes", "seen", "closed, ")
			.doesNotContain("un\n");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3, 4 })
	void secretsWhenEverythingIsLoggedAreInNoLine(int level, @TempDir Path directory) throws Exception {
		CertifiedKey key = Endpoints.PKI.server();
		Path pem = Files.writeString(directory.resolve("key.pem"),
				key.encryptedPrivateKeyPem(KeyEncryption.values()[0], MARKER));
		Path chain = key.writeChain(directory.resolve("cert.pem"));
		this.log.close();
		try (LogLines all = LogLines.of("dev.sslsocket", Level.TRACE)) {
			SslContext server = SslContext.builder()
				.name("client")
				.debug(level)
				.identity(SslIdentity.load(chain, pem, Passphrase.of(MARKER.toCharArray())))
				.build();
			converse(client(level), server, "data " + ((level < 4) ? MARKER : "in clear"));
			refused(client(level));
			String everything = String.join("\n", all.messages());
			// At level 0 from where failures always go, whose logger is at DEBUG now.
			assertThat(everything).contains("hostname_mismatch: connected to", "ms = hostname_mismatch");
			byte[] der = key.privateKey().getEncoded();
			String hex = HexFormat.of().formatHex(der, der.length - 24, der.length);
			String spaced = HexFormat.ofDelimiter(" ").formatHex(der, der.length - 8, der.length);
			String base64 = Base64.getEncoder().encodeToString(der);
			assertThat(everything)
				.doesNotContain(MARKER, hex, spaced, base64.substring(0, 40), base64.substring(base64.length() - 40))
				.doesNotContain(HexFormat.ofDelimiter(" ").formatHex(MARKER.substring(0, 8).getBytes()));
			assertThat(everything.contains("data in clear")).isEqualTo(level == 4);
		}
	}

	private static SslContext client(int level) {
		return Endpoints.client((b) -> b.debug(level));
	}

	private static void converse(SslContext client, String text) throws Exception {
		converse(client, Endpoints.server((b) -> b), text);
	}

	private static void converse(SslContext client, SslContext context, String text) throws Exception {
		try (SslServerSocket server = Endpoints.listen(context)) {
			CompletableFuture<Void> echo = echo(server);
			try (SslSocket socket = client.socketFactory().connect("localhost", server.getLocalPort())) {
				socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
				socket.getInputStream().readNBytes(text.length());
				if (EngineUnderTest.closesHalf()) {
					socket.shutdownOutput();
					assertThat(socket.getInputStream().read()).isEqualTo(-1);
				}
			}
			Endpoints.get(echo);
		}
	}

	private static CompletableFuture<Void> echo(SslServerSocket server) {
		return Endpoints.async(() -> {
			try (SslSocket socket = server.accept()) {
				socket.getInputStream().transferTo(socket.getOutputStream());
			}
			return null;
		});
	}

	/** A handshake that fails because of the name. */
	private static void refused(SslContext client) throws Exception {
		try (SslServerSocket server = Endpoints.listen(Endpoints.server((b) -> b))) {
			CompletableFuture<Throwable> accepted = Endpoints.async(() -> {
				try (SslSocket socket = server.accept()) {
					return catchThrowable(socket::startHandshake);
				}
			});
			assertThat(catchThrowable(() -> client.socketFactory()
				.connect("localhost", server.getLocalPort(),
						SslConnectOptions.builder().verifyName("elsewhere.example").build())))
				.isInstanceOf(IOException.class);
			Endpoints.get(accepted);
		}
	}

}
