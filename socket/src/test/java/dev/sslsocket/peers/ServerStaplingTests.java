package dev.sslsocket.peers;

import java.nio.file.Files;
import java.nio.file.Path;

import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.testing.program.RunningProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server of ours staples, when its JVM was started with the JDK's property for it.
 */
@RequiresProgram("openssl")
@Timeout(60)
class ServerStaplingTests {

	private static final String STAPLE = "-Djdk.tls.server.enableStatusRequestExtension=true";

	private static final CertifiedKey CA = Material.PKI.ca();

	@TempDir
	private Path directory;

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void serverWhenItsJvmMayStapleStaples(String protocol) throws Exception {
		try (OpensslResponder responder = OpensslResponder.start(this.directory, CA, "-ndays", "1");
				RunningProgram ours = start(responder.server("GOOD"), true, STAPLE);
				RunningProgram client = Openssl.client(Openssl.port(ours), protocol, "-status")) {
			assertThat(client.awaitLine("OCSP Response Status: ")).contains("successful (0x0)");
			assertThat(client.awaitLine("Cert Status: ")).contains("good");
			client.closeInput();
			assertThat(client.awaitExit()).isZero();
		}
	}

	// The JDK looks for the issuer in the chain that is presented.
	@Test
	void serverWhenItsChainIsTheLeafAloneDoesNotStaple() throws Exception {
		assertThatNothingIsStapled(false, STAPLE);
	}

	@Test
	void serverWhenItsJvmIsAsUsualDoesNotStaple() throws Exception {
		assertThatNothingIsStapled(true);
	}

	private void assertThatNothingIsStapled(boolean withIssuer, String... jvmOptions) throws Exception {
		try (OpensslResponder responder = OpensslResponder.start(this.directory, CA, "-ndays", "1");
				RunningProgram ours = start(responder.server("GOOD"), withIssuer, jvmOptions);
				RunningProgram client = Openssl.client(Openssl.port(ours), "TLSv1.3", "-status")) {
			assertThat(client.awaitLine("OCSP response: ")).contains("no response sent");
		}
	}

	private RunningProgram start(CertifiedKey server, boolean withIssuer, String... jvmOptions) throws Exception {
		Path chain = Files.writeString(this.directory.resolve("chain.pem"),
				server.pem() + (withIssuer ? CA.certificatePem() : ""));
		Path key = server.writePrivateKey(this.directory.resolve("key.pem"));
		return StaplingServer.start(chain, key, jvmOptions);
	}

}
