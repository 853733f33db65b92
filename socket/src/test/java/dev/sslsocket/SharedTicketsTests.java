package dev.sslsocket;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.verify.ClientAuth;
import dev.sslsocket.verify.TrustSource;
import dev.sslsocket.verify.VerifyCallback;
import dev.sslsocket.x509.Material;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Servers that share the keys of their tickets, as two processes would: which sessions
 * they resume for each other, and which they must not.
 */
@Timeout(60)
class SharedTicketsTests {

	private static final TrustSource CA = TrustSource.certificates(Endpoints.PKI.ca().certificate());

	private static final CertifiedKey TWIN = CertificateMaker.leaf()
		.subject("CN=localhost")
		.dns("localhost")
		.serverAuth()
		.issuedBy(Endpoints.PKI.ca());

	private static final SslConnectOptions FLEET = SslConnectOptions.builder().sessionKey("fleet").build();

	private static Material key() {
		byte[] bytes = new byte[48];
		new SecureRandom().nextBytes(bytes);
		return Material.of("a key", bytes);
	}

	static Stream<Arguments> clients() {
		return Stream.of("jdk", "openssl")
			.flatMap((engine) -> Stream.of("TLSv1.2", "TLSv1.3").map((protocol) -> Arguments.of(engine, protocol)));
	}

	/** A client whose sessions, once made, are offered to every server. */
	private static SslContext client(String engine, String protocol) {
		return Endpoints
			.client((b) -> b.engine(engine).protocols(protocol).identity(Endpoints.identity(Endpoints.PKI.client())));
	}

	private static SslContext server(SslTicketKeys keys, UnaryOperator<SslContextBuilder> more) {
		return Endpoints.server((b) -> more.apply(b.engine("openssl").trust(CA).ticketKeys(keys)));
	}

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource("clients")
	void sessionWhenServersHaveOneKeyIsResumedAndElseNot(String engine, String protocol) throws Exception {
		Material shared = key();
		SslContext one = server(SslTicketKeys.of(shared), (b) -> b);
		SslContext two = server(SslTicketKeys.of(shared, key()), (b) -> b);
		SslContext stranger = server(SslTicketKeys.of(key()), (b) -> b);
		SslContext alone = Endpoints.server((b) -> b.engine("openssl").trust(CA));
		SslContext client = client(engine, protocol);
		assertThat(resumed(client, one)).isFalse();
		assertThat(resumed(client, two)).isTrue();
		assertThat(resumed(client, one)).isTrue();
		assertThat(resumed(client, stranger)).isFalse();
		assertThat(resumed(client, alone)).isFalse();
	}

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource("clients")
	void sessionWhenKeysAreReplacedIsResumedWhileItsKeyIsThere(String engine, String protocol) throws Exception {
		Material first = key();
		Material second = key();
		SslTicketKeys keys = SslTicketKeys.of(first);
		SslContext rotated = server(keys, (b) -> b);
		SslContext withFirst = server(SslTicketKeys.of(first), (b) -> b);
		SslContext withSecond = server(SslTicketKeys.of(second), (b) -> b);
		SslContext old = client(engine, protocol);
		assertThat(resumed(old, rotated)).isFalse();
		keys.replace(second, first);
		assertThat(resumed(old, rotated)).as("a ticket of the old key").isTrue();
		assertThat(resumed(after(rotated, engine, protocol), withSecond)).as("a new ticket, by the new key").isTrue();
		assertThat(resumed(after(rotated, engine, protocol), withFirst)).as("a new ticket, by the old key").isFalse();
		assertThat(resumed(after(withFirst, engine, protocol), rotated)).as("another's old ticket").isTrue();
		keys.replace(second);
		assertThat(resumed(after(withFirst, engine, protocol), rotated)).as("the old key is gone").isFalse();
		assertThat(resumed(after(withSecond, engine, protocol), rotated)).isTrue();
	}

	/** A client that was at a server once. */
	private static SslContext after(SslContext server, String engine, String protocol) throws Exception {
		SslContext client = client(engine, protocol);
		assertThat(resumed(client, server)).isFalse();
		return client;
	}

