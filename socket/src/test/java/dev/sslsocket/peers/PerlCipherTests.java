package dev.sslsocket.peers;

import java.nio.file.Path;
import java.util.stream.Stream;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslSocket;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.program.RequiresPerlModule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Cipher lists with Perl, whose {@code SSL_cipher_list} they are: the same list on either
 * side comes to the same {@code get_cipher}.
 */
@RequiresPerlModule("IO::Socket::SSL")
class PerlCipherTests {

	private static final String ALL = "ALL";

	static Stream<Arguments> lists() {
		return Stream
			.of("ECDHE-RSA-AES128-GCM-SHA256", "ECDHE+CHACHA20", "DHE+AES128+AESGCM", "kEDH+SHA256:+AES256",
					"AES128:-AESGCM:+SHA1:!kRSA", "DEFAULT:!AESGCM:!CHACHA20:!SHA1")
			.flatMap((list) -> Stream.of(Arguments.of(Side.CLIENT, list), Arguments.of(Side.SERVER, list)));
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("lists")
	void listWhenOnOurSideAndOnPerlsIsTheSameSuite(Side ours, String list, @TempDir Path directory) throws Exception {
		String byOurs = agreed(ours, list, ALL, directory);
		String byPerls = agreed(ours, ALL, list, directory);
		assertThat(byOurs).isEqualTo(byPerls).contains("-");
	}

	@Test
	void listsWhenTheyHaveNothingInCommonEndInAHandshakeFailure(@TempDir Path directory) throws Exception {
		SslContext context = server("AES128+ECDHE", true);
		try (OurServer server = OurServer.echo(context); PerlPeer perl = PerlPeer.start()) {
			perl.ask("connect " + server.port());
			assertThat(perl.ask(startClient("AES256+ECDHE"))).contains("handshake failure");
			assertThat(((SslFailure) server.next().failure()).reason()).isEqualTo(SslReason.HANDSHAKE_FAILURE);
		}
	}

	/**
	 * What Perl's get_cipher says, which is what we say. The order of the side counts
	 * that has the list; the other one takes all.
	 */
	private static String agreed(Side ours, String list, String perls, Path directory) throws Exception {
		try (PerlPeer perl = PerlPeer.start()) {
			if (ours == Side.SERVER) {
				try (OurServer server = OurServer.echo(server(list, perls.equals(ALL)))) {
					perl.ask("connect " + server.port());
					String suite = perl.ask(startClient(perls)).split(" ")[1];
					perl.ask("close");
					assertThat(server.next().socket().cipher()).isEqualTo(suite);
					return suite;
				}
			}
			int port = Integer.parseInt(perl.ask("listen"));
			perl.tell("accept");
			PerlPeer.Answer started = perl.tell("start server SSL_version=TLSv1_2 SSL_honor_cipher_order="
					+ (perls.equals(ALL) ? 0 : 1) + " SSL_cert_file=" + HostMaterial.DEFAULT_RSA.chain(directory)
					+ " SSL_key_file=" + HostMaterial.DEFAULT_RSA.key(directory) + " SSL_cipher_list=" + perls);
			SslContext context = Material.client((builder) -> builder.protocols("TLSv1.2").ciphers(list));
			try (SslSocket socket = context.socketFactory().connect("localhost", port)) {
				String suite = started.await().split(" ")[1];
				assertThat(socket.cipher()).isEqualTo(suite);
				return suite;
			}
		}
	}

	private static SslContext server(String list, boolean honorOrder) {
		return Material.bare((builder) -> builder.identity(HostMaterial.DEFAULT_RSA.identity())
			.protocols("TLSv1.2")
			.honorCipherOrder(honorOrder)
			.ciphers(list));
	}

	private static String startClient(String list) {
		return "start client SSL_version=TLSv1_2 SSL_ca_file=" + Material.FILES.ca()
				+ " SSL_hostname=localhost SSL_cipher_list=" + list;
	}

}
