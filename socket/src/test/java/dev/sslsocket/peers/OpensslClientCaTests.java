package dev.sslsocket.peers;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import dev.sslsocket.SslContextBuilder;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.KeyKind;
import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.testing.program.RunningProgram;
import dev.sslsocket.verify.ClientAuth;
import dev.sslsocket.verify.TrustSource;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which CAs a certificate request names (case 57), as openssl reads it from the wire.
 */
@RequiresProgram("openssl")
class OpensslClientCaTests {

	private static final KeyPair KEY = KeyKind.EC_P256.newKeyPair();

	private static final X509Certificate TRUSTED = Material.PKI.ca().certificate();

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void namesWhenNotConfiguredAreTheTrustedOnes(String protocol) throws Exception {
		assertThat(named(protocol,
				(builder) -> builder.trust(TrustSource.certificates(TRUSTED), TrustSource.certificates(ca("CN=more")))))
			.containsExactly("CN = Test CA", "CN = more");
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void namesWhenConfiguredAreThoseInThatOrder(String protocol) throws Exception {
		assertThat(named(protocol,
				(builder) -> trusting(builder)
					.clientCaNames(TrustSource.certificates(ca("CN=zebra,O=Zoo"), ca("CN=ape")))
					.clientCaNames(TrustSource.certificates(ca("CN=ape"), ca("CN=bear")))))
			.containsExactly("O = Zoo, CN = zebra", "CN = ape", "CN = bear");
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void namesWhenConfiguredAsNoneAreNone(String protocol) throws Exception {
		assertThat(named(protocol, (builder) -> trusting(builder).clientCaNames(TrustSource.none()))).isEmpty();
	}

	// As many as can be configured: 63 KiB go over the wire.
	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void namesWhenAsManyAsARequestCarriesArrive(String protocol) throws Exception {
		X509Certificate[] many = IntStream.range(0, 992)
			.mapToObj((number) -> ca("CN=" + "%050d".formatted(number)))
			.toArray(X509Certificate[]::new);
		assertThat(named(protocol, (builder) -> trusting(builder).clientCaNames(TrustSource.certificates(many))))
			.hasSize(992);
	}

	// Named and not trusted: its clients are refused.
	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void clientOfACaThatIsOnlyNamedIsRefused(String protocol) throws Exception {
		X509Certificate stranger = Material.STRANGER.issuer().orElseThrow().certificate();
		try (OurServer server = server(
				(builder) -> trusting(builder).clientCaNames(TrustSource.certificates(stranger)));
				RunningProgram client = Openssl.client(server.port(), protocol, "-cert",
						Material.STRANGER_CERTIFICATE.toString(), "-key", Material.STRANGER_KEY.toString())) {
			assertThat(client.awaitLine("CN = Other CA")).isEqualTo("CN = Other CA");
			Openssl.awaitAlert(client);
			assertThat(((SslFailure) server.next().failure()).reason()).isEqualTo(SslReason.UNKNOWN_CA);
		}
	}

	private static SslContextBuilder trusting(SslContextBuilder builder) {
		return builder.trust(TrustSource.certificates(TRUSTED));
	}

	private static OurServer server(UnaryOperator<SslContextBuilder> more) throws Exception {
		return OurServer.echo(Material.server((builder) -> more.apply(builder.clientAuth(ClientAuth.WANT))));
	}

	private static List<String> named(String protocol, UnaryOperator<SslContextBuilder> more) throws Exception {
		try (OurServer server = server(more); RunningProgram client = Openssl.client(server.port(), protocol)) {
			client.closeInput();
			assertThat(client.awaitExit()).isZero();
			List<String> said = client.standardOutput().lines().toList();
			int from = said.indexOf("Acceptable client certificate CA names");
			if (from < 0) {
				assertThat(said).contains("No client certificate CA names sent");
				return List.of();
			}
			return said.subList(from + 1, said.size()).stream().takeWhile((line) -> line.contains(" = ")).toList();
		}
	}

	private static X509Certificate ca(String name) {
		return CertificateMaker.ca().subject(name).keyPair(KEY).selfSigned().certificate();
	}

}
