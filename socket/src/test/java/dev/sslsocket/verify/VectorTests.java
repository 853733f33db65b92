package dev.sslsocket.verify;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.testing.program.RunningProgram;
import dev.sslsocket.x509.Certificates;
import dev.sslsocket.x509.Material;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Holds our verdict on chains against those of others: what OpenSSL or Go refuse is
 * refused, what both accept is accepted, and each exception says why it is one.
 * <p>
 * {@code -Dvectors.keep=DIRECTORY} leaves the chains there, to be given to another
 * verifier.
 */
class VectorTests {

	@TempDir
	private Path directory;

	static Stream<Vector> vectors() {
		return Stream.of(FormVectors.all(), UsageVectors.all(), NameVectors.all(), PathVectors.all())
			.flatMap(List::stream);
	}

	@ParameterizedTest
	@MethodSource("vectors")
	void verdictIsOurs(Vector vector) throws Exception {
		String refusal = vector.refusal();
		assertThat(refusal.isEmpty()).as(refusal).isEqualTo(vector.accepted());
		String keep = System.getProperty("vectors.keep");
		if (keep != null) {
			vector.write(Path.of(keep, vector.name().replaceAll("\\W+", "-")));
		}
	}

	@Test
	void verdictIsTheOthersOrSaysWhyNot() {
		assertThat(vectors()).allSatisfy((vector) -> {
			boolean others = vector.opensslAccepts() && vector.goAccepts();
			assertThat(vector.why().isEmpty()).as("a reason for %s", vector).isEqualTo(vector.accepted() == others);
		});
		assertThat(vectors().map(Vector::name)).doesNotHaveDuplicates();
	}

	@RequiresProgram("openssl")
	@ParameterizedTest
	@MethodSource("vectors")
	void verdictOfTheInstalledOpensslIsAsRecorded(Vector vector) throws Exception {
		vector.write(this.directory);
		List<String> command = new ArrayList<>(List.of("openssl", "verify", "-partial_chain", "-auth_level", "2",
				"-purpose", Files.readString(this.directory.resolve("purpose")), "-no-CApath", "-CAfile",
				this.directory.resolve("trusted.pem").toString()));
		if (vector.presented().size() > 1) {
			command.addAll(List.of("-untrusted", this.directory.resolve("others.pem").toString()));
		}
		command.add(this.directory.resolve("leaf.pem").toString());
		boolean accepts = succeeds(command);
		if (vector.accepted() && vector.why().isEmpty()) {
			assertThat(accepts).as("accepted by OpenSSL").isTrue();
		}
		if (version().startsWith("OpenSSL 3.0.")) {
			assertThat(accepts).as("recorded verdict of OpenSSL").isEqualTo(vector.opensslAccepts());
		}
	}

	@RequiresProgram("openssl")
	@Test
	void verifyWhenSignatureIsSha1Refuses() throws Exception {
		Path trusted = this.directory.resolve("sha1-root.pem");
		Path key = this.directory.resolve("sha1.key");
		Path leaf = this.directory.resolve("sha1-leaf.pem");
		assertThat(succeeds(List.of("openssl", "req", "-x509", "-sha1", "-newkey", "rsa:2048", "-nodes", "-subj",
				"/CN=Old Root", "-keyout", key.toString(), "-out", trusted.toString())))
			.isTrue();
		assertThat(succeeds(List.of("openssl", "req", "-x509", "-sha1", "-newkey", "rsa:2048", "-nodes", "-subj",
				"/CN=old", "-CA", trusted.toString(), "-CAkey", key.toString(), "-keyout",
				this.directory.resolve("leaf.key").toString(), "-out", leaf.toString())))
			.isTrue();
		X509Certificate root = Certificates.parse(Material.file(trusted)).get(0);
		List<X509Certificate> presented = Certificates.parse(Material.file(leaf));
		assertThat(catchThrowable(() -> verifier(root).verifyServer(presented, null)))
			.hasMessageContaining("CN=old (depth 0) is signed with SHA1withRSA, which can be forged.");
		// The root's own signature proves nothing, so it may be as old as it is.
		assertThat(verifier(root).verifyServer(List.of(root), null)).hasSize(1);
	}

	private static PeerVerifier verifier(X509Certificate trusted) {
		return PeerVerifier.builder()
			.trust(List.of(TrustSource.certificates(trusted)))
			.hostnameScheme(HostnameScheme.NONE)
			.build();
	}

	private static boolean succeeds(List<String> command) {
		try (RunningProgram program = RunningProgram.start(command.toArray(String[]::new))) {
			return program.awaitExit() == 0;
		}
	}

	private static String version() {
		try (RunningProgram program = RunningProgram.start("openssl", "version")) {
			program.awaitExit();
			return program.standardOutput();
		}
	}

}
