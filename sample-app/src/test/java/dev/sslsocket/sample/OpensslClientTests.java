package dev.sslsocket.sample;

import java.util.ArrayList;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.system.CapturedOutput;

import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.testing.program.RunningProgram;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code openssl s_client} against the TLS servers.
 */
@SampleTest
@RequiresProgram("openssl")
class OpensslClientTests {

	@Autowired
	@Qualifier("echo")
	private Listener echo;

	@Autowired
	@Qualifier("mutual")
	private Listener mutual;

	@ParameterizedTest
	@ValueSource(strings = { "-tls1_2", "-tls1_3" })
	void lineWhenServerIsVerifiedIsEchoed(String version) {
		try (RunningProgram client = client(this.echo, version)) {
			client.send("hello from openssl\n");
			assertThat(client.awaitLine("hello")).isEqualTo("hello from openssl");
		}
	}

	@Test
	void serverWhenClientTrustsAnotherCaIsRefusedByTheClient(CapturedOutput output) {
		try (RunningProgram client = RunningProgram.start("openssl", "s_client", "-connect", address(this.echo),
				"-quiet", "-verify_return_error", "-CAfile", DemoFiles.path("client-cert.pem"))) {
			assertThat(client.awaitExit()).isNotZero();
			assertThat(client.standardError()).contains("certificate verify failed");
		}
		Awaitility.await().until(() -> output.getOut().contains("the peer sent the alert unknown_ca"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "-tls1_2", "-tls1_3" })
	void lineWhenClientShowsItsCertificateIsEchoed(String version) {
		try (RunningProgram client = client(this.mutual, version, "-cert", DemoFiles.path("client-cert.pem"), "-key",
				DemoFiles.path("client-key.pem"))) {
			client.send("hello from the demo client\n");
			assertThat(client.awaitLine("hello")).isEqualTo("hello from the demo client");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "-tls1_2", "-tls1_3" })
	void clientWhenWithoutCertificateSeesAnAlertAndTheLogNamesTheReason(String version, CapturedOutput output) {
		try (RunningProgram client = client(this.mutual, version)) {
			assertThat(client.awaitExit()).isNotZero();
			// In TLS 1.2 the alert is ours; in TLS 1.3 JDK 17 and 25 differ.
			assertThat(client.standardError()).containsPattern(version.equals("-tls1_3")
					? "alert (bad certificate|certificate required)" : "alert handshake failure");
		}
		Awaitility.await()
			.until(() -> output.getOut().contains("Context 'mutual', server: certificate_required: 127.0.0.1:"));
		assertThat(output.getOut()).contains("presented no certificate, and context 'mutual' requires one");
	}

	@Test
	void clientWhenItsCertificateIsForServersIsRefusedWithTheReason(CapturedOutput output) {
		try (RunningProgram client = client(this.mutual, "-tls1_3", "-cert", DemoFiles.path("server-cert.pem"), "-key",
				DemoFiles.path("server-key.pem"))) {
			assertThat(client.awaitExit()).isNotZero();
			assertThat(client.standardError()).contains("alert");
		}
		Awaitility.await().until(() -> output.getOut().contains("Context 'mutual', server: unsuitable_certificate: "));
	}

	private static RunningProgram client(Listener server, String... more) {
		List<String> command = new ArrayList<>(List.of("openssl", "s_client", "-connect", address(server), "-quiet",
				"-verify_return_error", "-CAfile", DemoFiles.path("my-ca.pem")));
		command.addAll(List.of(more));
		return RunningProgram.start(command.toArray(String[]::new));
	}

	private static String address(Listener server) {
		return "127.0.0.1:" + server.port();
	}

}