	@Test
	void ticketOfTls12WhenOfAnOldKeyIsRenewedByTheFirst() throws Exception {
		Material first = key();
		Material second = key();
		SslContext client = after(server(SslTicketKeys.of(first), (b) -> b), "jdk", "TLSv1.2");
		assertThat(resumed(client, server(SslTicketKeys.of(second, first), (b) -> b))).isTrue();
		assertThat(resumed(client, server(SslTicketKeys.of(second), (b) -> b))).isTrue();
	}

	/** One that says how two servers differ. */
	enum Difference {

		NONE, CERTIFICATE, CLIENT_AUTH, TRUST, CALLBACK;

		UnaryOperator<SslContextBuilder> one() {
			return (b) -> b.clientAuth((this == CLIENT_AUTH) ? ClientAuth.WANT : ClientAuth.NEED);
		}

		UnaryOperator<SslContextBuilder> other() {
			return switch (this) {
				case NONE -> (b) -> b.clientAuth(ClientAuth.NEED);
				case CERTIFICATE -> (b) -> b.clientAuth(ClientAuth.NEED).identity(Endpoints.identity(TWIN));
				case CLIENT_AUTH -> (b) -> b.clientAuth(ClientAuth.NEED);
				case TRUST -> (b) -> b.clientAuth(ClientAuth.NEED).trust(TrustSource.certificates(TWIN.certificate()));
				case CALLBACK -> (b) -> b.clientAuth(ClientAuth.NEED).verifyCallback(accepting());
			};
		}

		private static VerifyCallback accepting() {
			return (certificate) -> certificate.ok();
		}

	}

	static Stream<Arguments> differences() {
		return Stream.of(Difference.values())
			.flatMap((difference) -> clients()
				.map((client) -> Arguments.of(difference, client.get()[0], client.get()[1])));
	}

	@ParameterizedTest(name = "{0}, {1} {2}")
	@MethodSource("differences")
	void sessionWhenAnythingThatDecidesDiffersIsNotResumed(Difference difference, String engine, String protocol)
			throws Exception {
		Material shared = key();
		SslContext one = server(SslTicketKeys.of(shared), difference.one());
		SslContext other = server(SslTicketKeys.of(shared), difference.other());
		SslContext client = client(engine, protocol);
		assertThat(resumed(client, one)).isFalse();
		assertThat(resumed(client, one)).isTrue();
		assertThat(resumed(client, other)).isEqualTo(difference == Difference.NONE);
		assertThat(resumed(after(other, engine, protocol), other)).isTrue();
	}

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource("clients")
	void sessionWhenMadeWithoutACertificateIsNotResumedWhereOneIsNeeded(String engine, String protocol)
			throws Exception {
		SslTicketKeys keys = SslTicketKeys.of(key());
		SslContext open = server(keys, (b) -> b);
		SslContext strict = server(keys, (b) -> b.clientAuth(ClientAuth.NEED));
		SslContext client = client(engine, protocol);
		resumed(client, open);
		assertThat(resumed(client, open)).isTrue();
		assertThat(resumed(client, strict)).isFalse();
	}

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource("clients")
	void sessionWhenOnlyTheSocketNeedsACertificateIsNotResumedThere(String engine, String protocol) throws Exception {
		SslContext server = server(SslTicketKeys.of(key()), (b) -> b);
		SslContext client = client(engine, protocol);
		resumed(client, server);
		assertThat(resumed(client, server)).isTrue();
		try (SslServerSocket listening = Endpoints.listen(server)) {
			listening.setNeedClientAuth(true);
			assertThat(resumed(client, listening)).isFalse();
			SslContext another = client(engine, protocol);
			assertThat(resumed(another, listening)).isFalse();
			assertThat(resumed(another, listening)).isTrue();
		}
	}

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource("clients")
	void sessionWhenNoClientIsAskedDoesNotDependOnTrust(String engine, String protocol) throws Exception {
		Material shared = key();
		SslContext one = server(SslTicketKeys.of(shared), (b) -> b);
		SslContext other = server(SslTicketKeys.of(shared),
				(b) -> b.trust(TrustSource.certificates(TWIN.certificate())));
		SslContext client = client(engine, protocol);
		assertThat(resumed(client, one)).isFalse();
		assertThat(resumed(client, other)).isTrue();
	}

