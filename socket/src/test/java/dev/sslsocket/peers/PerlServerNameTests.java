package dev.sslsocket.peers;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.sslsocket.SslConnectOptions;
import dev.sslsocket.SslContext;
import dev.sslsocket.SslSocket;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslHandshakeException;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.program.RequiresPerlModule;
import dev.sslsocket.verify.ClientAuth;
import dev.sslsocket.verify.TrustSource;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Server names with Perl: its client verifies the certificate it gets for the name that
 * it asks for; its server, with a hash of certificates, hears the name that we ask for.
 */
@RequiresPerlModule("IO::Socket::SSL")
class PerlServerNameTests {

	static Stream<Arguments> names() {
		return Cell.PROTOCOLS.stream()
			.flatMap((protocol) -> Stream
				.of("both.example", "BOTH.example", "ec.example", "one.wild.example", "Exact.WILD.example", "localhost")
				.map((name) -> Arguments.of(protocol, name)));
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("names")
	void perlAsAClientGetsACertificateThatIsForItsName(String protocol, String name) throws Exception {
		SslContext context = HostMaterial.server((builder) -> builder.protocols(protocol));
		try (OurServer server = OurServer.echo(context); PerlPeer perl = PerlPeer.start()) {
			assertThat(perl.ask("connect " + server.port())).isEqualTo("ok");
			assertThat(perl.ask("start client SSL_ca_file=" + Material.FILES.ca() + " SSL_hostname=" + name))
				.startsWith(protocol.replace('.', '_'));
			assertThat(perl.ask("write hi")).isEqualTo("2");
			assertThat(perl.ask("read 2")).isEqualTo("'hi'");
			assertThat(perl.ask("close")).isEqualTo("ok");
			assertThat(server.next().socket().serverName()).isEqualTo(name.toLowerCase());
		}
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void perlAsAClientWhenNobodyServesItsNameIsTold(String protocol) throws Exception {
		SslContext context = HostMaterial.strictServer((builder) -> builder.protocols(protocol));
		try (OurServer server = OurServer.echo(context); PerlPeer perl = PerlPeer.start()) {
			for (String name : List.of("SSL_hostname=elsewhere.example", "SSL_hostname= SSL_verifycn_scheme=none")) {
				assertThat(perl.ask("connect " + server.port())).isEqualTo("ok");
				assertThat(perl.ask("start client SSL_ca_file=" + Material.FILES.ca() + " " + name))
					.contains("unrecognized name");
				assertThat(((SslFailure) server.next().failure()).reason()).isEqualTo(SslReason.UNRECOGNIZED_NAME);
			}
		}
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("names")
	void perlAsAClientNeedsItsCertificateForEveryName(String protocol, String name) throws Exception {
		SslContext context = HostMaterial.server((builder) -> builder.protocols(protocol)
			.clientAuth(ClientAuth.NEED)
			.trust(TrustSource.certificates(Material.PKI.ca().certificate())));
		String start = "start client SSL_ca_file=" + Material.FILES.ca() + " SSL_hostname=" + name;
		try (OurServer server = OurServer.echo(context); PerlPeer perl = PerlPeer.start()) {
			perl.ask("connect " + server.port());
			perl.ask(start + files(Material.FILES.clientCertificate(), Material.FILES.clientKey()));
			perl.ask("write hi");
			assertThat(perl.ask("read 2")).isEqualTo("'hi'");
			perl.ask("close");
			assertThat(server.next().socket().peerCertificate().commonName()).isEqualTo("test client");
			perl.ask("connect " + server.port());
			perl.ask(start + files(Material.STRANGER_CERTIFICATE, Material.STRANGER_KEY));
			assertThat(((SslFailure) server.next().failure()).reason()).isEqualTo(SslReason.UNKNOWN_CA);
		}
	}

	private static String files(Path certificate, Path key) {
		return " SSL_use_cert=1 SSL_cert_file=" + certificate + " SSL_key_file=" + key;
	}

	// The seed matches exactly: for what we call a wildcard it has the default.
	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void perlAsAServerWithCertificatesByNameHearsOurs(String protocol, @TempDir Path directory) throws Exception {
		String certificates = hash(directory, HostMaterial::chain);
		String keys = hash(directory, HostMaterial::key);
		SslContext context = Material.client((builder) -> builder.protocols(protocol));
		try (PerlPeer perl = PerlPeer.start()) {
			int port = Integer.parseInt(perl.ask("listen"));
			for (String name : List.of("ec.example", "EC.Example", "rsa.example", "localhost")) {
				perl.tell("accept");
				PerlPeer.Answer started = perl
					.tell("start server SSL_cert_file=" + certificates + " SSL_key_file=" + keys);
				try (SslSocket socket = connect(context, port, name)) {
					assertThat(started.await()).startsWith(protocol.replace('.', '_'));
					assertThat(perl.ask("servername")).isEqualToIgnoringCase(name);
					assertThat(socket.peerCertificate().commonName()).isEqualTo(switch (name) {
						case "rsa.example" -> "RSA";
						case "localhost" -> "DEFAULT_EC";
						default -> "EC";
					});
					assertThat(socket.serverName()).isEqualTo(name);
					perl.ask("close");
				}
			}
		}
	}

	// The module copies what it asks of clients into the context of each name.
	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void perlAsAServerNeedsOurCertificateForEveryName(String protocol, @TempDir Path directory) throws Exception {
		String start = "start server SSL_cert_file=" + hash(directory, HostMaterial::chain) + " SSL_key_file="
				+ hash(directory, HostMaterial::key) + " SSL_verify_mode=3 SSL_ca_file=" + Material.FILES.ca();
		SslContext known = Material
			.client((builder) -> builder.protocols(protocol).identity(Material.identity(Material.PKI.client())));
		SslContext nobody = Material.client((builder) -> builder.protocols(protocol));
		try (PerlPeer perl = PerlPeer.start()) {
			int port = Integer.parseInt(perl.ask("listen"));
			for (String name : List.of("ec.example", "rsa.example", "localhost")) {
				perl.tell("accept");
				perl.tell(start);
				try (SslSocket socket = connect(known, port, name)) {
					assertThat(perl.ask("servername")).isEqualTo(name);
					assertThat(socket.serverName()).isEqualTo(name);
					assertThat(perl.ask("certificate")).isEqualTo("test client");
					perl.ask("close");
				}
				perl.tell("accept");
				PerlPeer.Answer refusing = perl.tell(start);
				Throwable refused = catchThrowable(() -> {
					try (SslSocket socket = connect(nobody, port, name)) {
						socket.getInputStream().read();
					}
				});
				assertThat(refusing.await()).contains("peer did not return a certificate");
				assertThat(((SslFailure) refused).reason()).isEqualTo(SslReason.CERTIFICATE_REQUIRED);
			}
		}
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void perlAsAServerThatDoesNotKnowOurNameTellsUs(String protocol, @TempDir Path directory) throws Exception {
		SslContext context = Material.client((builder) -> builder.protocols(protocol));
		try (PerlPeer perl = PerlPeer.start()) {
			int port = Integer.parseInt(perl.ask("listen"));
			perl.tell("accept");
			perl.tell("start server SSL_cert_file={ec.example:" + HostMaterial.EC.chain(directory)
					+ "} SSL_key_file={ec.example:" + HostMaterial.EC.key(directory) + "}");
			Throwable refused = catchThrowable(() -> connect(context, port, "elsewhere.example"));
			assertThat(refused).isInstanceOf(SslHandshakeException.class)
				.hasMessageContaining("the peer sent the alert unrecognized_name");
			assertThat(((SslFailure) refused).reason()).isEqualTo(SslReason.UNRECOGNIZED_NAME);
		}
	}

	private static SslSocket connect(SslContext context, int port, String name) throws Exception {
		return context.socketFactory()
			.connect("localhost", port, SslConnectOptions.builder().sniHost(name).verifyName(name).build());
	}

	private static String hash(Path directory, BiFunction<HostMaterial, Path, Path> file) {
		return Arrays.asList(HostMaterial.EC, HostMaterial.RSA, HostMaterial.DEFAULT_EC)
			.stream()
			.map((each) -> (each.host().equals("localhost") ? "" : each.host()) + ":" + file.apply(each, directory))
			.collect(Collectors.joining(",", "{", "}"));
	}

}
