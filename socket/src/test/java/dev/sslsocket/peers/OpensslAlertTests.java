package dev.sslsocket.peers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslSocket;
import dev.sslsocket.engine.AlertTable;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslHandshakeException;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.testing.program.RunningProgram;
import dev.sslsocket.verify.ClientAuth;
import dev.sslsocket.verify.TrustSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What openssl is told when we refuse its certificate, beside what we know ourselves, and
 * what we understand when it refuses ours. What it should be told is in
 * {@code docs/alerts.md}.
 */
@RequiresProgram("openssl")
class OpensslAlertTests {

	static Stream<Arguments> clients() {
		return rows(EnumSet.complementOf(EnumSet.of(Refusal.FOR_ANOTHER_HOST)));
	}

	static Stream<Arguments> servers() {
		return rows(EnumSet.complementOf(EnumSet.of(Refusal.NOTHING)));
	}

	private static Stream<Arguments> rows(Set<Refusal> refusals) {
		return Cell.PROTOCOLS.stream()
			.flatMap((protocol) -> refusals.stream().map((each) -> Arguments.of(protocol, each)));
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("clients")
	void clientWhenRefusedIsToldByTheAlertAndWeKnowExactly(String protocol, Refusal refusal, @TempDir Path directory)
			throws Exception {
		SslContext context = Material.server((builder) -> refusal.ours(
				builder.clientAuth(ClientAuth.NEED).trust(TrustSource.certificates(Material.PKI.ca().certificate()))));
		List<String> options = new ArrayList<>(List.of("-brief"));
		options.addAll(refusal.options(Side.SERVER, directory));
		try (OurServer server = OurServer.echo(context);
				RunningProgram client = Openssl.client(server.port(), protocol, options.toArray(String[]::new))) {
			assertThat(AlertTable.name(Openssl.awaitAlert(client)))
				.isEqualTo(AlertTable.told("server", protocol, refusal.reason()));
			Exception failure = server.next().failure();
			assertThat(failure).isInstanceOf(SslHandshakeException.class);
			assertThat(((SslFailure) failure).reason()).isEqualTo(refusal.reason());
			assertThat(((SslFailure) failure).peerAlert()).isEmpty();
		}
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("servers")
	void serverWhenRefusedIsToldByTheAlertAndWeKnowExactly(String protocol, Refusal refusal, @TempDir Path directory)
			throws Exception {
		SslContext context = Material.client(refusal::ours);
		List<String> options = new ArrayList<>(List.of("-rev"));
		options.addAll(refusal.options(Side.CLIENT, directory));
		try (RunningProgram server = Openssl.server(protocol, options.toArray(String[]::new))) {
			int port = Openssl.port(server);
			assertThatExceptionOfType(SslHandshakeException.class)
				.isThrownBy(() -> context.socketFactory().connect("localhost", port))
				.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(refusal.reason()));
			assertThat(AlertTable.name(Openssl.awaitAlert(server)))
				.isEqualTo(AlertTable.told("client", protocol, refusal.reason()));
		}
	}

	// A HelloRetryRequest looks like a ServerHello and comes before the keys.
	@Test
	void serverThatAsksForAnotherGroupIsToldTheSame(@TempDir Path directory) throws Exception {
		List<String> options = new ArrayList<>(List.of("-rev", "-groups", "secp521r1"));
		options.addAll(Refusal.EXPIRED.options(Side.CLIENT, directory));
		try (RunningProgram server = Openssl.server("TLSv1.3", options.toArray(String[]::new))) {
			int port = Openssl.port(server);
			assertThatExceptionOfType(SslHandshakeException.class)
				.isThrownBy(() -> Material.client((builder) -> builder).socketFactory().connect("localhost", port))
				.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(SslReason.CERTIFICATE_EXPIRED));
			assertThat(AlertTable.name(Openssl.awaitAlert(server)))
				.isEqualTo(AlertTable.told("client", "TLSv1.3", SslReason.CERTIFICATE_EXPIRED));
		}
	}

	// The other way: s_server refuses us, and says so by the exact alert. In TLS 1.3 it
	// does when our handshake is complete.
	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void serverWhenItRefusesUsIsUnderstood(String protocol) throws Exception {
		try (RunningProgram server = Openssl.server(protocol, "-rev", "-Verify", "1", "-verify_return_error", "-CAfile",
				Material.FILES.ca().toString())) {
			int port = Openssl.port(server);
			SslFailure missing = refusedBy(port, Material.client((builder) -> builder));
			assertThat(missing.reason()).isEqualTo(SslReason.CERTIFICATE_REQUIRED);
			assertThat(missing.peerAlert())
				.contains(protocol.equals("TLSv1.2") ? "handshake_failure" : "certificate_required");
			SslFailure stranger = refusedBy(port,
					Material.client((builder) -> builder.identity(Material.identity(Material.STRANGER))));
			assertThat(stranger.reason()).isEqualTo(SslReason.CERTIFICATE_REFUSED_BY_PEER);
			assertThat(stranger.peerAlert()).contains("unknown_ca");
			SslFailure expired = refusedBy(port,
					Material.client((builder) -> builder.identity(Material.identity(Material.EXPIRED_CLIENT))));
			assertThat(expired.reason()).isEqualTo(SslReason.CERTIFICATE_REFUSED_BY_PEER);
			assertThat(expired.peerAlert()).contains("certificate_expired");
			SslContext known = Material.client((builder) -> builder.identity(Material.identity(Material.PKI.client())));
			try (SslSocket socket = known.socketFactory().connect("localhost", port)) {
				PerlConversation.write(socket, "known\n");
				assertThat(PerlConversation.read(socket, 6)).isEqualTo("nwonk\n");
			}
		}
	}

	private static SslFailure refusedBy(int port, SslContext context) {
		return catchThrowableOfType(SslHandshakeException.class, () -> {
			try (SslSocket socket = context.socketFactory().connect("localhost", port)) {
				socket.getInputStream().read();
			}
		});
	}

	// s_client refuses our certificate while the handshake runs.
	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void clientWhenItRefusesUsIsUnderstood(String protocol) throws Exception {
		try (OurServer server = OurServer.echo(Material.server((builder) -> builder));
				RunningProgram client = Openssl.client(server.port(), protocol, "-CAfile",
						Material.STRANGER_CERTIFICATE.toString())) {
			Exception failure = server.next().failure();
			assertThat(failure).isInstanceOf(SslHandshakeException.class).hasMessageContaining("unknown_ca");
			assertThat(((SslFailure) failure).reason()).isEqualTo(SslReason.CERTIFICATE_REFUSED_BY_PEER);
			assertThat(((SslFailure) failure).peerAlert()).contains("unknown_ca");
			assertThat(client.awaitExit()).isNotZero();
		}
	}

}
