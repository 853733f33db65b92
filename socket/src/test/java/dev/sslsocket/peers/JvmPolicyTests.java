package dev.sslsocket.peers;

import java.nio.file.Files;
import java.nio.file.Path;

import dev.sslsocket.SslSocket;
import dev.sslsocket.engine.EngineUnderTest;
import dev.sslsocket.failure.SslHandshakeException;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.KeyKind;
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

	private static final String WEAK = "ECDHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0";

	private static final CertifiedKey RSA = CertificateMaker.leaf()
		.key(KeyKind.RSA_2048)
		.subject("CN=rsa")
		.dns("localhost")
		.serverAuth()
		.issuedBy(Material.PKI.ca());

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

	@ParameterizedTest
	@ValueSource(strings = { "x25519, EC", "RSASSA-PSS" })
	void serverWhenItsJvmDisablesWhatTheEngineCannotBeKeptFromIsTheJdks(String disabled) throws Exception {
		try (RunningProgram ours = OldProtocolPeer.server("TLSv1.3", policy(disabled),
				"-D" + EngineUnderTest.PROPERTY + "=auto")) {
			// Which the native one never has.
			assertThat(ours.awaitLine("OFFERS ")).contains("ffdhe2048");
		}
	}

	@Test
	@RequiresProgram("openssl")
	void clientWhenItsJvmDisablesASignatureRefusesAServerThatSignsByIt() throws Exception {
		Path certificate = RSA.writeChain(this.directory.resolve("rsa.pem"));
		Path key = RSA.writePrivateKey(this.directory.resolve("rsa.key"));
		try (RunningProgram openssl = Openssl.server("TLSv1.2", certificate, key, "-sigalgs", "RSA+SHA1", "-cipher",
				WEAK);
				RunningProgram ours = OldProtocolPeer.client("TLSv1.2", Openssl.port(openssl), policy("SHA1withRSA"),
						engine())) {
			// The JDK's does not offer it, and is refused.
			assertThat(ours.awaitLine("FAILED "))
				.startsWith(EngineUnderTest.isNative() ? "FAILED handshake_failure: " : "FAILED ")
				.contains(EngineUnderTest.isNative() ? "the handshake is signed by rsa_pkcs1_sha1, which this JVM does"
						+ " not allow (jdk.tls.disabledAlgorithms)" : "handshake_failure");
			if (EngineUnderTest.isNative()) {
				assertThat(Openssl.awaitAlert(openssl)).isEqualTo(HANDSHAKE_FAILURE);
			}
		}
	}

	@Test
	@RequiresProgram("openssl")
	void serverWhenItsJvmDisablesASignatureRefusesWhoHasNoOther() throws Exception {
		Path certificate = RSA.writeChain(this.directory.resolve("rsa.pem"));
		Path key = RSA.writePrivateKey(this.directory.resolve("rsa.key"));
		try (RunningProgram ours = OldProtocolPeer.server("TLSv1.2", certificate, key, policy("SHA1withRSA"), engine());
				RunningProgram openssl = Openssl.client(Openssl.port(ours), "TLSv1.2", "-sigalgs", "RSA+SHA1",
						"-cipher", WEAK)) {
			assertThat(Openssl.awaitAlert(openssl)).isEqualTo(HANDSHAKE_FAILURE);
			assertThat(ours.awaitLine("FAILED ")).startsWith("FAILED handshake_failure: ");
		}
	}

	@Test
	void serverWhenItsJvmDisablesASignatureOfTls13IsRefused() throws Exception {
		assumeThat(EngineUnderTest.isNative()).as("the JDK's engine goes by its own policy").isTrue();
		try (RunningProgram ours = server("TLSv1.3", "RSASSA-PSS")) {
			assertThat(ours.awaitLine("REFUSED "))
				.startsWith("REFUSED is openssl, which takes signatures by rsa_pss_rsae_sha256 in TLS 1.3, where they"
						+ " cannot be seen, and this JVM does not allow them: see jdk.tls.disabledAlgorithms and ");
		}
	}

	// The JDK's engine then has tickets of TLS 1.3 that name a session it keeps.
	@ParameterizedTest
	@CsvSource({ "TLSv1.3, true", "TLSv1.3, false", "TLSv1.2, true", "TLSv1.2, false" })
	@RequiresProgram("openssl")
	void serverWhenItsJvmSwitchesTicketsOffSendsNone(String protocol, boolean tickets) {
		assumeThat(EngineUnderTest.isNative()).as("the native engine").isTrue();
		try (RunningProgram ours = OldProtocolPeer.server(protocol, engine(),
				"-Djdk.tls.server.enableSessionTicketExtension=" + tickets);
				RunningProgram openssl = Openssl.client(Openssl.port(ours), protocol)) {
			openssl.send("echo\n");
			openssl.awaitLine("echo");
			// Of a ticket in TLS 1.3 it writes at its end.
			openssl.closeInput();
			openssl.awaitExit();
			assertThat(openssl.standardOutput().contains("TLS session ticket:")).isEqualTo(tickets);
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
