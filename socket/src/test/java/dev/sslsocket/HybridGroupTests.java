package dev.sslsocket;

import java.util.function.UnaryOperator;

import dev.sslsocket.engine.RequiresNativeEngine;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Handshakes with ML-KEM, which the native engine has on any JDK.
 */
@RequiresNativeEngine
@Timeout(60)
class HybridGroupTests {

	@ParameterizedTest(name = "client {0}, server {1}: {2}")
	@CsvSource({ "X25519MLKEM768:x25519,X25519MLKEM768:x25519,X25519MLKEM768",
			"X25519MLKEM768,X25519MLKEM768:P-256,X25519MLKEM768", "X25519MLKEM768:P-256,P-256,secp256r1",
			"P-256:X25519MLKEM768,X25519MLKEM768,X25519MLKEM768", "x25519,X25519MLKEM768:x25519,x25519" })
	void groupWhenBothEndsAreNativeIsTheOneInCommon(String client, String server, String expected) throws Exception {
		assertThat(agreed((builder) -> builder.engine("openssl").groups(client),
				(builder) -> builder.engine("openssl").groups(server)))
			.isEqualTo(expected);
	}

	@Test
	void groupWhenNothingIsSetIsHybridBetweenNativeEnds() throws Exception {
		assertThat(agreed((builder) -> builder.engine("openssl"), (builder) -> builder.engine("openssl")))
			.isEqualTo("X25519MLKEM768");
	}

	@ParameterizedTest
	@CsvSource({ "openssl,jdk", "jdk,openssl" })
	void groupWhenOneEndIsTheJdkIsOneThatItHas(String client, String server) throws Exception {
		String expected = (Runtime.version().feature() >= 27) ? "X25519MLKEM768" : "x25519";
		assertThat(agreed((builder) -> hybrid(builder, client), (builder) -> hybrid(builder, server)))
			.isEqualTo(expected);
	}

	private static SslContextBuilder hybrid(SslContextBuilder builder, String engine) {
		return engine.equals("jdk") ? builder.engine("jdk")
				: builder.engine("openssl").groups("X25519MLKEM768", "x25519");
	}

	private static String agreed(UnaryOperator<SslContextBuilder> client, UnaryOperator<SslContextBuilder> server)
			throws Exception {
		try (SslServerSocket listening = Endpoints.listen(Endpoints.server(server))) {
			var accepted = Endpoints.async(() -> {
				try (SslSocket socket = listening.accept()) {
					socket.startHandshake();
					return socket.group() + socket.getInputStream().read();
				}
			});
			try (SslSocket socket = Endpoints.client(client)
				.socketFactory()
				.connect("localhost", listening.getLocalPort())) {
				socket.getOutputStream().write(7);
				socket.getOutputStream().flush();
				assertThat(Endpoints.get(accepted)).isEqualTo(socket.group() + 7);
				return socket.group();
			}
		}
	}

}
