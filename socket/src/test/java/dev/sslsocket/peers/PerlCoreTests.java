package dev.sslsocket.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

import dev.sslsocket.EofPolicy;
import dev.sslsocket.ErrorTrap;
import dev.sslsocket.line.LineReader;
import dev.sslsocket.SslContext;
import dev.sslsocket.SslContextBuilder;
import dev.sslsocket.SslServerSocket;
import dev.sslsocket.SslSocket;
import dev.sslsocket.TlsState;
import dev.sslsocket.failure.NotTlsException;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.KeyEncryption;
import dev.sslsocket.testing.program.RequiresPerlModule;
import dev.sslsocket.verify.ClientAuth;
import dev.sslsocket.verify.TrustSource;
import dev.sslsocket.x509.Passphrase;
import dev.sslsocket.x509.SslIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.sslsocket.peers.PerlConversation.read;
import static dev.sslsocket.peers.PerlConversation.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The module's canonical script, t/core.t: a client who speaks in clear, one with a
 * certificate whose key is encrypted, every way to write and to read, and a second one in
 * the same context. Perl is the client of our server, then the server of our client.
 */
@RequiresPerlModule("IO::Socket::SSL")
class PerlCoreTests {

	private static final String TLS_ONLY = "This server is SSL only";

	private static final byte[] PADDED = "00waaaanf00".getBytes(StandardCharsets.US_ASCII);

	/** What {@code printf} makes of the script's format. */
	private static final String PRINTED = "$1.04\n4\ny\nTest\nBeaver\nBeaver\n";

	@TempDir
	private Path directory;

	private Path serverKey;

	private Path clientKey;

	private PerlPeer perl;

	@BeforeEach
	void start() throws Exception {
		this.serverKey = encrypted(Material.PKI.server(), "server.enc", "bluebell");
		this.clientKey = encrypted(Material.PKI.client(), "client.enc", "opossum");
		this.perl = PerlPeer.start();
	}

	private Path encrypted(CertifiedKey key, String name, String passphrase) throws IOException {
		return Files.writeString(this.directory.resolve(name),
				key.encryptedPrivateKeyPem(KeyEncryption.TRADITIONAL_AES_256_CBC, passphrase));
	}

