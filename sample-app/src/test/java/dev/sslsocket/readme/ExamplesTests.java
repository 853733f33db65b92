package dev.sslsocket.readme;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnJre;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslServerSocket;
import dev.sslsocket.SslServerSocketFactory;
import dev.sslsocket.SslSocket;
import dev.sslsocket.SslSocketFactory;
import dev.sslsocket.autoconfigure.SslSocketAutoConfiguration;
import dev.sslsocket.testing.KeyEncryption;
import dev.sslsocket.testing.TestPki;
import dev.sslsocket.testing.TestPkiFiles;
import dev.sslsocket.testing.peer.TlsPeer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Runs the shorter examples.
 */
class ExamplesTests {

	private static final TestPki pki = TestPki.create();

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslSocketAutoConfiguration.class))
		.withPropertyValues("ssl.certificate=" + pki.serverPem(), "ssl.private-key=" + pki.serverKeyPem(),
				"ssl.ca-file=" + pki.caPem());

	@TempDir
	private Path directory;

	@Test
	void withoutSpringTellsWhatWasAgreedOn() throws IOException {
		TestPkiFiles files = pki.writeTo(this.directory);
		try (TlsPeer peer = TlsPeer.sound(pki)) {
			assertThat(Examples.withoutSpring(files.ca(), peer.port()))
				.isEqualTo("TLSv1.3 TLS_AES_256_GCM_SHA384 CN=localhost");
		}
	}

	@Test
	void clientAndServerTalk() {
		this.application.run((context) -> {
			SslSocketFactory clients = context.getBean(SslSocketFactory.class);
			try (SslServerSocket server = Examples.server(context.getBean(SslServerSocketFactory.class))) {
				Examples.client(clients, server.getLocalPort());
				Examples.clientOptions(clients, server.getLocalPort());
			}
		});
	}

	@Test
	@EnabledOnJre(JRE.JAVA_17)
	void cipherListIsExplainedAsTheReadmeShows() throws IOException {
		String explained = Examples.explained("ECDHE+AESGCM:ECDHE+CHACHA20:RSA+AES:!SHA1:ECDHE+FOO:!EXP:@STRENGTH");
		assertThat(Files.readString(Path.of("../README.md"))).contains("\n" + explained.indent(4) + "\n");
	}

	@Test
	void cipherListIsExplainedOnEveryJdk() {
		assertThat(Examples.explained("ECDHE+AESGCM+AES128:ECDHE+FOO")).isEqualTo("""
				ECDHE+AESGCM+AES128: adds ECDHE-ECDSA-AES128-GCM-SHA256, ECDHE-RSA-AES128-GCM-SHA256
				ECDHE+FOO: nothing: 'FOO' at character 27 is no word of OpenSSL's and no suite
				selected: ECDHE-ECDSA-AES128-GCM-SHA256, ECDHE-RSA-AES128-GCM-SHA256""");
	}

	@Test
	void patientContextDiffersInItsPatience() {
		SslContext orders = SslContext.builder().name("orders").build();
		SslContext patient = Examples.patient(orders);
		assertThat(patient.timeouts().read()).isEqualTo(Duration.ofMinutes(5));
		assertThat(patient.timeouts().handshake()).isEqualTo(orders.timeouts().handshake());
		assertThat(patient.name()).isEqualTo("orders");
	}

	@Test
	void refusalNamesTheReason() {
		this.application.run((context) -> {
			try (TlsPeer peer = TlsPeer.wrongHost(pki)) {
				assertThat(Examples.refusal(context.getBean(SslSocketFactory.class), "localhost", peer.port()))
					.startsWith("not the host we meant: hostname_mismatch: connected to 'localhost'");
			}
		});
	}

	@Test
	void startAndStopLeavesThePlainSocket() {
		this.application.run((context) -> {
			try (SslServerSocket listening = context.getBean(SslServerSocketFactory.class)
				.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
					Socket plain = new Socket(InetAddress.getLoopbackAddress(), listening.getLocalPort())) {
				CompletableFuture<Void> peer = CompletableFuture.runAsync(() -> stopTlsOnce(listening));
				Socket after = Examples.startAndStop(context.getBean(SslSocketFactory.class), plain);
				assertThat(after.getInputStream().readNBytes(5)).asString(StandardCharsets.US_ASCII).isEqualTo("plain");
				peer.join();
			}
		});
	}

	private static void stopTlsOnce(SslServerSocket listening) {
		try (SslSocket tls = listening.accept()) {
			tls.getOutputStream().write("secret\nOK\n".getBytes(StandardCharsets.US_ASCII));
			List<String> received = new ArrayList<>();
			Socket plain = Examples.readUntilTlsStops(tls, received);
			plain.getOutputStream().write("plain".getBytes(StandardCharsets.US_ASCII));
			assertThat(received).containsExactly("secret");
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void programmaticContextOpensItsEncryptedKey() throws IOException {
		Path key = this.directory.resolve("key.enc");
		Files.writeString(key, pki.server().encryptedPrivateKeyPem(KeyEncryption.PBES2_AES_256_CBC, "secret"));
		TestPkiFiles files = pki.writeTo(this.directory);
		assertThat(Examples.programmatic(files.serverCertificate(), key, "secret".toCharArray()).timeouts().handshake())
			.hasSeconds(3);
	}

	@Test
	void errorTrapAnswersHttpInClear() {
		this.application.withUserConfiguration(Examples.Beans.class).run((context) -> {
			try (SslServerSocket server = Examples.server(context.getBean(SslServerSocketFactory.class));
					Socket http = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort())) {
				http.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
				assertThat(http.getInputStream().readAllBytes()).asString(StandardCharsets.US_ASCII)
					.isEqualTo("HTTP/1.1 400 This port speaks TLS\r\n\r\n");
			}
		});
	}

	@Test
	void namedContextsServeMutualTls() {
		this.application
			.withPropertyValues("ssl.contexts.payments.client-auth=need",
					"ssl.contexts.billing.certificate=" + pki.clientPem(),
					"ssl.contexts.billing.private-key=" + pki.clientKeyPem())
			.withUserConfiguration(Examples.Billing.class)
			.run((context) -> {
				try (SslServerSocket server = Examples
					.server((SslServerSocketFactory) context.getBean("sslSocketServerFactory.payments"))) {
					assertThat(context.getBean(Examples.Billing.class).isConnected(server.getLocalPort())).isTrue();
					assertThatExceptionOfType(IOException.class).isThrownBy(
							() -> Examples.client(context.getBean(SslSocketFactory.class), server.getLocalPort()));
				}
			});
	}

}
