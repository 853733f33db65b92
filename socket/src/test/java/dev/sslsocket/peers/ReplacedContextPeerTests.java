package dev.sslsocket.peers;

import java.nio.file.Path;
import java.util.Map;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslContexts;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.TestPki;
import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.testing.program.RunningProgram;
import dev.sslsocket.verify.ClientAuth;
import dev.sslsocket.verify.TrustSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server whose context is replaced while OpenSSL or Perl holds a ticket of it. The
 * ticket spares nobody the check: not the client whose CA is trusted no more, nor the
 * server that has a new certificate to show.
 */
class ReplacedContextPeerTests {

	private static final TestPki OTHER = TestPki.create();

	private final SslContexts contexts = SslContexts.of(trusting(Material.PKI), Map.of());

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	@RequiresProgram("openssl")
	void opensslWithATicketIsRefusedOnceItsCaIsGone(String protocol, @TempDir Path directory) throws Exception {
		String session = directory.resolve("session").toString();
		try (OurServer server = OurServer.echo(this.contexts.serverSocketFactory("default"))) {
			try (RunningProgram client = openssl(server, protocol, "-sess_out", session)) {
				assertEchoes(client, "New, ");
			}
			assertThat(server.next().failure()).isNull();
			try (RunningProgram client = openssl(server, protocol, "-sess_in", session)) {
				assertEchoes(client, "Reused, ");
			}
			assertThat(server.next().reused()).isTrue();

			this.contexts.replace("default", trusting(OTHER));
			try (RunningProgram client = openssl(server, protocol, "-sess_in", session)) {
				assertThat(Openssl.awaitAlert(client)).isPositive();
			}
			assertRefused(server.next());

			this.contexts.replace("default", trusting(Material.PKI));
			try (RunningProgram client = openssl(server, protocol, "-sess_in", session)) {
				assertEchoes(client, "New, ");
			}
			assertThat(server.next().reused()).isFalse();
		}
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	@RequiresProgram("openssl")
	void opensslWithATicketIsShownTheNewCertificate(String protocol, @TempDir Path directory) throws Exception {
		String session = directory.resolve("session").toString();
		SslContexts servers = SslContexts.of(Material.server((builder) -> builder), Map.of());
		try (OurServer server = OurServer.echo(servers.serverSocketFactory("default"))) {
			try (RunningProgram client = openssl(server, protocol, "-sess_out", session)) {
				assertEchoes(client, "New, ");
			}
			servers.replace("default", SslContext.builder().identity(Material.identity(OTHER.server())).build());
			try (RunningProgram client = openssl(server, protocol, "-sess_in", session)) {
				// It does not know that CA; by the old ticket it would have come in.
				client.awaitLine("verify error");
				// It says so before it tells us.
				assertThat(client.awaitExit()).isNotZero();
			}
			assertThat(server.next().failure()).isNull();
			OurServer.Visit refusedByClient = server.next();
			assertThat(refusedByClient.reused()).isFalse();
			assertThat(((SslFailure) refusedByClient.failure()).reason())
				.isEqualTo(SslReason.CERTIFICATE_REFUSED_BY_PEER);
		}
	}

	private static void assertRefused(OurServer.Visit visit) {
		assertThat(visit.reused()).isFalse();
		assertThat(visit.failure()).isInstanceOf(SslFailure.class);
		assertThat(((SslFailure) visit.failure()).reason()).isEqualTo(SslReason.UNKNOWN_CA);
	}

	private static SslContext trusting(TestPki pki) {
		return Material.server((builder) -> builder.clientAuth(ClientAuth.NEED)
			.trust(TrustSource.certificates(pki.ca().certificate())));
	}

	private static RunningProgram openssl(OurServer server, String protocol, String... session) {
		return Openssl.client(server.port(), protocol, session[0], session[1], "-cert",
				Material.FILES.clientCertificate().toString(), "-key", Material.FILES.clientKey().toString());
	}

	private static void assertEchoes(RunningProgram client, String handshake) {
		assertThat(client.awaitLine("Cipher is")).startsWith(handshake);
		client.send("hello\n");
		client.awaitLine("hello");
		client.closeInput();
		assertThat(client.awaitExit()).isZero();
	}

}
