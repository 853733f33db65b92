package dev.sslsocket.testing.program;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.net.ssl.SSLSocket;

import dev.sslsocket.testing.TestPki;
import dev.sslsocket.testing.TestPkiFiles;
import dev.sslsocket.testing.peer.TlsPeer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The programs that the interoperability tests start, each once: these are the patterns
 * to copy.
 */
class RealPeerTests {

	private static final TestPki pki = TestPki.create();

	@TempDir
	private Path directory;

	private TestPkiFiles files;

	@BeforeEach
	void writeFiles() {
		this.files = pki.writeTo(this.directory);
	}

	@Test
	@RequiresProgram("openssl")
	void opensslServerTellsItsPort() throws Exception {
		try (RunningProgram server = RunningProgram.start("openssl", "s_server", "-accept", "127.0.0.1:0", "-rev",
				"-cert", this.files.serverCertificate().toString(), "-key", this.files.serverKey().toString())) {
			String line = server.awaitLine("ACCEPT");
			int port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
			assertThat(ask(port, "hello")).isEqualTo("olleh");
		}
	}

	@Test
	@RequiresProgram("openssl")
	void opensslClientTalksThroughItsStreams() {
		try (TlsPeer server = TlsPeer.sound(pki);
				RunningProgram client = RunningProgram.start("openssl", "s_client", "-quiet", "-verify_return_error",
						"-CAfile", this.files.ca().toString(), "-connect", "127.0.0.1:" + server.port())) {
			client.send("hello\n");
			assertThat(client.awaitLine("hello")).isEqualTo("hello");
		}
	}

	@Test
	@RequiresPerlModule("IO::Socket::SSL")
	void perlServerTellsItsPort() throws Exception {
		String script = """
				use IO::Socket::SSL;
				$| = 1;
				my $server = IO::Socket::SSL->new(LocalAddr => '127.0.0.1', LocalPort => 0, Listen => 1,
					SSL_cert_file => $ARGV[0], SSL_key_file => $ARGV[1]) or die $SSL_ERROR;
				print 'port ', $server->sockport, "\\n";
				my $client = $server->accept or die $SSL_ERROR;
				print $client scalar reverse(substr(<$client>, 0, -1)), "\\n";
				close $client;
				""";
		try (RunningProgram server = RunningProgram.start("perl", "-e", script,
				this.files.serverCertificate().toString(), this.files.serverKey().toString())) {
			int port = Integer.parseInt(server.awaitLine("port").substring("port ".length()));
			assertThat(ask(port, "hello")).isEqualTo("olleh");
			assertThat(server.awaitExit()).isZero();
		}
	}

	@Test
	@RequiresProgram("nginx")
	void nginxStaysInTheForeground() throws Exception {
		int port = FreePort.find();
		Path configuration = Files.writeString(this.directory.resolve("nginx.conf"), """
				daemon off;
				pid nginx.pid;
				error_log stderr;
				events { }
				http {
					access_log off;
					client_body_temp_path body;
					proxy_temp_path proxy;
					fastcgi_temp_path fastcgi;
					uwsgi_temp_path uwsgi;
					scgi_temp_path scgi;
					server {
						listen 127.0.0.1:%d ssl;
						ssl_certificate %s;
						ssl_certificate_key %s;
						return 204;
					}
				}
				""".formatted(port, this.files.serverCertificate(), this.files.serverKey()));
		try (RunningProgram nginx = RunningProgram.start("nginx", "-e", "stderr", "-p", this.directory.toString(), "-c",
				configuration.toString())) {
			nginx.awaitPort(port);
			assertThat(ask(port, "GET / HTTP/1.0\r\n\r")).isEqualTo("HTTP/1.1 204 No Content");
		}
	}

	private static String ask(int port, String line) throws IOException {
		try (SSLSocket socket = (SSLSocket) pki.jdkAnonymousClientContext()
			.getSocketFactory()
			.createSocket("127.0.0.1", port)) {
			socket.setSoTimeout(10_000);
			socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
			return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
				.readLine();
		}
	}

}
