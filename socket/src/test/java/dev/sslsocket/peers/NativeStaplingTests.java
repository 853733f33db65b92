package dev.sslsocket.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import dev.sslsocket.OcspStaple;
import dev.sslsocket.SslContext;
import dev.sslsocket.SslContextBuilder;
import dev.sslsocket.SslSocket;
import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.KeyKind;
import dev.sslsocket.testing.OcspMaker;
import dev.sslsocket.testing.peer.OcspResponder;
import dev.sslsocket.testing.program.RequiresPerlModule;
import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.testing.program.RunningProgram;
import dev.sslsocket.verify.OcspMode;
import dev.sslsocket.verify.Revocation;
import dev.sslsocket.verify.TrustSource;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What servers of ours staple by the native engine, as openssl, Perl and clients of ours
 * with either engine see it; and what the native engine's client makes of what openssl
 * staples.
 */
@Timeout(60)
class NativeStaplingTests {

	private static final CertifiedKey CA = Material.PKI.ca();

	private static final OcspMaker SAYS = OcspMaker.issuedBy(CA);

	@TempDir
	private Path directory;

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	@RequiresProgram("openssl")
	void opensslWhenItAsksGetsTheAnswerOfTheResponder(String protocol) throws Exception {
		CertifiedKey[] key = new CertifiedKey[1];
		try (OcspResponder responder = OcspResponder.answering((request) -> SAYS.good(key[0]).der())) {
			key[0] = CertificateMaker.localhost().ocspResponder(responder.uri()).issuedBy(CA);
			SslContext context = server(key[0], (builder) -> builder.ocspStapling(true));
			awaitStaple(context);
			try (OurServer ours = OurServer.echo(context);
					RunningProgram client = Openssl.client(ours.port(), protocol, "-status")) {
				assertThat(client.awaitLine("OCSP Response Status: ")).contains("successful (0x0)");
				assertThat(client.awaitLine("Cert Status: ")).contains("good");
				client.closeInput();
				assertThat(client.awaitExit()).isZero();
			}
			assertThat(responder.requests()).isOne();
		}
	}

	@Test
	@RequiresProgram("openssl")
	void opensslWhenItDoesNotAskGetsNone() throws Exception {
		try (OurServer ours = OurServer.echo(good(key()));
				RunningProgram client = Openssl.client(ours.port(), "TLSv1.3", "-trace")) {
			client.awaitLine("Verify return code: 0");
			assertThat(client.standardOutput()).contains("ServerHello").doesNotContain("status_request");
		}
	}

	// Which of several certificates is chosen is known in the handshake only.
	@ParameterizedTest
	@CsvSource({ "rsa_pss_rsae_sha256,TLSv1.3", "ecdsa_secp256r1_sha256,TLSv1.3", "rsa_pss_rsae_sha256,TLSv1.2",
			"ecdsa_secp256r1_sha256,TLSv1.2" })
	@RequiresProgram("openssl")
	void opensslWhenItMayGetEitherCertificateGetsTheAnswerAboutIt(String signature, String protocol) throws Exception {
		CertifiedKey ecdsa = key();
		CertifiedKey rsa = CertificateMaker.localhost().key(KeyKind.RSA_2048).issuedBy(CA);
		SslContext context = server(ecdsa,
				(builder) -> builder.identity(Material.identity(rsa))
					.ocspStapleFile(file("rsa.der", SAYS.good(rsa)))
					.ocspStapleFile(file("ecdsa.der", SAYS.good(ecdsa))));
		CertifiedKey expected = signature.startsWith("rsa") ? rsa : ecdsa;
		try (OurServer ours = OurServer.echo(context);
				RunningProgram client = Openssl.client(ours.port(), protocol, "-status", "-sigalgs", signature)) {
			assertThat(client.awaitLine("Serial Number: "))
				.containsIgnoringCase(expected.certificate().getSerialNumber().toString(16));
			assertThat(client.awaitLine("Cert Status: ")).contains("good");
		}
	}

