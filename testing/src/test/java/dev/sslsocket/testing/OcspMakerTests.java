package dev.sslsocket.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.testing.program.RunningProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@code openssl ocsp} makes of the responses of {@link OcspMaker}.
 */
@RequiresProgram("openssl")
class OcspMakerTests {

	private static final CertifiedKey CA = CertificateMaker.ca().selfSigned();

	private static final CertifiedKey SERVER = CertificateMaker.localhost().issuedBy(CA);

	@TempDir
	private Path directory;

	@Test
	void responseWhenOfTheIssuerIsVerified() throws Exception {
		assertThat(openssl(OcspMaker.issuedBy(CA).good(SERVER))).contains("Response verify OK", "server.pem: good");
		assertThat(openssl(OcspMaker.issuedBy(CA).unknown(SERVER).namedByKey())).contains("Response verify OK",
				"server.pem: unknown");
		assertThat(openssl(OcspMaker.issuedBy(CA).revoked(SERVER))).contains("Response verify OK",
				"server.pem: revoked", "Reason: keyCompromise");
	}

	@Test
	void responseWhenOfADelegateIsVerified() throws Exception {
		CertificateMaker responder = CertificateMaker.leaf().subject("CN=Responder");
		OcspMaker maker = OcspMaker.issuedBy(CA).good(SERVER);
		assertThat(openssl(maker.signedBy(responder.extendedKeyUsage("1.3.6.1.5.5.7.3.9").issuedBy(CA))))
			.contains("Response verify OK", "server.pem: good");
		assertThat(openssl(maker.signedBy(responder.issuedBy(CA)))).contains("Response Verify Failure");
	}

	@Test
	void responseWhenForgedOrPastIsNot() throws Exception {
		OcspMaker maker = OcspMaker.issuedBy(CA).good(SERVER);
		assertThat(openssl(maker.forgedBy(SERVER))).contains("Response Verify Failure");
		assertThat(openssl(maker.nextUpdate(Instant.now().minus(Duration.ofHours(1))))).contains("status expired");
	}

	private String openssl(OcspMaker maker) throws Exception {
		Path response = Files.write(this.directory.resolve("response.der"), maker.der());
		String ca = Files.writeString(this.directory.resolve("ca.pem"), CA.pem()).toString();
		String server = Files.writeString(this.directory.resolve("server.pem"), SERVER.certificatePem()).toString();
		try (RunningProgram program = RunningProgram.start("openssl", "ocsp", "-respin", response.toString(), "-CAfile",
				ca, "-issuer", ca, "-cert", server)) {
			program.awaitExit();
			return program.standardOutput() + program.standardError();
		}
	}

}
