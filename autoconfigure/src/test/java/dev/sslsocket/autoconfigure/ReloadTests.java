package dev.sslsocket.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

import dev.sslsocket.SslContexts;
import dev.sslsocket.SslServerSocket;
import dev.sslsocket.connection.SslFailures;
import dev.sslsocket.failure.SslHandshakeException;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.SslServerSocketFactory;
import dev.sslsocket.SslSocket;
import dev.sslsocket.actuate.ContextDescriptor;
import dev.sslsocket.actuate.SslContextsEndpoint;
import dev.sslsocket.autoconfigure.actuate.SslSocketEndpointAutoConfiguration;
import dev.sslsocket.autoconfigure.actuate.SslSocketHealthAutoConfiguration;
import dev.sslsocket.reload.ContextReloads;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.CrlMaker;
import dev.sslsocket.testing.TestPki;
import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.testing.program.RunningProgram;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server in a running application whose files are rewritten, seen by openssl.
 */
@ExtendWith(OutputCaptureExtension.class)
@RequiresProgram("openssl")
@Timeout(120)
class ReloadTests {

	private static final TestPki pki = TestPki.create();

	private static final TestPki other = TestPki.create();

	private static final CertifiedKey RENEWED = CertificateMaker.localhost().subject("CN=renewed").issuedBy(pki.ca());

	private final BlockingQueue<SslReason> refused = new LinkedBlockingQueue<>();

	@TempDir
	private Path directory;

	private ReloadedFiles files;

	private ApplicationContextRunner runner;

