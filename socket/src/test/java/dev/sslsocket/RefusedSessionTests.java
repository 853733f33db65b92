package dev.sslsocket;

import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import dev.sslsocket.engine.RequiresNativeEngine;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sessions that a server has forgotten, since it was started anew: it is met in full
 * once, and its new session is the one that is offered next.
 */
@RequiresNativeEngine
@Timeout(60)
class RefusedSessionTests {

	private static final int RESTARTS = 6;

	/** Of TLS 1.3 a client has more tickets each time than it has used. */
	private static final int VISITS = 4;

	static Stream<Arguments> pairs() {
		return Stream.of("jdk", "openssl")
			.flatMap((client) -> Stream.of("jdk", "openssl")
				.flatMap((server) -> Stream.of("TLSv1.2", "TLSv1.3")
					.map((protocol) -> Arguments.of(client, server, protocol))));
	}

	@ParameterizedTest(name = "{0} client, {1} server, {2}")
	@MethodSource("pairs")
	void sessionWhenTheServerForgotItIsNotOfferedAgain(String engine, String server, String protocol) throws Exception {
		SslContext client = Endpoints.client((b) -> b.engine(engine).protocols(protocol));
		for (int restart = 0; restart < RESTARTS; restart++) {
			try (SslServerSocket listening = Endpoints.listen(Endpoints.server((b) -> b.engine(server)))) {
				assertThat(resumed(client, listening)).as("first visit after restart %d", restart).isFalse();
				for (int visit = 1; visit < VISITS; visit++) {
					assertThat(resumed(client, listening)).as("visit %d after restart %d", visit, restart).isTrue();
				}
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void sessionOfAnotherServerWhenOneForgotItsOwnIsKept(String protocol) throws Exception {
		SslContext client = Endpoints.client((b) -> b.engine("openssl").protocols(protocol));
		try (SslServerSocket before = Endpoints.listen(Endpoints.server((b) -> b));
				SslServerSocket after = Endpoints.listen(Endpoints.server((b) -> b));
				SslServerSocket other = Endpoints.listen(Endpoints.server((b) -> b))) {
			assertThat(resumed(client, before)).isFalse();
			assertThat(resumed(client, other, "other")).isFalse();
			assertThat(resumed(client, after)).isFalse();
			assertThat(resumed(client, other, "other")).isTrue();
			assertThat(resumed(client, after)).isTrue();
		}
	}

	private static boolean resumed(SslContext client, SslServerSocket listening) throws Exception {
		return resumed(client, listening, "one");
	}

	/**
	 * Connects.
	 * @param key what the client takes for one server
	 */
	private static boolean resumed(SslContext client, SslServerSocket listening, String key) throws Exception {
		CompletableFuture<Boolean> seen = Endpoints.async(() -> {
			try (SslSocket socket = listening.accept()) {
				socket.getOutputStream().write('!');
				socket.getInputStream().read();
				return socket.sessionReused();
			}
		});
		try (SslSocket socket = client.socketFactory()
			.connect("localhost", listening.getLocalPort(), SslConnectOptions.builder().sessionKey(key).build())) {
			assertThat(socket.getInputStream().read()).isEqualTo('!');
			socket.getOutputStream().write('?');
			assertThat(Endpoints.get(seen)).isEqualTo(socket.sessionReused());
			return socket.sessionReused();
		}
	}

}
