package dev.sslsocket.peers;

import java.nio.file.Files;
import java.nio.file.Path;

import dev.sslsocket.SslSocket;
import dev.sslsocket.engine.EngineUnderTest;
import dev.sslsocket.failure.SslHandshakeException;
import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.testing.program.RunningProgram;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * What {@code jdk.tls.disabledAlgorithms} disables stays disabled whichever engine is
 * used: ours in JVMs whose policy is stricter, and peers that know no better.
 */
@Timeout(60)
class JvmPolicyTests {

	private static final int HANDSHAKE_FAILURE = 40;

	@TempDir
	private Path directory;

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.3", "TLSv1.2" })
	@RequiresProgram("openssl")
	void serverWhenItsJvmDisablesAGroupRefusesWhoHasNoOther(String protocol) throws Exception {
		try (RunningProgram ours = server(protocol, "x25519")) {
			assertThat(ours.awaitLine("OFFERS ")).contains("secp256r1").doesNotContainIgnoringCase("x25519");
			try (RunningProgram openssl = Openssl.client(Openssl.port(ours), protocol, "-groups", "X25519")) {
				assertThat(Openssl.awaitAlert(openssl)).isEqualTo(HANDSHAKE_FAILURE);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.3", "TLSv1.2" })
	@RequiresProgram("openssl")
	void serverWhenItsJvmDisablesAGroupTakesAnother(String protocol) throws Exception {
		try (RunningProgram ours = server(protocol, "x25519");
				RunningProgram openssl = Openssl.client(Openssl.port(ours), protocol, "-groups", "X25519:P-256")) {
			assertThat(ours.awaitLine("SPOKE ")).isEqualTo("SPOKE " + protocol);
			openssl.send("echo\n");
			openssl.awaitLine("echo");
		}
	}

	@ParameterizedTest
	@CsvSource({ "x25519", "x25519mlkem768" })
	void serverWhenItsJvmDisablesAHybridOrItsCurveRefusesTheHybrid(String disabled) throws Exception {
		assumeThat(EngineUnderTest.isNative()).as("ML-KEM, from JDK 27 or with the native engine").isTrue();
		try (RunningProgram ours = server("TLSv1.3", disabled)) {
			assertThat(ours.awaitLine("OFFERS ")).doesNotContain("X25519MLKEM768");
			assertThatExceptionOfType(SslHandshakeException.class).isThrownBy(() -> {
				try (SslSocket socket = Material.client((builder) -> builder.groups("X25519MLKEM768"))
					.socketFactory()
					.connect("localhost", Openssl.port(ours))) {
					socket.startHandshake();
				}
			});
		}
	}

	@Test
	void groupsWhenTheJvmDisablesOneAreRefusedWithTheReason() throws Exception {
		assumeThat(EngineUnderTest.isNative() || Runtime.version().feature() >= 20).as("groups, from JDK 20").isTrue();
		try (RunningProgram ours = server("TLSv1.3 DEFAULT x25519:P-256", "x25519")) {
			assertThat(ours.awaitLine("REFUSED "))
				.startsWith("REFUSED names 'x25519', which the security property jdk.tls.disabledAlgorithms disables. ")
				.contains(" has: secp256r1, ");
		}
	}

	@Test
	void serverWhenItsJvmDisablesEveryGroupOfTheEngineIsRefused() throws Exception {
		assumeThat(EngineUnderTest.isNative()).as("the JDK has DHE besides").isTrue();
		try (RunningProgram ours = server("TLSv1.3", "x25519, EC")) {
			assertThat(ours.awaitLine("REFUSED "))
				.startsWith("REFUSED is openssl, and the security property jdk.tls.disabledAlgorithms disables every"
						+ " group that it has for key exchange, which are [secp256r1, ");
		}
	}

	private RunningProgram server(String offer, String disabled) throws Exception {
		return OldProtocolPeer.server(offer, policy(disabled), engine());
	}

	private String policy(String disabled) throws Exception {
		return "-Djava.security.properties=" + Files.writeString(this.directory.resolve("policy"),
				"jdk.tls.disabledAlgorithms=SSLv3, TLSv1, TLSv1.1, RC4, DES, MD5withRSA, anon, NULL, " + disabled
						+ "\n");
	}

	private static String engine() {
		return "-D" + EngineUnderTest.PROPERTY + "=" + EngineUnderTest.provider();
	}

}
