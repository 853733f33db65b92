package dev.sslsocket.peers;

import java.util.stream.Stream;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslSocket;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.program.RequiresPerlModule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Versions with Perl, in the very words that it takes itself: each alone and by exclusion
 * (t/protocol_version.t).
 */
@RequiresPerlModule("IO::Socket::SSL")
class PerlProtocolTests {

	/** What we write, what Perl writes, and what comes of it. */
	static Stream<Arguments> agreements() {
		return Stream.of(Arguments.of("TLSv1_2", "SSLv23", "TLSv1_2"), Arguments.of("TLSv1_3", "SSLv23", "TLSv1_3"),
				Arguments.of("SSLv23:!TLSv1_3", "SSLv23", "TLSv1_2"),
				Arguments.of("SSLv23:!TLSv1_2", "SSLv23", "TLSv1_3"), Arguments.of("SSLv23", "TLSv1_2", "TLSv1_2"),
				Arguments.of("SSLv23", "TLSv1_3", "TLSv1_3"), Arguments.of("SSLv23", "SSLv23:!TLSv1_3", "TLSv1_2"),
				Arguments.of("SSLv23", "SSLv23:!TLSv1:!TLSv1_1:!TLSv1_2", "TLSv1_3"),
				Arguments.of("sslv2/3", "SSLv2/3", "TLSv1_3"), Arguments.of("TLSv1_2", "TLSv1_3", "none"),
				Arguments.of("!TLSv1_2", "SSLv23:!TLSv1_3", "none"));
	}

	@ParameterizedTest(name = "we {0}, Perl {1}: {2}")
	@MethodSource("agreements")
	void clientOfPerlAgreesWithUs(String ours, String perls, String agreed) throws Exception {
		SslContext context = Material.server((builder) -> builder.protocols(ours));
		try (OurServer server = OurServer.echo(context); PerlPeer perl = PerlPeer.start()) {
			assertThat(perl.ask("connect " + server.port())).isEqualTo("ok");
			String answer = perl.ask(
					"start client SSL_hostname=localhost SSL_ca_file=" + Material.FILES.ca() + " SSL_version=" + perls);
			if (agreed.equals("none")) {
				assertThat(answer).startsWith("failed: ").contains("protocol version");
				assertThat(((SslFailure) server.next().failure()).reason()).isEqualTo(SslReason.PROTOCOL_VERSION);
				return;
			}
			assertThat(answer).startsWith(agreed + " ");
			perl.ask("close");
			assertThat(server.next().socket().protocol()).isEqualTo(agreed.replace('_', '.'));
		}
	}

	@ParameterizedTest(name = "we {0}, Perl {1}: {2}")
	@MethodSource("agreements")
	void serverOfPerlAgreesWithUs(String ours, String perls, String agreed) throws Exception {
		SslContext context = Material.client((builder) -> builder.protocols(ours));
		try (PerlPeer perl = PerlPeer.start()) {
			int port = Integer.parseInt(perl.ask("listen"));
			perl.tell("accept");
			PerlPeer.Answer started = perl.tell("start server SSL_cert_file=" + Material.FILES.serverCertificate()
					+ " SSL_key_file=" + Material.FILES.serverKey() + " SSL_version=" + perls);
			if (agreed.equals("none")) {
				Throwable refused = catchThrowable(() -> context.socketFactory().connect("localhost", port));
				assertThat(((SslFailure) refused).reason()).isEqualTo(SslReason.PROTOCOL_VERSION);
				assertThat(started.await()).startsWith("failed: ");
				return;
			}
			try (SslSocket socket = context.socketFactory().connect("localhost", port)) {
				assertThat(started.await()).startsWith(agreed + " ");
				assertThat(socket.protocol()).isEqualTo(agreed.replace('_', '.'));
			}
		}
	}

}