	static Stream<Arguments> clients() {
		return Stream.of("jdk", "openssl")
			.flatMap((engine) -> Cell.PROTOCOLS.stream().map((protocol) -> Arguments.of(engine, protocol)));
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("clients")
	void clientWhenItDemandsAStapleAcceptsGoodOnesOnly(String engine, String protocol) throws Exception {
		CertifiedKey key = key();
		assertThat(reason(good(key), engine, protocol)).isNull();
		assertThat(reason(server(key, (builder) -> builder), engine, protocol)).isEqualTo(SslReason.REVOCATION_UNKNOWN);
		assertThat(reason(server(key, (builder) -> builder.ocspStapleFile(file("x.der", SAYS.revoked(key)))), engine,
				protocol))
			.isEqualTo(SslReason.REVOCATION_UNKNOWN);
		assertThat(reason(
				server(key,
						(builder) -> builder.ocspStapleFile(
								file("y.der", SAYS.good(key).nextUpdate(Instant.now().minus(Duration.ofHours(2)))))),
				engine, protocol))
			.isEqualTo(SslReason.REVOCATION_UNKNOWN);
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("clients")
	void clientWhenItResumesNeedsNoStaple(String engine, String protocol) throws Exception {
		SslContext client = client(engine, protocol);
		try (OurServer ours = OurServer.echo(good(key()))) {
			assertThat(reused(client, ours)).isFalse();
			assertThat(reused(client, ours)).isTrue();
		}
	}

	private static boolean reused(SslContext client, OurServer ours) throws Exception {
		try (SslSocket socket = client.socketFactory().connect("localhost", ours.port())) {
			PerlConversation.write(socket, "hello\n");
			assertThat(PerlConversation.read(socket, 6)).isEqualTo("hello\n");
			return socket.sessionReused();
		}
	}

	@Test
	@RequiresPerlModule("IO::Socket::SSL")
	void perlWhenItInsistsOnAStapleGetsIt() throws Exception {
		CertifiedKey key = key();
		try (OurServer ours = OurServer.echo(good(key));
				OurServer without = OurServer.echo(server(key, (builder) -> builder))) {
			assertThat(perl(ours.port())).isEqualTo("ok\n");
			assertThat(perl(without.port())).startsWith("refused: ").contains("OCSP");
		}
	}

	private String perl(int port) {
		try (RunningProgram perl = RunningProgram.start("perl", "-MIO::Socket::SSL", "-e",
				"my $s = IO::Socket::SSL->new(PeerAddr => '127.0.0.1', PeerPort => $ARGV[0], SSL_ca_file => $ARGV[1],"
						+ " SSL_verifycn_name => 'localhost', SSL_ocsp_mode => SSL_OCSP_MUST_STAPLE);"
						+ " print $s ? 'ok' : \"refused: $SSL_ERROR\", \"\\n\";",
				String.valueOf(port), Material.FILES.ca().toString())) {
			perl.awaitExit();
			return perl.standardOutput();
		}
	}

	@Test
	void staplesWhenAskedForSayWhatIsInForce() throws Exception {
		CertifiedKey key = key();
		OcspStaple good = good(key).ocspStaples().get(0);
		assertThat(good.certificate()).isEqualTo(key.certificate());
		assertThat(good.until().orElseThrow()).isAfter(Instant.now());
		assertThat(good.problem()).isEmpty();
		OcspStaple revoked = server(key, (builder) -> builder.ocspStapleFile(file("x.der", SAYS.revoked(key))))
			.ocspStaples()
			.get(0);
		assertThat(revoked.until()).isEmpty();
		assertThat(revoked.revoked()).isTrue();
		assertThat(server(key, (builder) -> builder).ocspStaples()).isEmpty();
	}

	@Test
	void fileWhenItIsNotAboutTheCertificateIsRefused() throws Exception {
		CertifiedKey key = key();
		Path other = file("other.der", SAYS.good(Material.PKI.server()));
		assertThatExceptionOfType(SslConfigurationException.class)
			.isThrownBy(() -> server(key, (builder) -> builder.ocspStapleFile(other)))
			.withMessage("names '" + other + "', which is about none of the certificates that are presented. Write one"
					+ " with \"openssl ocsp -issuer ca.pem -cert server.pem -url … -respout staple.der\", or leave it out")
			.satisfies((refused) -> assertThat(refused.setting()).isEqualTo("ocsp-staple-file"));
		Path garbage = Files.writeString(this.directory.resolve("garbage.der"), "garbage");
		assertThatExceptionOfType(SslConfigurationException.class)
			.isThrownBy(() -> server(key, (builder) -> builder.ocspStapleFile(garbage)))
			.withMessage("names '" + garbage + "', which is no OCSP response");
		assertThatExceptionOfType(SslConfigurationException.class)
			.isThrownBy(() -> server(key, (builder) -> builder.ocspStapleFile(Path.of("nowhere.der"))))
			.withMessageContaining("'nowhere.der' does not exist");
	}

	@Test
	void issuerWhenItIsInNeitherChainNorTrustLeavesNothingToStaple() throws Exception {
		CertifiedKey stranger = CertificateMaker.localhost().issuedBy(CertificateMaker.ca().selfSigned());
		SslContext context = Material
			.bare((builder) -> builder.engine("openssl").ocspStapling(true).identity(Material.identity(stranger)));
		assertThat(context.ocspStaples()).isEmpty();
	}

	private static CertifiedKey key() {
		return CertificateMaker.localhost().issuedBy(CA);
	}

	private SslContext good(CertifiedKey key) throws Exception {
		return server(key, (builder) -> builder.ocspStapleFile(file("good.der", SAYS.good(key))));
	}

	private static SslContext server(CertifiedKey key, UnaryOperator<SslContextBuilder> more) {
		// The CA is trusted, and found there: the chain is the leaf alone.
		return Material.bare((builder) -> more.apply(builder.engine("openssl")
			.identity(Material.identity(key))
			.trust(TrustSource.certificates(CA.certificate()))));
	}

	private Path file(String name, OcspMaker response) {
		try {
			return Files.write(this.directory.resolve(name), response.der());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static SslContext client(String engine, String protocol) {
		return Material.client((builder) -> builder.engine(engine)
			.protocols(protocol)
			.revocation(Revocation.builder().ocsp(OcspMode.STAPLE).mustStaple(true).build()));
	}

	private static @Nullable SslReason reason(SslContext server, String engine, String protocol) throws Exception {
		try (OurServer ours = OurServer.echo(server)) {
			SslContext client = client(engine, protocol);
			Throwable thrown = catchThrowable(() -> client.socketFactory().connect("localhost", ours.port()).close());
			return (thrown != null) ? ((SslFailure) thrown).reason() : null;
		}
	}

	private static void awaitStaple(SslContext context) {
		assertThat(context.ocspStaples()).hasSize(1);
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
		while (context.ocspStaples().get(0).until().isEmpty() && System.nanoTime() < end) {
			Thread.onSpinWait();
		}
		assertThat(context.ocspStaples().get(0).until()).isPresent();
	}

}
