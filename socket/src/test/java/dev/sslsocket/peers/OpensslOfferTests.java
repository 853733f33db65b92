package dev.sslsocket.peers;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;

import dev.sslsocket.SslConnectOptions;
import dev.sslsocket.SslContext;
import dev.sslsocket.SslContextBuilder;
import dev.sslsocket.SslSocket;
import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.testing.program.RunningProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Groups, signature schemes, application protocols and names as openssl sees them.
 */
@RequiresProgram("openssl")
class OpensslOfferTests {

	private static final int JDK = Runtime.version().feature();

	@ParameterizedTest(name = "{0}, ours {1}, openssl {2}: {3}")
	@CsvSource({ "TLSv1.3,ffdhe2048:x25519,X25519,x25519", "TLSv1.3,ffdhe3072,ffdhe3072:P-256,ffdhe3072",
			"TLSv1.2,X448:P-384,P-384,secp384r1", "TLSv1.3,x448,X25519:X448,x448" })
	void groupWhenOneIsInCommonIsTaken(String protocol, String ours, String theirs, String expected) throws Exception {
		if (refused(20, (builder) -> builder.groups(ours))) {
			return;
		}
		SslContext context = HostMaterial.DEFAULT_RSA.alone((builder) -> builder.groups(ours));
		try (OurServer server = OurServer.echo(context);
				RunningProgram client = Openssl.client(server.port(), protocol, "-groups", theirs)) {
			client.awaitLine("New, ");
			client.closeInput();
			client.awaitExit();
			assertThat(server.next().socket().group()).isEqualTo(expected);
		}
	}

