package dev.sslsocket;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

import dev.sslsocket.engine.EngineProvider;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.OcspMaker;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StaplingChoice}: what is said of certificates that demand a staple.
 * What is stapled, clients see in {@code NativeStaplingTests}.
 */
class StaplingChoiceTests {

	/** RFC 7633: the TLS feature status_request, 5. */
	private static final CertifiedKey DEMANDING = CertificateMaker.localhost()
		.extension("1.3.6.1.5.5.7.1.24", new byte[] { 0x30, 0x03, 0x02, 0x01, 0x05 })
		.issuedBy(Endpoints.PKI.ca());

	/** It demands something else, status_request_v2. */
	private static final CertifiedKey CONTENT = CertificateMaker.localhost()
		.extension("1.3.6.1.5.5.7.1.24", new byte[] { 0x30, 0x03, 0x02, 0x01, 0x11 })
		.issuedBy(Endpoints.PKI.ca());

	private static final String JVM_WIDE = "jdk.tls.server.enableStatusRequestExtension";

	private static final String WARNING = Endpoints.identity(DEMANDING)
			+ " demands a stapled OCSP response (RFC 7633), and none is stapled: clients that obey it refuse the server."
			+ " Set ocsp-stapling, or name a response in ocsp-staple-file; both need engine: openssl.";

	@TempDir
	Path directory;

	@Test
	void certificateWhenItDemandsAStapleAndNothingIsSetIsMentionedOnce() {
		try (LogLines said = LogLines.of(StaplingChoice.class.getName())) {
			Endpoints.server((b) -> b.identity(Endpoints.identity(DEMANDING)).identity(Endpoints.identity(CONTENT)));
			assertThat(said.messages()).containsExactly(WARNING);
		}
	}

	@ParameterizedTest
	@EnumSource
	void certificateWhenTheWholeJvmStaplesIsMentionedForTheOtherEngineOnly(EngineProvider provider) {
		System.setProperty(JVM_WIDE, "true");
		try {
			assertThat(said(StaplingChoice.NONE, provider, DEMANDING))
				.isEqualTo((provider == EngineProvider.JDK) ? List.of() : List.of(WARNING));
		}
		finally {
			System.clearProperty(JVM_WIDE);
		}
	}

	@Test
	void certificateWhenItsResponderIsAskedIsNotMentioned() {
		assertThat(said(StaplingChoice.NONE.asking(true), EngineProvider.OPENSSL, DEMANDING)).isEmpty();
	}

	@Test
	void certificateWhenAFileIsAboutItIsNotMentionedAndElseIs() throws Exception {
		assertThat(said(fileAbout(DEMANDING), EngineProvider.OPENSSL, DEMANDING, CONTENT)).isEmpty();
		assertThat(said(fileAbout(CONTENT), EngineProvider.OPENSSL, DEMANDING, CONTENT)).containsExactly(WARNING);
	}

	private StaplingChoice fileAbout(CertifiedKey key) throws IOException {
		return StaplingChoice.NONE
			.file(Files.write(this.directory.resolve(key.certificate().getSerialNumber() + ".der"),
					OcspMaker.issuedBy(Endpoints.PKI.ca()).good(key).der()));
	}

	private static List<String> said(StaplingChoice choice, EngineProvider provider, CertifiedKey... keys) {
		try (LogLines said = LogLines.of(StaplingChoice.class.getName())) {
			choice.open(provider, Stream.of(keys).map(Endpoints::identity).map(ServedIdentity::byDefault).toList(),
					Endpoints.client((b) -> b).verifier(), Clock.systemUTC());
			return said.messages();
		}
	}

}
