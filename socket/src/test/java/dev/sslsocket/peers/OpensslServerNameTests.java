package dev.sslsocket.peers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;

import dev.sslsocket.SslContext;
import dev.sslsocket.engine.EngineUnderTest;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslHandshakeException;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.testing.program.RunningProgram;
import dev.sslsocket.verify.ClientAuth;
import dev.sslsocket.verify.TrustSource;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which certificate openssl gets for the host that it asks for and the keys that it takes
 * (case 65), and that neither resumption (case 47) nor client authentication mixes hosts
 * up.
 */
@RequiresProgram("openssl")
class OpensslServerNameTests {

	private static final int HANDSHAKE_FAILURE = 40;

	private static final int UNRECOGNIZED_NAME = 112;

	/** Which keys a client takes. */
	private enum Offer {

		RSA("ECDHE-RSA-AES128-GCM-SHA256", "rsa_pss_rsae_sha256:rsa_pkcs1_sha256"),
		ECDSA("ECDHE-ECDSA-AES128-GCM-SHA256", "ecdsa_secp256r1_sha256"),
		ECDSA_P384("ECDHE-ECDSA-AES128-GCM-SHA256", "ecdsa_secp384r1_sha384"),
		ED25519("ECDHE-ECDSA-AES128-GCM-SHA256", "ed25519"), ANY(null, null);

		private final @Nullable String ciphers;

		private final @Nullable String signatures;

		Offer(@Nullable String ciphers, @Nullable String signatures) {
			this.ciphers = ciphers;
			this.signatures = signatures;
		}

		List<String> options() {
			return (this.ciphers != null) ? List.of("-cipher", this.ciphers, "-sigalgs", this.signatures) : List.of();
		}

	}

	/**
	 * A row: what is asked for, which keys are taken, and which certificate comes.
	 *
	 * @param asked {@code null} for no SNI
	 * @param expected {@code null} for a refusal
	 */
	record Row(@Nullable String asked, Offer offer, @Nullable HostMaterial expected) {
	}