	@Test
	void handshakesWhileKeysAreReplacedAllSucceed() throws Exception {
		List<Material> all = IntStream.range(0, 3).mapToObj((i) -> key()).toList();
		SslTicketKeys keys = SslTicketKeys.of(all.get(0));
		SslContext client = client("openssl", "TLSv1.3");
		try (SslServerSocket listening = Endpoints.listen(server(keys, (b) -> b))) {
			CompletableFuture<Integer> replaced = Endpoints.async(() -> {
				int changes = 0;
				for (int i = 0; i < 3000; i++) {
					changes += keys.replace(all.get(i % 3), all.get((i + 1) % 3), all.get((i + 2) % 3)) ? 1 : 0;
				}
				return changes;
			});
			int resumptions = 0;
			for (int visit = 0; visit < 60; visit++) {
				resumptions += resumed(client, listening) ? 1 : 0;
			}
			assertThat(Endpoints.get(replaced)).isEqualTo(3000);
			assertThat(resumptions).isGreaterThan(50);
		}
	}

	@Test
	void keysWhenTheEngineIsTheJdksAreRefusedAndAutoTakesTheNativeOne() {
		SslTicketKeys keys = SslTicketKeys.of(key());
		SslConfigurationException refusal = catchThrowableOfType(SslConfigurationException.class,
				() -> Endpoints.server((b) -> b.engine("jdk").ticketKeys(keys)));
		assertThat(refusal.setting()).isEqualTo("session-tickets.key-files");
		assertThat(refusal)
			.hasMessageContaining("asks for keys of session tickets that are given to it, which the JDK's"
					+ " engine does not have. Leave it out, or take engine: openssl");
		assertThat(Endpoints.server((b) -> b.engine("auto").ticketKeys(keys)).ticketKeys()).containsSame(keys);
		assertThat(Endpoints.client((b) -> b.engine("jdk").ticketKeys(keys)).ticketKeys())
			.as("a context that serves nobody")
			.containsSame(keys);
	}

	@Test
	void keysWhenNothingIsResumedAreRefused() {
		SslConfigurationException refusal = catchThrowableOfType(SslConfigurationException.class,
				() -> server(SslTicketKeys.of(key()), (b) -> b.sessionTickets(false)));
		assertThat(refusal.setting()).isEqualTo("session-tickets.key-files");
		assertThat(refusal)
			.hasMessageContaining("are for tickets, and session-tickets.enabled is false. Leave out one of the two");
	}

	@Test
	void filesWhenReadAreTheKeysAndOneThatIsMissingIsNamed(@TempDir Path directory) throws IOException {
		Path file = Files.write(directory.resolve("one.key"), key().bytes());
		SslContext server = Endpoints.server((b) -> b.engine("openssl").ticketKeyFiles(file));
		assertThat(server.ticketKeys().orElseThrow().names()).hasSize(1);
		SslConfigurationException refusal = catchThrowableOfType(SslConfigurationException.class,
				() -> SslTicketKeys.load(file, directory.resolve("two.key")));
		assertThat(refusal.setting()).isEqualTo("session-tickets.key-files[1]");
		assertThat(refusal).hasMessageContaining("two.key' does not exist");
	}

	private static boolean resumed(SslContext client, SslContext server) throws Exception {
		try (SslServerSocket listening = Endpoints.listen(server)) {
			return resumed(client, listening);
		}
	}

	private static boolean resumed(SslContext client, SslServerSocket listening) throws Exception {
		CompletableFuture<Boolean> seen = Endpoints.async(() -> {
			try (SslSocket socket = listening.accept()) {
				socket.getOutputStream().write('!');
				socket.getInputStream().read();
				return socket.sessionReused();
			}
		});
		try (SslSocket socket = client.socketFactory().connect("localhost", listening.getLocalPort(), FLEET)) {
			assertThat(socket.getInputStream().read()).isEqualTo('!');
			socket.getOutputStream().write('?');
			assertThat(Endpoints.get(seen)).isEqualTo(socket.sessionReused());
			return socket.sessionReused();
		}
	}

}