	@BeforeEach
	void write() {
		this.files = new ReloadedFiles(this.directory).write(pki.server()).trust(pki.ca());
		this.runner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SslSocketAutoConfiguration.class,
					SslSocketHealthAutoConfiguration.class, SslSocketEndpointAutoConfiguration.class))
			.withPropertyValues("management.endpoints.web.exposure.include=*")
			.withInitializer(PropertySources.yaml(this.files.yaml("  client-auth: need")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "-tls1_2", "-tls1_3" })
	void clientWhenItsCaIsSwappedIsRefusedDespiteItsTicket(String protocol) {
		String session = this.directory.resolve("session").toString();
		this.runner.run((context) -> {
			try (SslServerSocket server = listen(context)) {
				int port = server.getLocalPort();
				try (RunningProgram first = this.files.openssl(port, pki.client(), protocol, "-sess_out", session)) {
					assertThat(echoes(first)).startsWith("New, ");
					first.closeInput();
					first.awaitExit();
				}
				try (RunningProgram second = this.files.openssl(port, pki.client(), protocol, "-sess_in", session)) {
					assertThat(echoes(second)).startsWith("Reused, ");
				}
				this.files.trust(other.ca());
				settle(context);
				try (RunningProgram third = this.files.openssl(port, pki.client(), protocol, "-sess_in", session)) {
					third.awaitLine("SSL alert number");
					assertThat(third.standardOutput()).doesNotContain("Reused, ").doesNotContain("hello");
				}
				try (RunningProgram fourth = this.files.openssl(port, other.client(), protocol)) {
					assertThat(echoes(fourth)).startsWith("New, ");
				}
				assertThat(descriptor(context).trust()).isEqualTo("1 CA (CN=Test CA)");
			}
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "-tls1_2", "-tls1_3" })
	void clientWhenItIsRevokedIsRefusedDespiteItsTicket(String protocol) throws Exception {
		Path list = this.directory.resolve("ca.crl");
		Files.writeString(list, CrlMaker.issuedBy(pki.ca()).pem());
		String session = this.directory.resolve("session").toString();
		this.runner
			.withInitializer(PropertySources.yaml(
					this.files.yaml("  client-auth: need", "  revocation:", "    crl: leaf", "    crl-files: " + list)))
			.run((context) -> {
				try (SslServerSocket server = listen(context)) {
					int port = server.getLocalPort();
					try (RunningProgram first = this.files.openssl(port, pki.client(), protocol, "-sess_out",
							session)) {
						assertThat(echoes(first)).startsWith("New, ");
						first.closeInput();
						first.awaitExit();
					}
					try (RunningProgram second = this.files.openssl(port, pki.client(), protocol, "-sess_in",
							session)) {
						assertThat(echoes(second)).startsWith("Reused, ");
					}
					Files.writeString(list, CrlMaker.issuedBy(pki.ca()).revoke(pki.client()).pem());
					settle(context);
					try (RunningProgram third = this.files.openssl(port, pki.client(), protocol, "-sess_in", session)) {
						third.awaitLine("SSL alert number");
						assertThat(third.standardOutput()).doesNotContain("Reused, ").doesNotContain("hello");
					}
					// openssl has the alert before our thread has counted it.
					assertThat(this.refused.poll(30, TimeUnit.SECONDS)).isEqualTo(SslReason.REVOKED);
					assertThat(context.getBean(SslFailures.class).counts()).containsKey(SslReason.REVOKED);
				}
			});
	}

	@Test
	void certificateWhenRenewedIsShownAndLiveConnectionsGoOn() {
		this.runner.run((context) -> {
			try (SslServerSocket server = listen(context);
					RunningProgram live = this.files.openssl(server.getLocalPort(), pki.client())) {
				echoes(live);
				this.files.write(RENEWED);
				settle(context);
				assertThat(subjectShown(server)).isEqualTo("renewed");
				live.send("still here\n");
				live.awaitLine("still here");
				assertThat(live.standardOutput()).contains("CN = localhost").doesNotContain("renewed");
			}
			assertThat(descriptor(context).generation()).isEqualTo(1);
			assertThat(descriptor(context).reload().lastReload()).isNotNull();
		});
	}

	@Test
	void certificateWhenItsKeyIsNotWrittenYetIsNotInForceAndSaysWhy(CapturedOutput output) {
		this.runner.run((context) -> {
			try (SslServerSocket server = listen(context)) {
				RENEWED.writeChain(this.files.certificate());
				settle(context);
				assertStale(context, server, "(application.yml:3:16): ", " is not the key of ", "(CN=renewed, EC 256)");

				// Half of the key: what a full disk leaves.
				String key = RENEWED.privateKeyPem();
				Files.writeString(this.files.key(), key.substring(0, key.length() / 2));
				settle(context);
				assertStale(context, server, "(application.yml:3:16): ", "tls.key'");
				assertThat(output.getAll().split("stays as it is", -1)).hasSize(3);
				assertThat(output).doesNotContain(key.substring(30, 60)).doesNotContain("\tat ");

				Files.writeString(this.files.key(), key);
				settle(context);
				assertThat(subjectShown(server)).isEqualTo("renewed");
				assertThat(health(context).getStatus().getCode()).isEqualTo("UP");
				assertThat(health(context).getDetails()).doesNotContainKey("reloadFailure");
				assertThat(descriptor(context).reload().failure()).isNull();
				assertThat(descriptor(context).generation()).isEqualTo(1);
			}
		});
	}

	private void assertStale(ApplicationContext context, SslServerSocket server, String... reason) {
		assertThat(subjectShown(server)).isEqualTo("localhost");
		Health health = health(context);
		assertThat(health.getStatus().getCode()).isEqualTo("DEGRADED");
		assertThat(health.getDetails().get("reloadFailure")).asString().startsWith("ssl.private-key ").contains(reason);
		assertThat(health.getDetails()).containsKeys("reloadFailingSince", "validCertificates");
		assertThat(descriptor(context).reload().failure()).isEqualTo(health.getDetails().get("reloadFailure"));
		assertThat(descriptor(context).reload().lastReload()).isNull();
		assertThat(descriptor(context).generation()).isZero();
	}

	// The thread, not the test, looks: a secret that Kubernetes mounts, renewed in one
	// step.
	@Test
	@DisabledOnOs(OS.WINDOWS)
	void mountedSecretWhenSwappedIsInForceByItself() throws IOException {
		ReloadedFiles mounted = new ReloadedFiles(Files.createDirectory(this.directory.resolve("mounted")));
		new ReloadedFiles(Files.createDirectory(mounted.directory().resolve("..1"))).write(pki.server())
			.trust(pki.ca());
		new ReloadedFiles(Files.createDirectory(mounted.directory().resolve("..2"))).write(RENEWED).trust(pki.ca());
		Path data = Files.createSymbolicLink(mounted.directory().resolve("..data"), Path.of("..1"));
		for (String name : new String[] { "tls.crt", "tls.key", "ca.crt" }) {
			Files.createSymbolicLink(mounted.directory().resolve(name), Path.of("..data", name));
		}
		this.runner
			.withPropertyValues("ssl.certificate=" + mounted.certificate(), "ssl.private-key=" + mounted.key(),
					"ssl.ca-file=" + mounted.ca())
			.run((context) -> {
				try (SslServerSocket server = listen(context)) {
					CountDownLatch replaced = new CountDownLatch(1);
					context.getBean(SslContexts.class).onReplace((next) -> replaced.countDown());
					assertThat(subjectShown(server)).isEqualTo("localhost");
					Path next = Files.createSymbolicLink(mounted.directory().resolve("..data_tmp"), Path.of("..2"));
					Files.move(next, data, StandardCopyOption.ATOMIC_MOVE);
					assertThat(replaced.await(30, TimeUnit.SECONDS)).isTrue();
					assertThat(subjectShown(server)).isEqualTo("renewed");
				}
			});
	}

	/** Two looks that show the same, as the thread has them after some seconds. */
	private static void settle(ApplicationContext context) {
		context.getBean(ContextReloads.class).check();
		context.getBean(ContextReloads.class).check();
	}

	private SslServerSocket listen(ApplicationContext context) throws IOException {
		SslServerSocket server = context.getBean(SslServerSocketFactory.class)
			.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
		daemon(() -> {
			while (true) {
				SslSocket accepted = server.accept();
				daemon(() -> echo(accepted));
			}
		});
		return server;
	}

	private void echo(SslSocket socket) throws IOException {
		try (socket) {
			socket.getInputStream().transferTo(socket.getOutputStream());
		}
		catch (SslHandshakeException ex) {
			this.refused.add(ex.reason());
		}
	}

	private interface Work {

		void run() throws IOException;

	}

	private static void daemon(Work work) {
		Thread thread = new Thread(() -> {
			try {
				work.run();
			}
			catch (IOException ex) {
				// Closed, or a client that was refused: the client says so.
			}
		});
		thread.setDaemon(true);
		thread.start();
	}

	/** Has a line echoed; returns how the handshake was. */
	private static String echoes(RunningProgram client) {
		String handshake = client.awaitLine("Cipher is");
		client.send("hello\n");
		client.awaitLine("hello");
		return handshake;
	}

	/** The common name of the certificate that a new connection is shown. */
	private String subjectShown(SslServerSocket server) {
		try (RunningProgram client = this.files.openssl(server.getLocalPort(), pki.client())) {
			echoes(client);
			return client.awaitLine("subject=").replaceFirst(".*CN ?= ?", "");
		}
	}

	private static ContextDescriptor descriptor(ApplicationContext context) {
		return context.getBean(SslContextsEndpoint.class).context("default");
	}

	private static Health health(ApplicationContext context) {
		CompositeHealthContributor all = context.getBean(CompositeHealthContributor.class);
		return ((HealthIndicator) all.getContributor("default")).health();
	}

}
