package dev.sslsocket.peers;

import java.nio.file.Files;
import java.nio.file.Path;

import dev.sslsocket.testing.program.RequiresPerlModule;
import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.testing.program.RunningProgram;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * TLS 1.0 and 1.1, which are spoken where the operator of the JVM allows them, and are
 * refused when the context is built where not. The policy is that of a JVM of its own.
 */
@Timeout(60)
class OldProtocolTests {

	private static final String POLICY = """
			jdk.tls.disabledAlgorithms=SSLv3, RC4, DES, MD5withRSA, DH keySize < 1024, EC keySize < 224, anon, NULL
			""";

	@TempDir
	private Path directory;

	private String relaxed() throws Exception {
		return "-Djava.security.properties=" + Files.writeString(this.directory.resolve("policy"), POLICY);
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1", "TLSv1_1" })
	@RequiresPerlModule("IO::Socket::SSL")
	void serverWhenItsJvmAllowsItSpeaksAnOldVersionWithPerl(String version) throws Exception {
		try (RunningProgram ours = OldProtocolPeer.server(version, relaxed()); PerlPeer perl = PerlPeer.start()) {
			assertThat(perl.ask("connect " + Openssl.port(ours))).isEqualTo("ok");
			assertThat(perl.ask("start client SSL_hostname=localhost SSL_cipher_list=DEFAULT:@SECLEVEL=0 SSL_ca_file="
					+ Material.FILES.ca() + " SSL_version=" + version))
				.startsWith(version + " ");
			assertThat(perl.ask("write hi")).isEqualTo("2");
			assertThat(perl.ask("read 2")).isEqualTo("'hi'");
			assertThat(perl.ask("close")).isEqualTo("ok");
			assertThat(ours.awaitLine("SPOKE ")).isEqualTo("SPOKE " + version.replace('_', '.'));
		}
	}

	@ParameterizedTest
	@CsvSource({ "TLSv1,TLSv1", "TLSv1_1,TLSv1.1", "SSLv23:!TLSv1_2:!TLSv1_3,TLSv1.1" })
	@RequiresPerlModule("IO::Socket::SSL")
	void clientWhenItsJvmAllowsItSpeaksAnOldVersionWithPerl(String written, String version) throws Exception {
		try (PerlPeer perl = PerlPeer.start()) {
			int port = Integer.parseInt(perl.ask("listen"));
			perl.tell("accept");
			PerlPeer.Answer started = perl
				.tell("start server SSL_cipher_list=DEFAULT:@SECLEVEL=0 SSL_version=SSLv23" + " SSL_cert_file="
						+ Material.FILES.serverCertificate() + " SSL_key_file=" + Material.FILES.serverKey());
			try (RunningProgram ours = OldProtocolPeer.client(written, port, relaxed())) {
				assertThat(started.await()).startsWith(version.replace('.', '_') + " ");
				assertThat(ours.awaitLine("SPOKE ")).isEqualTo("SPOKE " + version);
			}
		}
	}

	@ParameterizedTest
	@CsvSource({ "TLSv1,-tls1", "TLSv1.1,-tls1_1" })
	@RequiresProgram("openssl")
	void serverWhenItsJvmAllowsItSpeaksAnOldVersionWithOpenssl(String version, String option) throws Exception {
		try (RunningProgram ours = OldProtocolPeer.server(version, relaxed());
				RunningProgram client = RunningProgram.start("openssl", "s_client", "-connect",
						"127.0.0.1:" + Openssl.port(ours), option, "-cipher", "DEFAULT:@SECLEVEL=0", "-CAfile",
						Material.FILES.ca().toString(), "-verify_return_error")) {
			assertThat(client.awaitLine("New, ")).contains("Cipher is ECDHE-");
			assertThat(ours.awaitLine("SPOKE ")).isEqualTo("SPOKE " + version);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1", "TLSv1_1", "SSLv23:!TLSv1_2:!TLSv1_3" })
	void serverWhenItsJvmDoesNotAllowItIsRefusedBeforeItListens(String version) throws Exception {
		try (RunningProgram ours = OldProtocolPeer.server(version)) {
			assertThat(ours.awaitLine("REFUSED ")).contains("this JVM").contains("It allows: TLSv1.3, TLSv1.2");
		}
	}

	// GCM needs TLS 1.2.
	@Test
	void serverWhenNoSuiteIsForItsVersionIsRefusedBeforeItListens() throws Exception {
		try (RunningProgram ours = OldProtocolPeer.server("TLSv1_1 ECDHE+AESGCM", relaxed())) {
			assertThat(ours.awaitLine("REFUSED ")).contains("are TLSv1.1, and none of the cipher suites is for them");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "SSLv3", "SSLv2" })
	void serverWhenItsJvmAllowsEverythingRefusesWhatIsBroken(String version) throws Exception {
		String all = "-Djava.security.properties="
				+ Files.writeString(this.directory.resolve("policy"), "jdk.tls.disabledAlgorithms=NULL\n");
		try (RunningProgram ours = OldProtocolPeer.server(version, all)) {
			assertThat(ours.awaitLine("REFUSED ")).contains("names " + version + ", which is broken (RFC ");
		}
	}

}
