package dev.sslsocket.peers;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslContextBuilder;
import dev.sslsocket.SslSocket;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.testing.program.RunningProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Cipher lists in handshakes with openssl: it names the suite that a list of ours
 * selects, in either role.
 */
@RequiresProgram("openssl")
class OpensslCipherTests {

	private static final int HANDSHAKE_FAILURE = 40;

	private static final String AES256 = "ECDHE-RSA-AES256-GCM-SHA384";

	private static final String AES128 = "ECDHE-RSA-AES128-GCM-SHA256";

	static Stream<Arguments> lists() {
		return Stream.of(Arguments.of(AES128, AES128), Arguments.of("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", AES256),
				Arguments.of("CHACHA20+aRSA", "ECDHE-RSA-CHACHA20-POLY1305"),
				Arguments.of("CHACHA20+DHE", "DHE-RSA-CHACHA20-POLY1305"),
				Arguments.of("DHE+AESGCM:@STRENGTH", "DHE-RSA-AES256-GCM-SHA384"),
				Arguments.of("HIGH:-AES256:!aECDSA:!CHACHA20:!DHE", AES128),
				Arguments.of("ECDHE+aRSA+AES:!AESGCM", "ECDHE-RSA-AES256-SHA384"),
				Arguments.of("ECDHE+aRSA+SHA1:+AES256", "ECDHE-RSA-AES128-SHA"),
				Arguments.of("HIGH:!aECDSA:@SECLEVEL=4", AES256));
	}

	@ParameterizedTest(name = "{0}: {1}")
	@MethodSource("lists")
	void serverWhenItHasAListAgreesOnItsFirst(String list, String suite) throws Exception {
		SslContext context = rsaServer((builder) -> builder.ciphers(list));
		assertThat(agreed(context, "TLSv1.2")).isEqualTo(suite);
	}

	@ParameterizedTest(name = "{0}: {1}")
	@MethodSource("lists")
	void clientWhenItHasAListIsOfferedItsFirst(String list, String suite, @TempDir Path directory) throws Exception {
		SslContext context = Material.client((builder) -> builder.ciphers(list));
		try (RunningProgram server = rsaOpenssl("TLSv1.2", directory);
				SslSocket socket = context.socketFactory().connect("localhost", Openssl.port(server))) {
			assertThat(socket.cipher()).isEqualTo(suite);
			assertThat(server.awaitLine("Ciphersuite: ")).isEqualTo("Ciphersuite: " + suite);
		}
	}

	@ParameterizedTest
	@CsvSource({ "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256" })
	void suiteOfTls13WhenSetIsAgreedOnBothWays(String suite, @TempDir Path directory) throws Exception {
		UnaryOperator<SslContextBuilder> setting = (builder) -> builder.cipherSuites(suite);
		assertThat(agreed(rsaServer(setting), "TLSv1.3")).isEqualTo(suite);
		try (RunningProgram server = rsaOpenssl("TLSv1.3", directory);
				SslSocket socket = Material.client(setting)
					.socketFactory()
					.connect("localhost", Openssl.port(server))) {
			assertThat(server.awaitLine("Ciphersuite: ")).isEqualTo("Ciphersuite: " + socket.cipher())
				.endsWith(" " + suite);
		}
	}

	@Test
	void orderWhenHonouredIsTheServersAndOtherwiseTheClients() throws Exception {
		UnaryOperator<SslContextBuilder> lists = (builder) -> builder.ciphers(AES256 + ":" + AES128)
			.cipherSuites("TLS_AES_256_GCM_SHA384:TLS_AES_128_GCM_SHA256");
		String[] turned = { "-cipher", AES128 + ":" + AES256, "-ciphersuites",
				"TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384" };
		assertThat(agreed(rsaServer(lists), "TLSv1.2", turned)).isEqualTo(AES256);
		assertThat(agreed(rsaServer(lists), "TLSv1.3", turned)).isEqualTo("TLS_AES_256_GCM_SHA384");
		SslContext clients = rsaServer((builder) -> lists.apply(builder).honorCipherOrder(false));
		assertThat(agreed(clients, "TLSv1.2", turned)).isEqualTo(AES128);
		assertThat(agreed(clients, "TLSv1.3", turned)).isEqualTo("TLS_AES_128_GCM_SHA256");
	}

	@Test
	void serverWhenThereIsNoCommonSuiteRefusesWithHandshakeFailure() throws Exception {
		try (OurServer server = OurServer.echo(rsaServer((builder) -> builder.ciphers(AES128)));
				RunningProgram client = Openssl.client(server.port(), "TLSv1.2", "-cipher", AES256)) {
			assertThat(Openssl.awaitAlert(client)).isEqualTo(HANDSHAKE_FAILURE);
			assertRefused(server.next().failure(), "server");
		}
	}

	@Test
	void clientWhenThereIsNoCommonSuiteIsToldHandshakeFailure(@TempDir Path directory) throws Exception {
		SslContext context = Material.client((builder) -> builder.ciphers(AES128));
		try (RunningProgram server = rsaOpenssl("TLSv1.2", directory, "-cipher", AES256)) {
			int port = Openssl.port(server);
			assertRefused(catchThrowable(() -> context.socketFactory().connect("localhost", port)), "client");
			assertThat(server.awaitLine("no shared cipher")).isNotEmpty();
		}
	}

	private static void assertRefused(Throwable failure, String context) {
		assertThat(failure).isInstanceOf(SslFailure.class)
			.hasMessageEndingWith(
					". Context '" + context + "' has of TLS 1.2 and older only " + AES128 + " (ssl.ciphers)");
		assertThat(((SslFailure) failure).reason()).isEqualTo(SslReason.HANDSHAKE_FAILURE);
	}

	/** The suite that openssl as a client, and our server, say was agreed on. */
	private static String agreed(SslContext context, String protocol, String... options) throws Exception {
		String[] all = Stream.concat(Stream.of("-brief"), Stream.of(options)).toArray(String[]::new);
		try (OurServer server = OurServer.echo(context);
				RunningProgram client = Openssl.client(server.port(), protocol, all)) {
			String suite = client.awaitLine("Ciphersuite: ").substring("Ciphersuite: ".length());
			client.closeInput();
			client.awaitExit();
			assertThat(server.next().socket().cipher()).isEqualTo(suite);
			return suite;
		}
	}

	private static SslContext rsaServer(UnaryOperator<SslContextBuilder> more) {
		return Material.bare((builder) -> more.apply(builder.identity(HostMaterial.DEFAULT_RSA.identity())));
	}

	private static RunningProgram rsaOpenssl(String protocol, Path directory, String... options) {
		String[] all = Stream.concat(Stream.of("-rev"), Stream.of(options)).toArray(String[]::new);
		return Openssl.server(protocol, HostMaterial.DEFAULT_RSA.chain(directory),
				HostMaterial.DEFAULT_RSA.key(directory), all);
	}

}
