package dev.sslsocket.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

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
import dev.sslsocket.SslServerSocketFactory;
import dev.sslsocket.SslSocket;
import dev.sslsocket.actuate.ContextDescriptor;
import dev.sslsocket.actuate.SslContextsEndpoint;
import dev.sslsocket.autoconfigure.actuate.SslSocketEndpointAutoConfiguration;
import dev.sslsocket.autoconfigure.actuate.SslSocketHealthAutoConfiguration;
import dev.sslsocket.reload.ContextReloads;
import dev.sslsocket.testing.TestPki;
import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.testing.program.RunningProgram;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keys of session tickets in files that somebody changes while the application runs.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(120)
class TicketKeyFilesTests {

	private static final TestPki pki = TestPki.create();

	@TempDir
	private Path directory;

	private ReloadedFiles files;

	private Path first;

	private Path second;

	private ApplicationContextRunner runner;

	@BeforeEach
	void write() throws IOException {
		this.files = new ReloadedFiles(this.directory).write(pki.server()).trust(pki.ca());
		this.first = key("first");
		this.second = key("second");
		this.runner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SslSocketAutoConfiguration.class,
					SslSocketHealthAutoConfiguration.class, SslSocketEndpointAutoConfiguration.class))
			.withPropertyValues("management.endpoints.web.exposure.include=*")
			.withBean(SslContextCustomizer.class, () -> (name, builder) -> builder.engine("openssl"));
	}

	private static byte[] random() {
		byte[] bytes = new byte[48];
		new SecureRandom().nextBytes(bytes);
		return bytes;
	}

	private Path key(String name) throws IOException {
		return Files.write(this.directory.resolve(name), random());
	}

	private static String name(Path key) throws IOException {
		return HexFormat.of().formatHex(Files.readAllBytes(key), 0, 8);
	}

	private ApplicationContextRunner configured(String... more) {
		return this.runner.withInitializer(PropertySources.yaml(yaml(more)));
	}

	/** A server that does not follow its other files. */
	private String[] yaml(String... more) {
		List<String> lines = new ArrayList<>(
				List.of("ssl:", "  certificate: " + this.files.certificate(), "  private-key: " + this.files.key(),
						"  session-tickets:", "    key-files:", "    - " + this.first, "    - file:" + this.second));
		lines.addAll(List.of(more));
		return lines.toArray(String[]::new);
	}

	@ParameterizedTest
	@RequiresProgram("openssl")
	@ValueSource(strings = { "-tls1_2", "-tls1_3" })
	void sessionWhenKeysAreRotatedIsResumedUntilItsKeyIsGone(String protocol, CapturedOutput output) {
		String session = this.directory.resolve("session").toString();
		configured().run((context) -> {
			try (SslServerSocket server = listen(context);
					RunningProgram open = this.files.openssl(server.getLocalPort(), pki.client(), protocol)) {
				assertThat(echoes(open, "one")).startsWith("New, ");
				assertThat(visit(server, protocol, "-sess_out", session)).startsWith("New, ");
				assertThat(descriptor(context).ticketKeys()).containsExactly(name(this.first), name(this.second));
				String before = name(this.first);
				Files.copy(this.first, this.second, StandardCopyOption.REPLACE_EXISTING);
				Files.write(this.first, random());
				settle(context);
				assertThat(descriptor(context).ticketKeys()).containsExactly(name(this.first), before);
				assertThat(visit(server, protocol, "-sess_in", session)).startsWith("Reused, ");
				Files.write(this.second, random());
				settle(context);
				assertThat(visit(server, protocol, "-sess_in", session)).startsWith("New, ");
				assertThat(echoes(open, "two")).as("a connection from before").isNotEmpty();
				assertThat(descriptor(context).generation()).isZero();
				assertThat(output).contains("Session tickets have new keys from ssl.session-tickets.key-files: ["
						+ name(this.first) + ", " + name(this.second) + "], of which the first encrypts.");
			}
		});
	}

	@Test
	void filesWhenTheyCannotBeUsedKeepTheKeysAndSaySoOnce(CapturedOutput output) {
		configured("  contexts.quiet.session-tickets.enabled: false").run((context) -> {
			List<String> before = descriptor(context).ticketKeys();
			byte[] next = random();
			Files.write(this.first, Arrays.copyOf(next, 20));
			settle(context);
			settle(context);
			String reason = "ssl.session-tickets.key-files: '" + this.first + "' has 20 bytes, and the key of a session"
					+ " ticket has 48: 16 of name, 16 of AES, 16 of HMAC, raw and not as text. Make one: openssl rand 48";
			assertThat(descriptor(context).ticketKeys()).isEqualTo(before);
			assertThat(descriptor(context).reload().failure()).isEqualTo(reason);
			assertThat(health(context, "default").getDetails()).containsEntry("reloadFailure", reason);
			assertThat(context.getBean(SslContextsEndpoint.class).context("quiet").reload()).isNull();
			assertThat(output.getAll().split("Session tickets keep their keys", -1)).hasSize(2);
			assertThat(output).contains("Session tickets keep their keys " + before + ". Their files have changed and"
					+ " cannot be used; they are tried again when they change, and every half minute. " + reason);
			assertThat(output).doesNotContain("\tat ");
			Files.write(this.first, next);
			settle(context);
			assertThat(descriptor(context).ticketKeys()).containsExactly(name(this.first), name(this.second));
			assertThat(descriptor(context).reload()).isNull();
			for (byte[] secret : List.of(next, Files.readAllBytes(this.second))) {
				assertThat(output.getAll())
					.doesNotContain(HexFormat.of().formatHex(secret, 16, 32), HexFormat.of().formatHex(secret, 32, 48),
							Base64.getEncoder().encodeToString(secret))
					.doesNotContain(new String(secret, 16, 32, StandardCharsets.ISO_8859_1));
			}
		});
	}

	// The thread, not the test, looks: a secret that Kubernetes mounts, changed in one
	// step.
	@Test
	@RequiresProgram("openssl")
	@DisabledOnOs(OS.WINDOWS)
	void mountedSecretWhenSwappedIsInForceByItself(CapturedOutput output) throws Exception {
		Path mounted = Files.createDirectory(this.directory.resolve("mounted"));
		for (String version : List.of("..1", "..2")) {
			Files.write(Files.createDirectory(mounted.resolve(version)).resolve("current"), random());
		}
		Path data = Files.createSymbolicLink(mounted.resolve("..data"), Path.of("..1"));
		this.first = Files.createSymbolicLink(mounted.resolve("current"), Path.of("..data", "current"));
		configured().run((context) -> {
			String before = name(this.first);
			assertThat(descriptor(context).ticketKeys()).contains(before);
			Path next = Files.createSymbolicLink(mounted.resolve("..data_tmp"), Path.of("..2"));
			Files.move(next, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
			assertThat(name(this.first)).isNotEqualTo(before);
			try (SslServerSocket server = listen(context)) {
				while (!descriptor(context).ticketKeys().contains(name(this.first))) {
					visit(server, "-tls1_3");
				}
			}
			assertThat(output).contains("Session tickets follow the files of their keys: [" + before);
		});
	}

	@Test
	void contextsWhenTheyInheritKeysHaveTheSameAndAfterAReloadTheSame() {
		configured("  reload-on-update: true", "  contexts:", "    orders.read-timeout: 1",
				"    quiet.session-tickets.enabled: false", "    own.session-tickets.key-files: " + this.second)
			.run((context) -> {
				SslContexts contexts = context.getBean(SslContexts.class);
				var keys = contexts.getDefault().ticketKeys().orElseThrow();
				assertThat(contexts.get("orders").ticketKeys()).containsSame(keys);
				assertThat(contexts.get("quiet").ticketKeys()).isEmpty();
				assertThat(contexts.get("own").ticketKeys().orElseThrow().names()).containsExactly(name(this.second));
				this.files.write(pki.server()).write(TestPki.create().server());
				settle(context);
				assertThat(contexts.generation("default")).isEqualTo(1);
				assertThat(contexts.getDefault().ticketKeys()).containsSame(keys);
				Files.write(this.first, random());
				settle(context);
				assertThat(keys.names()).startsWith(name(this.first));
				assertThat(contexts.generation("default")).isEqualTo(1);
			});
	}

	@Test
	void filesWhenTheyAreWrongAreNamedWithTheWayOut() throws IOException {
		String list = "ssl.session-tickets.key-files";
		PropertyErrorsTests.assertRefused(list + " (application.yml:1:31) is empty. Name a file of 48 random bytes, or"
				+ " leave it out for keys that each server makes itself", list + ":");
		PropertyErrorsTests.assertRefused(
				list + "[1] (application.yml:3:5): '" + this.directory + "/third' does not exist.", list + ":",
				"  - " + this.first, "  - " + this.directory + "/third");
		Path third = Files.copy(this.first, this.directory.resolve("third"));
		PropertyErrorsTests.assertRefused(
				list + "[1] (application.yml:3:5): '" + third + "' holds a key whose name, its first 16 bytes, is that"
						+ " of '" + this.first + "'. Name each key once",
				list + ":", "  - " + this.first, "  - " + third);
		Files.write(third, new byte[80]);
		PropertyErrorsTests.assertRefused(list + " (application.yml:1:32): '" + third + "' has 80 bytes, nginx's form"
				+ " of a key for AES-256, and BoringSSL's engine takes AES-128 only. Make one of 48 bytes: openssl rand 48",
				list + ": " + third);
		for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
			// In base64 these are +/ and -_.
			byte[] key = random();
			key[0] = (byte) 0xfb;
			key[1] = (byte) 0xff;
			PropertyErrorsTests.assertRefused(
					list + " (application.yml:1:32) is not a file, and looks like a key: write"
							+ " that to a file, as 48 raw bytes, and name the file. (The value is not shown.)",
					list + ": '" + encoder.encodeToString(key) + "'");
		}
	}

	@Test
	void keysWhenTheEngineTakesNoneAreRefusedAndWhenNothingIsResumed() {
		PropertyErrorsTests.assertRefused(
				"ssl.session-tickets.key-files (application.yml:6:7) asks for keys of session tickets that are given"
						+ " to it, which the JDK's engine does not have. Leave it out, or take engine: openssl",
				yaml());
		PropertyErrorsTests.assertRefused("ssl.session-tickets.key-files (application.yml:6:7) are for tickets, and"
				+ " session-tickets.enabled is false. Leave out one of the two", yaml("    enabled: false"));
	}

	private static void settle(ApplicationContext context) {
		context.getBean(ContextReloads.class).check();
		context.getBean(ContextReloads.class).check();
	}

	private static SslServerSocket listen(ApplicationContext context) throws IOException {
		SslServerSocket server = context.getBean(SslServerSocketFactory.class)
			.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
		daemon(() -> {
			while (true) {
				SslSocket accepted = server.accept();
				daemon(() -> {
					try (accepted) {
						accepted.getInputStream().transferTo(accepted.getOutputStream());
					}
				});
			}
		});
		return server;
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
				// The other end is gone.
				return;
			}
		}, "ticket test");
		thread.setDaemon(true);
		thread.start();
	}

	private String visit(SslServerSocket server, String... options) {
		try (RunningProgram client = this.files.openssl(server.getLocalPort(), pki.client(), options)) {
			String handshake = echoes(client, "hello");
			client.closeInput();
			client.awaitExit();
			return handshake;
		}
	}

	private static String echoes(RunningProgram client, String word) {
		String handshake = client.awaitLine("Cipher is");
		client.send(word + "\n");
		client.awaitLine(word);
		return handshake;
	}

	private static ContextDescriptor descriptor(ApplicationContext context) {
		return context.getBean(SslContextsEndpoint.class).context("default");
	}

	private static Health health(ApplicationContext context, String name) {
		CompositeHealthContributor all = context.getBean(CompositeHealthContributor.class);
		return ((HealthIndicator) all.getContributor(name)).health();
	}

}