	@AfterEach
	void stop() {
		this.perl.close();
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void clientHalfOfTheScriptIsServedByUs(String protocol) throws Exception {
		ErrorTrap trap = (plain, failure) -> {
			try (plain) {
				write(plain, TLS_ONLY);
			}
			catch (Exception ex) {
				throw new IOException(ex);
			}
		};
		// The script shuts TCP down in the middle, which by the book is a truncation.
		SslContext context = context(protocol, (builder) -> builder
			.identity(SslIdentity.load(Material.FILES.serverCertificate(), this.serverKey, passphrase("bluebell")))
			.clientAuth(ClientAuth.NEED)
			.eofPolicy(EofPolicy.LENIENT)
			.errorTrap(trap));
		try (SslServerSocket server = context.serverSocketFactory()
			.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
			String connect = "connect " + server.getLocalPort();
			expect(connect, "ok");
			expect("write Test\\n", "5");
			try (SslSocket refused = server.accept()) {
				assertThatExceptionOfType(NotTlsException.class).isThrownBy(refused::startHandshake);
				assertThat(refused.tlsState()).isEqualTo(TlsState.FAILED);
			}
			expect("line \\n", "'" + TLS_ONLY + "'");
			expect("line \\n", "end");

			expect(connect, "ok");
			String options = " SSL_version=" + protocol.replace('.', '_') + " SSL_ca_file=" + Material.FILES.ca()
					+ " SSL_hostname=localhost SSL_verify_mode=1 SSL_use_cert=1 SSL_cert_file="
					+ Material.FILES.clientCertificate() + " SSL_key_file=" + this.clientKey + " passphrase=opossum";
			PerlPeer.Answer started = this.perl.tell("start client tell=1" + options);
			SslSocket client = server.accept();
			// What accept returns in list context besides.
			assertThat(((InetSocketAddress) client.getRemoteSocketAddress()).getAddress())
				.isEqualTo(InetAddress.getLoopbackAddress());
			client.startHandshake();
			assertThat(started.await()).startsWith(protocol.replace('.', '_') + " " + client.cipher() + " ");
			assertThat(client.peerCertificate().commonName()).isEqualTo("test client");
			expect("verified", "1 1 /CN=Test CA/CN=Test CA, 0 1 /CN=Test CA/CN=localhost");
			expect("dump", shown(client.localCertificate().dump()));
			serve(client);
			assertThat(client.tlsState()).isEqualTo(TlsState.OPEN);
			client.close();
			assertThat(client.tlsState()).isEqualTo(TlsState.CLOSED);
			assertThat(client.closedCleanly()).isFalse();
			readAll();

			expect("context client" + options, "ok");
			expect(connect, "ok");
			PerlPeer.Answer again = this.perl.tell("from_fd");
			try (SslSocket second = server.accept()) {
				write(second, "Boojums\n");
				assertThat(again.await()).isEqualTo("ok");
				expect("line \\n", "'Boojums\\x0a'");
			}
			expect("line \\n", "end");
		}
	}

	private void serve(SslSocket client) throws Exception {
		PerlPeer.Answer written = this.perl.tell("syswrite 2 7 00waaaanf00");
		byte[] buffer = new byte[9];
		assertThat(client.peek(buffer, 2, 7)).isEqualTo(7);
		assertThat(text(buffer)).isEqualTo("\0\0waaaanf");
		assertThat(client.pending()).isEqualTo(7);
		assertThat(written.await()).isEqualTo("7");
		write(client, "ok");
		expect("read 2", "'ok'");
		buffer = new byte[9];
		assertThat(client.getInputStream().read(buffer, 2, 7)).isEqualTo(7);
		assertThat(text(buffer)).isEqualTo("\0\0waaaanf");
		expect("printf", "ok");
		expect("shutdown", "ok");
		assertThatLinesAreWhatWasPrinted(LineReader.over(client));
		client.getOutputStream().write(PADDED, 2, 7);
		write(client, "Test\n");
		write(client, PRINTED);
	}

	/** The script's reading of what we wrote, to its end. */
	private void readAll() {
		expect("sysread_at 2 7 __aaaaaaaaaaaaaaaaaaaa", "'__waaaanf'");
		expect("line \\n", "'Test\\x0a'");
		expect("getc", "'$'");
		expect("getlines", "'1.04\\x0a' '4\\x0a' 'y\\x0a' 'Test\\x0a' 'Beaver\\x0a' 'Beaver\\x0a'");
		expect("line \\n", "end");
		expect("received", "2");
		expect("cut", "ok");
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void serverHalfOfTheScriptServesUs(String protocol) throws Exception {
		int port = Integer.parseInt(this.perl.ask("listen"));
		String start = "start server SSL_version=" + protocol.replace('.', '_') + " SSL_verify_mode=3 SSL_ca_file="
				+ Material.FILES.ca() + " SSL_cert_file=" + Material.FILES.serverCertificate() + " SSL_key_file="
				+ this.serverKey + " passphrase=bluebell";
		try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port)) {
			expect("accept", "ok");
			write(plain, "Test\n");
			assertThat(this.perl.ask(start + " trap=" + TLS_ONLY.replace(' ', '_'))).startsWith("failed: ");
			LineReader lines = LineReader.over(plain);
			assertThat(lines.readLine()).isEqualTo(TLS_ONLY);
			assertThat(lines.readLine()).isNull();
		}
		List<String> verified = new CopyOnWriteArrayList<>();
		SslContext context = context(protocol, (builder) -> builder
			// The script's server goes on when its client has ended its direction.
			.engine("jdk")
			.identity(SslIdentity.load(Material.FILES.clientCertificate(), this.clientKey, passphrase("opossum")))
			.verifyCallback((event) -> {
				verified.add(event.depth() + " " + event.ok() + " " + event.certificate().getSubjectX500Principal());
				return event.ok();
			}));
		try (SslSocket server = connect(context, port, start)) {
			assertThat(verified).containsExactly("1 true CN=Test CA", "0 true CN=localhost");
			assertThat(server.peerCertificate().issuer()).isEqualTo("CN=Test CA");
			expect("certificate", "test client");
			assertThat(server.dumpPeerCertificate())
				.isEqualTo("Subject Name: /CN=localhost\nIssuer  Name: /CN=Test CA\n");
			server.getOutputStream().write(PADDED, 2, 7);
			expect("peek 7", "'waaaanf'");
			expect("pending", "7");
			expect("write ok", "2");
			assertThat(read(server, 2)).isEqualTo("ok");
			expect("sysread_at 2 7 __", "'__waaaanf'");
			write(server, "Test\n");
			write(server, PRINTED);
			server.shutdownOutput();
			expect("line \\n", "'Test\\x0a'");
			expect("getc", "'$'");
			expect("getlines", "'1.04\\x0a' '4\\x0a' 'y\\x0a' 'Test\\x0a' 'Beaver\\x0a' 'Beaver\\x0a'");
			expect("syswrite 2 7 00waaaanf00", "7");
			expect("printf", "ok");
			expect("close", "ok");
			byte[] buffer = new byte[22];
			assertThat(server.getInputStream().read(buffer, 2, 7)).isEqualTo(7);
			assertThat(text(buffer)).isEqualTo("\0\0waaaanf" + "\0".repeat(13));
			LineReader lines = LineReader.over(server);
			assertThatLinesAreWhatWasPrinted(lines);
			assertThat(lines.readLine()).isNull();
			assertThat(server.closedCleanly()).isTrue();
		}
		try (SslSocket server = connect(context, port, start)) {
			expect("write Boojums\\n", "8");
			assertThat(LineReader.over(server).readLine()).isEqualTo("Boojums");
		}
	}

	private SslSocket connect(SslContext context, int port, String start) throws Exception {
		this.perl.tell("accept");
		PerlPeer.Answer started = this.perl.tell(start);
		SslSocket server = context.socketFactory().connect("localhost", port);
		assertThat(started.await()).contains(" " + server.cipher() + " ");
		return server;
	}

	private static void assertThatLinesAreWhatWasPrinted(LineReader lines) throws IOException {
		assertThat(lines.readLine()).isEqualTo("Test");
		assertThat(lines.read()).isEqualTo('$');
		assertThat(lines.lines()).containsExactly("1.04", "4", "y", "Test", "Beaver", "Beaver");
	}

	private static SslContext context(String protocol, UnaryOperator<SslContextBuilder> more) {
		return Material.bare((builder) -> more
			.apply(builder.protocols(protocol).trust(TrustSource.certificates(Material.PKI.ca().certificate()))));
	}

	private static Passphrase passphrase(String text) {
		return Passphrase.of(text.toCharArray());
	}

	private void expect(String command, String answer) {
		assertThat(this.perl.ask(command)).as(command).isEqualTo(answer);
	}

	private static String shown(String text) {
		return "'" + text.replace("\n", "\\x0a") + "'";
	}

	private static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.US_ASCII);
	}

}
