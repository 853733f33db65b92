package dev.sslsocket.peers;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslSocket;
import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.program.RequiresPerlModule;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Groups with Perl (t/set_curves.t, t/ecdhe.t; case 62). JDK 17 takes none of us, and the
 * context says so when it is built.
 */
@RequiresPerlModule("IO::Socket::SSL")
class PerlGroupTests {

	// With RSA: in TLS 1.2 the curve of an ECDSA certificate has to be among the groups.
	private static final String OURS = "P-521:P-384";

	@TempDir
	private Path directory;

	static Stream<Arguments> groups() {
		return Cell.PROTOCOLS.stream()
			.flatMap((protocol) -> Stream.of(Arguments.of(protocol, "P-521", "secp521r1"),
					Arguments.of(protocol, "P-384", "secp384r1"), Arguments.of(protocol, "P-256:P-384", "secp384r1"),
					Arguments.of(protocol, "P-521:P-256", "secp521r1"), Arguments.of(protocol, "P-256", "none")));
	}

	@ParameterizedTest(name = "{0}, we P-521:P-384, Perl {1}: {2}")
	@MethodSource("groups")
	void clientOfPerlAgreesOnAGroupOrFails(String protocol, String perls, String agreed) throws Exception {
		if (refusedWhenBuilt()) {
			return;
		}
		SslContext context = HostMaterial.DEFAULT_RSA.alone((builder) -> builder.protocols(protocol).groups(OURS));
		try (OurServer server = OurServer.echo(context); PerlPeer perl = PerlPeer.start()) {
			assertThat(perl.ask("connect " + server.port())).isEqualTo("ok");
			String answer = perl.ask("start client SSL_hostname=localhost SSL_ca_file=" + Material.FILES.ca()
					+ " SSL_cipher_list=ECDHE SSL_ecdh_curve=" + perls);
			if (agreed.equals("none")) {
				assertThat(answer).startsWith("failed: ");
				assertThat(((SslFailure) server.next().failure()).reason()).isEqualTo(SslReason.HANDSHAKE_FAILURE);
				return;
			}
			assertThat(answer).startsWith(protocol.replace('.', '_') + " ");
			perl.ask("close");
			assertThat(server.next().socket().group()).isEqualTo(agreed);
		}
	}

	@ParameterizedTest(name = "{0}, we P-521:P-384, Perl {1}: {2}")
	@MethodSource("groups")
	void serverOfPerlAgreesOnAGroupOrFails(String protocol, String perls, String agreed) throws Exception {
		if (refusedWhenBuilt()) {
			return;
		}
		SslContext context = Material.client((builder) -> builder.protocols(protocol).groups(OURS));
		try (PerlPeer perl = PerlPeer.start()) {
			int port = Integer.parseInt(perl.ask("listen"));
			perl.tell("accept");
			PerlPeer.Answer started = perl.tell("start server SSL_cert_file="
					+ HostMaterial.DEFAULT_RSA.chain(this.directory) + " SSL_key_file="
					+ HostMaterial.DEFAULT_RSA.key(this.directory) + " SSL_cipher_list=ECDHE SSL_ecdh_curve=" + perls);
			if (agreed.equals("none")) {
				Throwable refused = catchThrowable(() -> context.socketFactory().connect("localhost", port));
				assertThat(((SslFailure) refused).reason()).isEqualTo(SslReason.HANDSHAKE_FAILURE);
				assertThat(started.await()).startsWith("failed: ");
				return;
			}
			try (SslSocket socket = context.socketFactory().connect("localhost", port)) {
				assertThat(started.await()).startsWith(protocol.replace('.', '_') + " ");
				assertThat(socket.group()).isEqualTo(agreed);
			}
		}
	}

	private static boolean refusedWhenBuilt() {
		if (Runtime.version().feature() >= 20) {
			return false;
		}
		assertThatExceptionOfType(SslConfigurationException.class)
			.isThrownBy(() -> SslContext.builder().groups(OURS).build())
			.withMessageStartingWith("needs JDK 20 or later");
		return true;
	}

	// t/ecdhe.t, on every JDK.
	@ParameterizedTest(name = "{0}, Perl {1}: {2}")
	@CsvSource({ "TLSv1.2,P-521,secp521r1", "TLSv1.3,P-521,secp521r1", "TLSv1.2,X448,x448", "TLSv1.3,X448,x448",
			"TLSv1.2,P-256,secp256r1", "TLSv1.3,P-256,secp256r1" })
	void groupWhenPerlHasOneOnlyIsThat(String protocol, String perls, String agreed) throws Exception {
		SslContext context = HostMaterial.DEFAULT_RSA.alone((builder) -> builder.protocols(protocol));
		try (OurServer server = OurServer.echo(context); PerlPeer perl = PerlPeer.start()) {
			perl.ask("connect " + server.port());
			String answer = perl.ask("start client SSL_hostname=localhost SSL_ca_file=" + Material.FILES.ca()
					+ " SSL_cipher_list=ECDHE SSL_ecdh_curve=" + perls);
			assertThat(List.of(answer.split(" ")).get(1)).matches("ECDHE-.*|TLS_.*");
			perl.ask("close");
			assertThat(server.next().socket().group()).isEqualTo(agreed);
		}
	}

}
