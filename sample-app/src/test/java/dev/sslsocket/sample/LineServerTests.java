package dev.sslsocket.sample;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import org.assertj.core.api.ThrowingConsumer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.system.CapturedOutput;

import dev.sslsocket.SslSocket;
import dev.sslsocket.SslSocketFactory;
import dev.sslsocket.connection.SslConnections;
import dev.sslsocket.testing.program.RequiresPerlModule;
import dev.sslsocket.testing.program.RunningProgram;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The line server: what is in clear, what is in TLS, and what must not pass from the one
 * to the other.
 */
@SampleTest
class LineServerTests {

	private static final String PERL_CLIENT = """
			use IO::Socket::INET;
			use IO::Socket::SSL;
			$| = 1;
			my ($port, $ca) = @ARGV;
			my $socket = IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $port) or die "connect: $!";
			sub ask { my ($line) = @_; print $socket "$line\\n"; my $answer = <$socket>; chomp $answer; return $answer }
			for my $round (1 .. 3) {
				print ask("clear $round"), "\\n";
				die 'STARTTLS' unless ask('STARTTLS') eq 'OK';
				IO::Socket::SSL->start_SSL($socket, SSL_ca_file => $ca, SSL_verify_mode => SSL_VERIFY_PEER,
					SSL_verifycn_name => 'localhost', SSL_verifycn_scheme => 'http') or die $SSL_ERROR;
				print ask("secret $round"), ' by ', $socket->get_cipher, "\\n";
				die 'STOPTLS' unless ask('STOPTLS') eq 'OK';
				$socket->stop_SSL or die 'stop_SSL';
			}
			print ask('last'), "\\n";
			""";

	@Autowired
	@Qualifier("line")
	private Listener server;

	@Autowired
	private SslSocketFactory clients;

	@Autowired
	private SslConnections connections;

	private Socket socket;

	@BeforeEach
	void connect() throws IOException {
		this.socket = new Socket("127.0.0.1", this.server.port());
		this.socket.setSoTimeout(10_000);
	}

	@AfterEach
	void close() throws IOException {
		this.socket.close();
	}

	@Test
	void tlsWhenStartedAndStoppedThreeTimesLosesNoLine() throws IOException {
		for (int round = 1; round <= 3; round++) {
			assertThat(ask("clear " + round)).isEqualTo("clear " + round);
			assertThat(ask("STARTTLS")).isEqualTo("OK");
			SslSocket tls = this.clients.startTls(this.socket, "localhost");
			this.socket = tls;
			assertThat(ask("secret " + round)).isEqualTo("secret " + round);
			assertThat(tls.peerCertificate().subject()).isEqualTo("CN=localhost");
			assertThat(ask("STOPTLS")).isEqualTo("OK");
			this.socket = tls.stopTls();
		}
		assertThat(ask("last")).isEqualTo("last");
		Awaitility.await().until(() -> this.connections.size() == 0);
	}

	@Test
	@RequiresPerlModule("IO::Socket::SSL")
	void tlsWhenStartedAndStoppedByPerlLosesNoLine() {
		try (RunningProgram perl = RunningProgram.start("perl", "-e", PERL_CLIENT, String.valueOf(this.server.port()),
				DemoFiles.path("my-ca.pem"))) {
			assertThat(perl.awaitExit()).as(perl.standardError()).isZero();
			assertThat(perl.standardOutput().lines()).satisfiesExactly(is("clear 1"), startsWith("secret 1 by TLS_"),
					is("clear 2"), startsWith("secret 2 by TLS_"), is("clear 3"), startsWith("secret 3 by TLS_"),
					is("last"));
		}
	}

	@Test
	void commandWhenInjectedBehindStartTlsIsRefusedAndNeverObeyed(CapturedOutput output) throws IOException {
		say("STARTTLS\ninjected\n");
		assertThat(answer()).isEqualTo("OK");
		assertThat(answer()).isNull();
		Awaitility.await().until(() -> output.getOut().contains("not_tls: "));
		assertThat(output.getOut()).contains("sent \"injected\", not TLS");
	}

	@Test
	void clientHelloWhenItComesWithStartTlsIsTaken() throws IOException {
		SslSocket tls = this.clients.startTls(new EagerSocket(this.socket), "localhost");
		this.socket = tls;
		assertThat(ask("eager")).isEqualTo("eager");
	}

	@Test
	void linesWhenSentWithinTlsBehindStopTlsAreRefused(CapturedOutput output) throws IOException {
		assertThat(ask("STARTTLS")).isEqualTo("OK");
		this.socket = this.clients.startTls(this.socket, "localhost");
		say("STOPTLS\nsmuggled\n");
		assertThat(answer()).isNull();
		Awaitility.await().until(() -> output.getOut().contains("went on within TLS after STOPTLS"));
	}

	@Test
	void commandsWhenOnTheWrongSideAreLinesLikeAnyOther() throws IOException {
		assertThat(ask("STOPTLS")).isEqualTo("STOPTLS");
		assertThat(ask("STARTTLS")).isEqualTo("OK");
		this.socket = this.clients.startTls(this.socket, "localhost");
		assertThat(ask("STARTTLS")).isEqualTo("STARTTLS");
	}

	private @Nullable String ask(String line) throws IOException {
		say(line + "\n");
		return answer();
	}

	private void say(String text) throws IOException {
		this.socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
	}

	/** A line, read byte by byte so that nothing beyond it is taken. */
	private @Nullable String answer() throws IOException {
		StringBuilder line = new StringBuilder();
		for (int next = this.socket.getInputStream().read(); next != '\n'; next = this.socket.getInputStream().read()) {
			if (next < 0) {
				return null;
			}
			line.append((char) next);
		}
		return line.toString();
	}

	private static ThrowingConsumer<String> is(String line) {
		return (actual) -> assertThat(actual).isEqualTo(line);
	}

	private static ThrowingConsumer<String> startsWith(String line) {
		return (actual) -> assertThat(actual).startsWith(line);
	}

}
