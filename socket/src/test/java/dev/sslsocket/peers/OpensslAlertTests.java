package dev.sslsocket.peers;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslSocket;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslHandshakeException;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.program.RequiresProgram;
import dev.sslsocket.testing.program.RunningProgram;
import dev.sslsocket.verify.ClientAuth;
import dev.sslsocket.verify.TrustSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What openssl is told when we refuse its certificate, beside what we know ourselves. The
 * alert is the engine's choice, and varies; the reason is ours, and exact.
 */
@RequiresProgram("openssl")
class OpensslAlertTests {

	private static final int HANDSHAKE_FAILURE = 40;

	private static final int BAD_CERTIFICATE = 42;

	private static final int CERTIFICATE_UNKNOWN = 46;

	private static final int CERTIFICATE_REQUIRED = 116;

	/** What the peer presents, and why we refuse it. */
	private enum Presented {

		NOTHING(SslReason.CERTIFICATE_REQUIRED), OF_A_STRANGER(SslReason.UNKNOWN_CA),
		EXPIRED(SslReason.CERTIFICATE_EXPIRED), FOR_OTHER_USE(SslReason.UNSUITABLE_CERTIFICATE),
		FOR_ANOTHER_HOST(SslReason.HOSTNAME_MISMATCH);

		private final SslReason reason;

		Presented(SslReason reason) {
			this.reason = reason;
		}

	}

	/**
	 * The engine's table (alerts of RFC 8446 section 6; measured on 17.0.15 and 25.0.3):
	 * <pre>
	 * refused for             TLS 1.2, JDK 17   TLS 1.3, JDK 17   TLS 1.2, JDK 25   TLS 1.3, JDK 25
	 * no certificate          42                42                40                116
	 * its certificate         46                46                46                46
	 * </pre>
	 */
	private static int alert(String protocol, Presented presented) {
		boolean jdk17 = Runtime.version().feature() == 17;
		if (presented != Presented.NOTHING) {
			return CERTIFICATE_UNKNOWN;
		}
		if (protocol.equals("TLSv1.2")) {
			return jdk17 ? BAD_CERTIFICATE : HANDSHAKE_FAILURE;
		}
		return jdk17 ? BAD_CERTIFICATE : CERTIFICATE_REQUIRED;
	}

	static Stream<Arguments> clients() {
		return rows(EnumSet.complementOf(EnumSet.of(Presented.FOR_ANOTHER_HOST)));
	}

	static Stream<Arguments> servers() {
		return rows(EnumSet.complementOf(EnumSet.of(Presented.NOTHING)));
	}

	private static Stream<Arguments> rows(Set<Presented> presented) {
		return Cell.PROTOCOLS.stream()
			.flatMap((protocol) -> presented.stream().map((each) -> Arguments.of(protocol, each)));
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("clients")
	void clientWhenRefusedIsToldByAlertAndWeKnowExactly(String protocol, Presented presented, @TempDir Path directory)
			throws Exception {
		SslContext context = Material.server((builder) -> builder.clientAuth(ClientAuth.NEED)
			.trust(TrustSource.certificates(Material.PKI.ca().certificate())));
		try (OurServer server = OurServer.echo(context);
				RunningProgram client = Openssl.client(server.port(), protocol, options(presented, directory))) {
			assertThat(Openssl.awaitAlert(client)).isEqualTo(alert(protocol, presented));
			Exception failure = server.next().failure();
			assertThat(failure).isInstanceOf(SslHandshakeException.class);
			assertThat(((SslFailure) failure).reason()).isEqualTo(presented.reason);
		}
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("servers")
	void serverWhenRefusedIsToldByAlertAndWeKnowExactly(String protocol, Presented presented, @TempDir Path directory)
			throws Exception {
		CertifiedKey key = serverKey(presented);
		SslContext context = Material.client((builder) -> builder);
		try (RunningProgram server = Openssl.server(protocol, key.writeChain(directory.resolve("cert")),
				key.writePrivateKey(directory.resolve("key")), "-rev")) {
			int port = Openssl.port(server);
			assertThatExceptionOfType(SslHandshakeException.class)
				.isThrownBy(() -> context.socketFactory().connect("localhost", port))
				.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(presented.reason));
			assertThat(Openssl.awaitAlert(server)).isEqualTo(alert(protocol, presented));
		}
	}

	// The other way: s_server refuses us, and says so by the exact alert.
	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void serverWhenItRefusesUsIsUnderstood(String protocol) throws Exception {
		try (RunningProgram server = Openssl.server(protocol, "-rev", "-Verify", "1", "-verify_return_error", "-CAfile",
				Material.FILES.ca().toString())) {
			int port = Openssl.port(server);
			assertThat(reasonOf(Material.client((builder) -> builder), port)).isEqualTo(SslReason.CERTIFICATE_REQUIRED);
			assertThat(reasonOf(Material.client((builder) -> builder.identity(Material.identity(Material.STRANGER))),
					port))
				.isEqualTo(SslReason.CERTIFICATE_REFUSED_BY_PEER);
			SslContext known = Material.client((builder) -> builder.identity(Material.identity(Material.PKI.client())));
			try (SslSocket socket = known.socketFactory().connect("localhost", port)) {
				PerlConversation.write(socket, "known\n");
				assertThat(PerlConversation.read(socket, 6)).isEqualTo("nwonk\n");
			}
		}
	}

	private static SslReason reasonOf(SslContext context, int port) {
		return catchThrowableOfType(SslHandshakeException.class, () -> {
			try (SslSocket socket = context.socketFactory().connect("localhost", port)) {
				socket.getInputStream().read();
			}
		}).reason();
	}

	private static String[] options(Presented presented, Path directory) {
		if (presented == Presented.NOTHING) {
			return new String[] { "-brief" };
		}
		CertifiedKey key = clientKey(presented);
		return new String[] { "-brief", "-cert", key.writeChain(directory.resolve("cert")).toString(), "-key",
				key.writePrivateKey(directory.resolve("key")).toString() };
	}

	private static CertifiedKey clientKey(Presented presented) {
		CertificateMaker maker = CertificateMaker.leaf().subject("CN=client");
		return switch (presented) {
			case OF_A_STRANGER -> Material.STRANGER;
			case EXPIRED -> maker.clientAuth().expired().issuedBy(Material.PKI.ca());
			case FOR_OTHER_USE -> maker.serverAuth().issuedBy(Material.PKI.ca());
			default -> throw new IllegalArgumentException(presented.toString());
		};
	}

	private static CertifiedKey serverKey(Presented presented) {
		CertificateMaker maker = CertificateMaker.localhost();
		return switch (presented) {
			case OF_A_STRANGER -> maker.issuedBy(CertificateMaker.ca().selfSigned());
			case EXPIRED -> maker.expired().issuedBy(Material.PKI.ca());
			case FOR_OTHER_USE -> maker.clientAuth().issuedBy(Material.PKI.ca());
			case FOR_ANOTHER_HOST -> CertificateMaker.leaf().dns("elsewhere.example").issuedBy(Material.PKI.ca());
			default -> throw new IllegalArgumentException(presented.toString());
		};
	}

}
