package dev.sslsocket.readme;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslServerSocket;
import dev.sslsocket.SslSocket;
import dev.sslsocket.testing.TestPki;
import dev.sslsocket.testing.TestPkiFiles;
import dev.sslsocket.testing.peer.TlsPeer;
import dev.sslsocket.testing.program.RequiresPerlModule;
import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.testing.program.RunningProgram;
import dev.sslsocket.verify.TrustSource;
import dev.sslsocket.x509.Passphrase;
import dev.sslsocket.x509.SslIdentity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the examples of {@code docs/perl.md}, Java's and Perl's.
 */
class PerlExamplesTests {

	private static final TestPki PKI = TestPki.create();

	private static final String SAID = "hello\nTLSv1.3 TLS_AES_256_GCM_SHA384\n"
			+ "Subject Name: /CN=localhost\nIssuer  Name: /CN=Test CA\n";

	@TempDir
	private Path directory;

	@Test
	void clientTalksToServer() throws Exception {
		TestPkiFiles files = PKI.writeTo(this.directory);
		try (SslServerSocket server = PerlExamples.server(files.serverCertificate(), files.serverKey())) {
			serve(server);
			assertThat(PerlExamples.client(files.ca(), server.getLocalPort())).isEqualTo(SAID);
		}
	}

	/** The ten lines of Perl, as they stand on the page, say the same. */
	@Test
	@RequiresPerlModule("IO::Socket::SSL")
	void perlsClientTalksToServer() throws Exception {
		TestPkiFiles files = PKI.writeTo(this.directory);
		String text = Page.of("docs/perl.md").text();
		int begin = text.indexOf("```perl\n") + "```perl\n".length();
		String tenLines = text.substring(begin, text.indexOf("```", begin));
		assertThat(tenLines).startsWith("use IO::Socket::SSL;");
		try (SslServerSocket server = PerlExamples.server(files.serverCertificate(), files.serverKey())) {
			serve(server);
			try (RunningProgram perl = RunningProgram.start("perl", "-e",
					"my ($port, $ca) = @ARGV; " + tenLines + "print STDERR $line;",
					String.valueOf(server.getLocalPort()), files.ca().toString())) {
				assertThat(perl.awaitExit()).as(perl.standardError()).isZero();
				assertThat(perl.standardError() + perl.standardOutput()).isEqualTo(SAID.replace("TLSv1.3", "TLSv1_3"));
			}
		}
	}

	private static void serve(SslServerSocket server) {
		Thread thread = new Thread(() -> {
			try {
				PerlExamples.serve(server);
			}
			catch (IOException ex) {
				// Closed at the end of the test.
				return;
			}
		});
		thread.setDaemon(true);
		thread.start();
	}

	@Test
	void refusalNamesTheReason() {
		try (TlsPeer peer = TlsPeer.wrongHost(PKI)) {
			assertThat(PerlExamples.refusal(clients().socketFactory(), peer.port()))
				.startsWith("name: hostname_mismatch: connected to 'localhost'");
		}
	}

	@Test
	void startAndStopHandsOutThePlainSocket() throws Exception {
		SslContext context = servers();
		try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				Socket plain = new Socket(listening.getInetAddress(), listening.getLocalPort())) {
			CompletableFuture<Void> peer = CompletableFuture.runAsync(() -> {
				try (SslSocket tls = context.serverSocketFactory().startTls(listening.accept())) {
					tls.getInputStream().readAllBytes();
					tls.stopTls().getOutputStream().write("plain".getBytes(StandardCharsets.US_ASCII));
				}
				catch (IOException ex) {
					throw new IllegalStateException(ex);
				}
			});
			Socket after = PerlExamples.startAndStop(clients().socketFactory(), plain);
			assertThat(after).isSameAs(plain);
			assertThat(after.getInputStream().readNBytes(5)).asString(StandardCharsets.US_ASCII).isEqualTo("plain");
			peer.get(20, TimeUnit.SECONDS);
		}
	}

	@Test
	void startWhenThePeerSpeaksNoTlsGoesOnInClear() throws Exception {
		try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				Socket plain = new Socket(listening.getInetAddress(), listening.getLocalPort())) {
			CompletableFuture<Void> peer = CompletableFuture.runAsync(() -> {
				try (Socket accepted = listening.accept()) {
					// The header of the ClientHello, so that the answer is not too early.
					accepted.getInputStream().readNBytes(5);
					accepted.getOutputStream().write("500 what?\n".getBytes(StandardCharsets.US_ASCII));
					accepted.shutdownOutput();
					String said = new String(accepted.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
					assertThat(said).endsWith("no TLS, then\n");
				}
				catch (IOException ex) {
					throw new IllegalStateException(ex);
				}
			});
			Socket after = PerlExamples.startAndStop(clients().socketFactory(), plain);
			assertThat(after.getInputStream().readNBytes(10)).asString(StandardCharsets.US_ASCII)
				.isEqualTo("500 what?\n");
			after.close();
			peer.get(20, TimeUnit.SECONDS);
		}
	}

	/** The example runs in a JVM of its own, started as inetd would. */
	@Test
	@RequiresProgram("perl")
	void inheritedSocketIsServed() throws Exception {
		TestPkiFiles files = PKI.writeTo(this.directory);
		try (RunningProgram program = RunningProgram.start("perl", "-MIO::Socket::INET", "-MPOSIX=dup2", "-e", """
				$| = 1;
				my $l = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => 0, Listen => 5) or die;
				print 'port ', $l->sockport, "\\n";
				my $s = $l->accept or die;
				dup2(fileno $s, 0) // die;
				exec @ARGV or die;
				""", Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), Inherited.class.getName(), files.serverCertificate().toString(),
				files.serverKey().toString())) {
			int port = Integer.parseInt(program.awaitLine("port ").substring("port ".length()));
			try (SslSocket socket = clients().socketFactory().connect("localhost", port)) {
				assertThat(socket.getInputStream().readAllBytes()).asString(StandardCharsets.US_ASCII)
					.isEqualTo("inherited");
			}
			assertThat(program.awaitExit()).as(program.standardError()).isZero();
		}
	}

	/** The program that the test above starts. */
	static final class Inherited {

		private Inherited() {
		}

		public static void main(String[] arguments) throws IOException {
			SslContext context = SslContext.builder()
				.identity(SslIdentity.load(Path.of(arguments[0]), Path.of(arguments[1]), Passphrase.none()))
				.build();
			try (SslSocket socket = PerlExamples.inherited(context.serverSocketFactory())) {
				socket.getOutputStream().write("inherited".getBytes(StandardCharsets.US_ASCII));
			}
		}

	}

	private static SslContext clients() {
		return SslContext.builder().trust(TrustSource.certificates(PKI.ca().certificate())).build();
	}

	private static SslContext servers() {
		return SslContext.builder()
			.identity(SslIdentity.of(PKI.server().privateKey(),
					PKI.server().chain().toArray(java.security.cert.X509Certificate[]::new)))
			.build();
	}

}
