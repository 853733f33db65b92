package dev.sslsocket.sample;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import dev.sslsocket.testing.program.RunningProgram;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sample as a process of its own, in an environment that is not its own.
 */
class SampleProcessTests {

	@Test
	void startWhenOpensslsVariablesAreSetChangesNothing() {
		ProcessBuilder java = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-cp", System.getProperty("java.class.path"), SampleApplication.class.getName(), "--server.port=0",
				"--sample.echo-port=0", "--sample.mutual-port=0", "--sample.line-port=0", "--sample.loop-port=0");
		java.environment().put("SSL_CERT_FILE", "/nowhere/ca-certificates.crt");
		java.environment().put("SSL_CERT_DIR", "/nowhere/certs");
		try (RunningProgram sample = RunningProgram.start(java)) {
			assertThat(sample.awaitLine("Self-check of TLS")).endsWith(", peer CN=localhost, verified");
			assertThat(sample.awaitLine("Self-check of mutual TLS")).endsWith(", peer CN=localhost, verified");
			assertThat(sample.awaitLine("Self-check of STARTTLS")).endsWith(", peer CN=localhost, verified");
			assertThat(sample.standardOutput()).doesNotContain(" WARN ").doesNotContain("SSL_CERT");
		}
	}

}