	static Stream<Arguments> rows() {
		List<Row> rows = List.of(new Row("both.example", Offer.RSA, HostMaterial.BOTH_RSA),
				new Row("both.example", Offer.ECDSA, HostMaterial.BOTH_EC),
				new Row("both.example", Offer.ED25519, HostMaterial.BOTH_ED25519),
				new Row("BOTH.Example", Offer.ANY, HostMaterial.BOTH_EC),
				new Row("rsa.example", Offer.RSA, HostMaterial.RSA),
				new Row("rsa.example", Offer.ANY, HostMaterial.RSA), new Row("rsa.example", Offer.ECDSA, null),
				new Row("ec.example", Offer.ECDSA, HostMaterial.EC), new Row("ec.example", Offer.ANY, HostMaterial.EC),
				new Row("ec.example", Offer.RSA, null),
				new Row("curves.example", Offer.ECDSA, HostMaterial.CURVES_P256),
				new Row("curves.example", Offer.ECDSA_P384, HostMaterial.CURVES_P384),
				new Row("one.wild.example", Offer.RSA, HostMaterial.WILDCARD_RSA),
				new Row("TWO.WILD.EXAMPLE", Offer.ECDSA, HostMaterial.WILDCARD_EC),
				new Row("Exact.Wild.Example", Offer.ANY, HostMaterial.EXACT),
				new Row("exact.wild.example", Offer.RSA, null),
				new Row("wild.example", Offer.RSA, HostMaterial.DEFAULT_RSA),
				new Row("a.b.wild.example", Offer.ECDSA, HostMaterial.DEFAULT_EC),
				new Row(null, Offer.RSA, HostMaterial.DEFAULT_RSA), new Row(null, Offer.ECDSA, HostMaterial.DEFAULT_EC),
				new Row("elsewhere.example", Offer.ANY, HostMaterial.DEFAULT_EC),
				new Row("elsewhere.example", Offer.ED25519, null));
		return Cell.PROTOCOLS.stream().flatMap((protocol) -> rows.stream().map((row) -> Arguments.of(protocol, row)));
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("rows")
	void clientGetsTheCertificateOfItsHostAndKind(String protocol, Row row) throws Exception {
		try (OurServer server = OurServer.echo(HostMaterial.server((builder) -> builder));
				RunningProgram client = client(server, protocol, row.asked(), row.offer().options())) {
			// BoringSSL signs with Ed25519 only where somebody tells it to, and nobody
			// can.
			if (row.expected() == null || row.offer() == Offer.ED25519 && EngineUnderTest.isNative()) {
				assertThat(Openssl.awaitAlert(client)).isEqualTo(HANDSHAKE_FAILURE);
				assertThat(reason(server.next())).isEqualTo(SslReason.HANDSHAKE_FAILURE);
				return;
			}
			assertThat(client.awaitLine("Peer certificate: ")).endsWith("CN = " + row.expected());
			client.send("hello\n");
			client.awaitLine("hello");
			client.closeInput();
			assertThat(client.awaitExit()).isZero();
			OurServer.Visit visit = server.next();
			assertThat(visit.failure()).isNull();
			assertThat(visit.socket().serverName()).isEqualTo((row.asked() != null) ? row.asked().toLowerCase() : "");
			assertThat(visit.socket().localCertificate().commonName()).isEqualTo(row.expected().name());
		}
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void clientWhenNobodyServesItsHostIsToldUnrecognizedName(String protocol) throws Exception {
		try (OurServer server = OurServer.echo(HostMaterial.strictServer((builder) -> builder))) {
			String serves = ", and context 'server' serves both.example, rsa.example, ec.example, *.wild.example,"
					+ " curves.example and 1 more. For other hosts give it an identity without hosts (ssl.certificate)";
			assertRefused(server, protocol, "elsewhere.example", " asked for 'elsewhere.example'" + serves);
			assertRefused(server, protocol, "wild.example", " asked for 'wild.example'" + serves);
			assertRefused(server, protocol, "127.0.0.1", " asked for '127.0.0.1'" + serves);
			assertRefused(server, protocol, null, " asked for no host (SNI)" + serves);
			// And goes on serving.
			try (RunningProgram client = client(server, protocol, "ec.example", List.of())) {
				assertThat(client.awaitLine("Peer certificate: ")).endsWith("CN = EC");
			}
		}
	}

	// What can be no host's name is refused whether or not there is a default.
	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void clientWhenItsHostIsNoHostNameIsToldUnrecognizedName(String protocol) throws Exception {
		try (OurServer server = OurServer.echo(Material.server((builder) -> builder))) {
			assertRefused(server, protocol, "a_b.example",
					" asked for 'a_b.example' (11 bytes), which is no host name");
			assertRefused(server, protocol, "dot.example.",
					" asked for 'dot.example.' (12 bytes), which is no host name");
			assertRefused(server, protocol, "two\nlines", " asked for 'two?lines' (9 bytes), which is no host name");
			assertRefused(server, protocol, "x".repeat(255),
					" asked for '" + "x".repeat(64) + "…' (255 bytes), which is no host name");
		}
	}

	private static void assertRefused(OurServer server, String protocol, @Nullable String asked, String message)
			throws Exception {
		try (RunningProgram client = client(server, protocol, asked, List.of())) {
			assertThat(Openssl.awaitAlert(client)).isEqualTo(UNRECOGNIZED_NAME);
			OurServer.Visit visit = server.next();
			assertThat(reason(visit)).isEqualTo(SslReason.UNRECOGNIZED_NAME);
			assertThat(visit.failure()).isInstanceOf(SslHandshakeException.class)
				.hasMessageMatching("unrecognized_name: 127\\.0\\.0\\.1:\\d+ .*")
				.hasMessageEndingWith(message);
		}
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void sessionWhenItsHostIsAskedForAgainIsResumedAndTheNameKnown(String protocol, @TempDir Path directory)
			throws Exception {
		try (OurServer server = OurServer.echo(HostMaterial.server((builder) -> builder))) {
			for (String host : new String[] { "ec.example", "one.wild.example", "elsewhere.example" }) {
				Path session = directory.resolve(host);
				assertThat(visit(server, protocol, host, "-sess_out", session).reused()).isFalse();
				OurServer.Visit again = visit(server, protocol, host, "-sess_in", session);
				assertThat(again.reused()).isTrue();
				assertThat(again.socket().serverName()).isEqualTo(host);
				assertThat(again.socket().snapshot().serverName()).isEqualTo(host);
				assertThat(again.socket().snapshot().resumed()).isTrue();
				assertThat(((ExtendedSSLSession) again.socket().getSession()).getRequestedServerNames())
					.containsExactly(new SNIHostName(host));
			}
		}
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void sessionWhenAnotherHostIsAskedForIsNotResumed(String protocol, @TempDir Path directory) throws Exception {
		try (OurServer server = OurServer.echo(HostMaterial.server((builder) -> builder))) {
			Path session = directory.resolve("session");
			visit(server, protocol, "ec.example", "-sess_out", session);
			for (String other : new String[] { "both.example", "one.wild.example", "elsewhere.example" }) {
				OurServer.Visit visit = visit(server, protocol, other, "-sess_in", session);
				assertThat(visit.reused()).as(other).isFalse();
				assertThat(visit.socket().serverName()).isEqualTo(other);
			}
			// The session itself is good.
			assertThat(visit(server, protocol, "ec.example", "-sess_in", session).reused()).isTrue();
		}
	}

	// Hosts with the same certificates share sessions; the name is that of the
	// connection.
	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void sessionWhenAHostWithTheSameIdentitiesIsAskedForTellsTheNameThatWasAskedFor(String protocol,
			@TempDir Path directory) throws Exception {
		try (OurServer server = OurServer.echo(HostMaterial.server((builder) -> builder))) {
			Path session = directory.resolve("session");
			visit(server, protocol, "one.wild.example", "-sess_out", session);
			OurServer.Visit visit = visit(server, protocol, "two.wild.example", "-sess_in", session);
			assertThat(visit.reused()).isTrue();
			assertThat(visit.socket().serverName()).isEqualTo("two.wild.example");
			assertThat(((ExtendedSSLSession) visit.socket().getSession()).getRequestedServerNames())
				.containsExactly(new SNIHostName("two.wild.example"));
		}
	}

	private static OurServer.Visit visit(OurServer server, String protocol, String host, String option, Path session)
			throws Exception {
		try (RunningProgram client = Openssl.client(server.port(), protocol, "-servername", host, option,
				session.toString())) {
			client.send("hello\n");
			client.awaitLine("hello");
			client.closeInput();
			assertThat(client.awaitExit()).isZero();
		}
		OurServer.Visit visit = server.next();
		assertThat(visit.failure()).isNull();
		return visit;
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void clientAuthWhenNeededHoldsForEveryHost(String protocol) throws Exception {
		SslContext context = HostMaterial.server((builder) -> builder.clientAuth(ClientAuth.NEED)
			.trust(TrustSource.certificates(Material.PKI.ca().certificate())));
		List<String> known = List.of("-cert", Material.FILES.clientCertificate().toString(), "-key",
				Material.FILES.clientKey().toString());
		List<String> stranger = List.of("-cert", Material.STRANGER_CERTIFICATE.toString(), "-key",
				Material.STRANGER_KEY.toString());
		try (OurServer server = OurServer.echo(context)) {
			for (String host : new String[] { "both.example", "exact.wild.example", "x.wild.example", "localhost" }) {
				try (RunningProgram client = client(server, protocol, host, known)) {
					client.send("hello\n");
					client.awaitLine("hello");
					client.closeInput();
					assertThat(client.awaitExit()).isZero();
				}
				OurServer.Visit visit = server.next();
				assertThat(visit.failure()).as(host).isNull();
				assertThat(visit.socket().peerCertificate().commonName()).isEqualTo("test client");
				assertThat(visit.socket().verifiedChain()).hasSize(2);
				assertThat(refusal(server, protocol, host, List.of())).as(host)
					.isEqualTo(SslReason.CERTIFICATE_REQUIRED);
				assertThat(refusal(server, protocol, host, stranger)).as(host).isEqualTo(SslReason.UNKNOWN_CA);
			}
		}
	}

	private static SslReason refusal(OurServer server, String protocol, String host, List<String> options)
			throws Exception {
		try (RunningProgram client = client(server, protocol, host, options)) {
			Openssl.awaitAlert(client);
			return reason(server.next());
		}
	}

	private static SslReason reason(OurServer.Visit visit) {
		assertThat(visit.failure()).isInstanceOf(SslFailure.class);
		return ((SslFailure) visit.failure()).reason();
	}

	private static RunningProgram client(OurServer server, String protocol, @Nullable String host, List<String> more) {
		List<String> options = new ArrayList<>(List.of("-brief"));
		options.addAll((host != null) ? List.of("-servername", host) : List.of("-noservername"));
		options.addAll(more);
		return Openssl.client(server.port(), protocol, options.toArray(String[]::new));
	}

}
