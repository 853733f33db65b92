package dev.sslsocket.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.testing.program.RunningProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Holds for what {@link DemoPki} writes and for what lies in the folder {@code certs}.
 */
class DemoPkiTests {

	private static final Path COMMITTED = Path.of("..", "certs");

	@TempDir
	private static Path written;

	@ParameterizedTest
	@MethodSource("folders")
	void folderHoldsTheFilesOfItsReadme(Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			assertThat(files.map((file) -> file.getFileName().toString())
				.filter((name) -> name.endsWith(".pem") || name.endsWith(".enc")))
				.containsExactlyInAnyOrder("my-ca.pem", "server-cert.pem", "server-key.pem", "server-key.enc",
						"client-cert.pem", "client-key.pem", "expired-cert.pem", "expired-key.pem", "revoked-cert.pem",
						"revoked-key.pem", "crl.pem");
		}
	}

	@ParameterizedTest
	@MethodSource("folders")
	void keyFileIsMarkedInItsFirstLine(Path folder) throws IOException {
		for (String name : List.of("server-key.pem", "server-key.enc", "client-key.pem", "expired-key.pem",
				"revoked-key.pem")) {
			assertThat(Files.readAllLines(folder.resolve(name))).as(name)
				.startsWith("# DEMO KEY, public on purpose: never use it");
		}
	}

	@ParameterizedTest
	@MethodSource("folders")
	@RequiresProgram("openssl")
	void keysFitTheirCertificates(Path folder) {
		for (String name : List.of("server", "client", "expired", "revoked")) {
			String certified = openssl(folder, "x509", "-noout", "-pubkey", "-in", name + "-cert.pem");
			assertThat(openssl(folder, "pkey", "-pubout", "-in", name + "-key.pem")).as(name)
				.startsWith("-----BEGIN PUBLIC KEY-----")
				.isEqualTo(certified);
		}
		assertThat(openssl(folder, "pkey", "-pubout", "-in", "server-key.enc", "-passin", "pass:demo-pass"))
			.isEqualTo(openssl(folder, "pkey", "-pubout", "-in", "server-key.pem"));
	}

	@ParameterizedTest
	@MethodSource("folders")
	@RequiresProgram("openssl")
	void certificatesHoldUntilTheEndOf2099(Path folder) {
		String lastDay = "4102358400";
		for (String name : List.of("localhost", "127.0.0.1", "::1")) {
			String option = name.equals("localhost") ? "-verify_hostname" : "-verify_ip";
			assertThat(verify(folder, "server-cert.pem", "-purpose", "sslserver", option, name, "-attime", lastDay))
				.isEqualTo("server-cert.pem: OK\n");
		}
		assertThat(verify(folder, "client-cert.pem", "-purpose", "sslclient", "-attime", lastDay))
			.isEqualTo("client-cert.pem: OK\n");
	}

	@ParameterizedTest
	@MethodSource("folders")
	@RequiresProgram("openssl")
	void expiredAndRevokedAreRefusedForThatReasonOnly(Path folder) {
		assertThat(verify(folder, "expired-cert.pem")).contains("certificate has expired");
		assertThat(verify(folder, "expired-cert.pem", "-no_check_time")).isEqualTo("expired-cert.pem: OK\n");
		assertThat(verify(folder, "revoked-cert.pem")).isEqualTo("revoked-cert.pem: OK\n");
		assertThat(verify(folder, "revoked-cert.pem", "-crl_check", "-CRLfile", "crl.pem"))
			.contains("certificate revoked");
		assertThat(verify(folder, "server-cert.pem", "-crl_check", "-CRLfile", "crl.pem", "-attime", "4102358400"))
			.isEqualTo("server-cert.pem: OK\n");
	}

	@Test
	void directoryWhenMissingIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> DemoPki.main(new String[0]))
			.withMessageContaining("the directory");
	}

	private static Stream<Path> folders() throws IOException {
		DemoPki.main(new String[] { written.toString() });
		return Stream.of(written, COMMITTED);
	}

	private static String verify(Path folder, String certificate, String... options) {
		Stream<String> arguments = Stream
			.of(Stream.of("verify", "-CAfile", "my-ca.pem"), Stream.of(options), Stream.of(certificate))
			.flatMap((part) -> part);
		return openssl(folder, arguments.toArray(String[]::new));
	}

	private static String openssl(Path folder, String... arguments) {
		List<String> command = Stream.concat(Stream.of("openssl"), Stream.of(arguments)).toList();
		try (RunningProgram openssl = RunningProgram.start(new ProcessBuilder(command).directory(folder.toFile()))) {
			openssl.awaitExit();
			return openssl.standardOutput() + openssl.standardError();
		}
	}

}