	// A client of ours has key shares for its first groups only: here the server asks
	// again.
	@Test
	void groupWhenAServerAsksForAnotherKeyShareIsItsOwn() throws Exception {
		if (refused(20, (builder) -> builder.groups("x25519:P-521"))) {
			return;
		}
		SslContext context = Material.client((builder) -> builder.groups("x25519:P-521"));
		try (RunningProgram server = Openssl.server("TLSv1.3", "-groups", "P-521");
				SslSocket socket = context.socketFactory().connect("localhost", Openssl.port(server))) {
			assertThat(socket.group()).isEqualTo("secp521r1");
		}
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void signatureOfOurServerIsOfTheSchemesInForce(String protocol) throws Exception {
		UnaryOperator<SslContextBuilder> one = (builder) -> builder.signatureSchemes("RSA-PSS+SHA512");
		if (refused(19, one)) {
			return;
		}
		try (OurServer server = OurServer.echo(HostMaterial.DEFAULT_RSA.alone(one))) {
			try (RunningProgram client = Openssl.client(server.port(), protocol)) {
				assertThat(client.awaitLine("Peer signing digest: ")).endsWith("SHA512");
				assertThat(client.awaitLine("Peer signature type: ")).endsWith("RSA-PSS");
			}
			try (RunningProgram client = Openssl.client(server.port(), protocol, "-sigalgs", "RSA-PSS+SHA256")) {
				assertThat(client.awaitExit()).isNotZero();
			}
			server.next();
			assertThat(((SslFailure) server.next().failure()).reason()).isEqualTo(SslReason.HANDSHAKE_FAILURE);
		}
	}

	// The CA's signature of the certificate counts too, and is ECDSA.
	@Test
	void signatureOfAServerIsOfOurSchemesOrItIsRefused(@TempDir Path directory) throws Exception {
		UnaryOperator<SslContextBuilder> one = (builder) -> builder.signatureSchemes("rsa_pss_rsae_sha384",
				"ecdsa_secp256r1_sha256");
		if (refused(19, one)) {
			return;
		}
		try (RunningProgram server = Openssl.server("TLSv1.3", HostMaterial.DEFAULT_RSA.chain(directory),
				HostMaterial.DEFAULT_RSA.key(directory), "-sigalgs", "RSA-PSS+SHA384");
				SslSocket socket = Material.client(one).socketFactory().connect("localhost", Openssl.port(server))) {
			assertThat(socket.protocol()).isEqualTo("TLSv1.3");
		}
		try (RunningProgram server = Openssl.server("TLSv1.3", HostMaterial.DEFAULT_RSA.chain(directory),
				HostMaterial.DEFAULT_RSA.key(directory), "-sigalgs", "RSA-PSS+SHA256")) {
			int port = Openssl.port(server);
			Throwable refused = catchThrowable(() -> Material.client(one).socketFactory().connect("localhost", port));
			assertThat(((SslFailure) refused).reason()).isEqualTo(SslReason.HANDSHAKE_FAILURE);
		}
	}

	private static boolean refused(int since, UnaryOperator<SslContextBuilder> setting) {
		if (JDK >= since) {
			return false;
		}
		assertThatExceptionOfType(SslConfigurationException.class)
			.isThrownBy(() -> setting.apply(SslContext.builder()).build())
			.withMessageStartingWith("needs JDK " + since + " or later");
		return true;
	}

	// openssl's server does refuse a client that offers none of its protocols.
	@Test
	void alpnWhenAServerRefusesOursIsTheReason() throws Exception {
		SslContext context = Material.client((builder) -> builder.alpn("one"));
		try (RunningProgram server = Openssl.server("TLSv1.3", "-alpn", "three")) {
			int port = Openssl.port(server);
			Throwable refused = catchThrowable(() -> context.socketFactory().connect("localhost", port));
			assertThat(((SslFailure) refused).reason()).isEqualTo(SslReason.NO_APPLICATION_PROTOCOL);
			assertThat(refused).hasMessageContaining("the peer sent the alert no_application_protocol");
		}
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void alpnWhenOpensslOffersIsChosenByOurOrder(String protocol) throws Exception {
		SslContext context = Material.server((builder) -> builder.alpn("one", "two"));
		try (OurServer server = OurServer.echo(context);
				RunningProgram client = Openssl.client(server.port(), protocol, "-alpn", "two,one")) {
			assertThat(client.awaitLine("ALPN protocol: ")).endsWith("one");
		}
	}

	@Test
	void nameWhenTheContextSetsOneIsSentAndNotVerified() throws Exception {
		SslContext fronted = Material.client((builder) -> builder.sniHost("Front.Example"));
		assertThat(nameSent(fronted, SslConnectOptions.builder().build())).isEqualTo("Front.Example");
		SslContext silent = Material.client((builder) -> builder.sniHost(""));
		assertThat(nameSent(silent, SslConnectOptions.builder().build())).isEmpty();
		assertThat(nameSent(Material.client((builder) -> builder), SslConnectOptions.builder().build()))
			.isEqualTo("localhost");
	}

	@Test
	void nameWhenTheConnectionSetsOneIsSentInPlaceOfTheContexts() throws Exception {
		SslContext fronted = Material.client((builder) -> builder.sniHost("front.example"));
		assertThat(nameSent(fronted, SslConnectOptions.builder().sniHost("own.example").build()))
			.isEqualTo("own.example");
		assertThat(nameSent(fronted, SslConnectOptions.builder().sniHost("").build())).isEmpty();
		try (OurServer server = OurServer.echo(Material.server((builder) -> builder));
				SslSocket socket = fronted.socketFactory().createSocket("localhost", server.port())) {
			SSLParameters parameters = socket.getSSLParameters();
			parameters.setServerNames(List.of(new SNIHostName("parameters.example")));
			socket.setSSLParameters(parameters);
			socket.startHandshake();
			assertThat(socket.serverName()).isEqualTo("parameters.example");
		}
	}

	/** The name that our server hears; the certificate is for localhost alone. */
	private static String nameSent(SslContext context, SslConnectOptions options) throws Exception {
		try (OurServer server = OurServer.echo(Material.server((builder) -> builder));
				RunningProgram openssl = Openssl.server("TLSv1.3", "-tlsextdebug")) {
			try (SslSocket socket = context.socketFactory().connect("localhost", Openssl.port(openssl), options)) {
				assertThat(socket.peerCertificate().commonName()).isEqualTo("localhost");
			}
			SslSocket socket = context.socketFactory().connect("localhost", server.port(), options);
			String sent = socket.serverName();
			socket.close();
			assertThat(server.next().socket().serverName()).isEqualToIgnoringCase(sent);
			assertThat(openssl.standardOutput().contains("TLS client extension \"server name\" (id=0)"))
				.isEqualTo(!sent.isEmpty());
			return sent;
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "::1", "a_b.example", "a b", "-", "front.example:443" })
	void nameWhenSniCannotCarryItIsRefused(String host) {
		assertThatExceptionOfType(SslConfigurationException.class).isThrownBy(() -> SslContext.builder().sniHost(host))
			.withMessageContaining("is '" + host + "', which SNI cannot carry")
			.satisfies((refused) -> assertThat(refused.setting()).isEqualTo("sni-host"));
	}

}
