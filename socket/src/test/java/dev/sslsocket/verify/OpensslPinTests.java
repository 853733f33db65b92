package dev.sslsocket.verify;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.KeyKind;
import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.testing.program.RunningProgram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Pins as a person gets them from the openssl command.
 */
@RequiresProgram("openssl")
class OpensslPinTests {

	private final CertifiedKey key = CertificateMaker.localhost().key(KeyKind.RSA_2048).selfSigned();

	@TempDir
	private Path directory;

	@BeforeEach
	void write() throws Exception {
		Files.writeString(this.directory.resolve("cert.pem"), this.key.certificatePem());
		openssl("x509 -in cert.pem -noout -pubkey -out pub.pem");
		openssl("pkey -pubin -in pub.pem -outform DER -out spki.der");
		openssl("rsa -pubin -in pub.pem -RSAPublicKey_out -outform DER -out bits.der");
	}

	@Test
	void certificateWhenOpensslShowsItsFingerprintIsPinned() {
		String shown = openssl("x509 -in cert.pem -noout -fingerprint -sha256").strip();
		assertMatches(shown.substring(shown.indexOf('=') + 1));
	}

	@Test
	void keyWhenOpensslDigestsItsSubjectPublicKeyInfoIsPinned() {
		assertMatches("sha256$pub$" + digest("spki.der"));
	}

	@Test
	void keyWhenOpensslDigestsItsBitStringIsPinned() {
		assertMatches("sha256$pub$" + digest("bits.der"));
	}

	private void assertMatches(String pin) {
		assertThat(PinSet.of(pin).matches(this.key.certificate())).as(pin).isTrue();
	}

	private String digest(String file) {
		return openssl("dgst -sha256 -r " + file).split(" ")[0];
	}

	private String openssl(String commandLine) {
		List<String> command = new ArrayList<>(List.of("openssl"));
		command.addAll(List.of(commandLine.split(" ")));
		try (RunningProgram openssl = RunningProgram
			.start(new ProcessBuilder(command).directory(this.directory.toFile()))) {
			openssl.closeInput();
			assertThat(openssl.awaitExit()).as(commandLine).isZero();
			return openssl.standardOutput();
		}
	}

}
