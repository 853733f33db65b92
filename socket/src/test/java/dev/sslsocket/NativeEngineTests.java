package dev.sslsocket;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

import dev.sslsocket.engine.RequiresNativeEngine;
import dev.sslsocket.engine.TlsParameters;
import dev.sslsocket.failure.SslConfigurationException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * What contexts of the native engine take and what they refuse, whichever engine the
 * other tests are run with.
 */
@RequiresNativeEngine
class NativeEngineTests {

	static Stream<Arguments> refused() {
		return Stream.of(
				refused("engine", "no choice of the suites of TLS 1.3, and cipher-suites asks for it",
						(b) -> b.cipherSuites("TLS_AES_128_GCM_SHA256")),
				refused("engine", "no choice of signature schemes, and signature-schemes asks for it",
						(b) -> b.signatureSchemes("rsa_pss_rsae_sha256")),
				refused("ciphers", "engine openssl has no choice of the suites of TLS 1.3",
						(b) -> b.ciphers("HIGH:@SECLEVEL=4")),
				refused("ciphers", "names no suite that can be used", (b) -> b.ciphers("DHE+AESGCM")),
				refused("groups", "names 'ffdhe2048', which BoringSSL does not have", (b) -> b.groups("ffdhe2048")),
				refused("groups", "names 'x448', which BoringSSL does not have", (b) -> b.groups("x448")),
				refused("groups", "for TLSv1.2. It has: secp256r1, secp384r1, secp521r1, x25519",
						(b) -> b.protocols("TLSv1.2").groups("X25519MLKEM768")),
				refused("protocols", "names TLSv1.1, which this JVM does not allow", (b) -> b.protocols("TLSv1.1")));
	}

	private static Arguments refused(String setting, String message, UnaryOperator<SslContextBuilder> set) {
		return Arguments.of(setting, message, set);
	}

	@ParameterizedTest(name = "{1}")
	@MethodSource("refused")
	void settingWhenTheEngineCannotDoItIsRefusedAtBuild(String setting, String message,
			UnaryOperator<SslContextBuilder> set) {
		assertThatExceptionOfType(SslConfigurationException.class).isThrownBy(() -> client(set))
			.withMessageContaining(message)
			.satisfies((refused) -> assertThat(refused.setting()).isEqualTo(setting));
	}

	// Nothing was sent when it is refused: the server is never asked to accept.
	@Test
	void socketWhenAskedForWhatTheEngineCannotDoRefuses() throws Exception {
		try (SslServerSocket server = Endpoints.listen(Endpoints.server((b) -> b));
				SslSocket socket = client((b) -> b).socketFactory().createSocket()) {
			assertThatExceptionOfType(UnsupportedOperationException.class)
				.isThrownBy(() -> socket.setEnableSessionCreation(false))
				.withMessageContaining("has no way to forbid new sessions");
			assertThatExceptionOfType(UnsupportedOperationException.class)
				.isThrownBy(() -> socket.setEnabledCipherSuites(new String[] { "TLS_AES_128_GCM_SHA256" }))
				.withMessageContaining("has no choice of the suites of TLS 1.3");
			SSLParameters constrained = socket.getSSLParameters();
			constrained.setAlgorithmConstraints(new Anything());
			assertThatExceptionOfType(UnsupportedOperationException.class)
				.isThrownBy(() -> socket.setSSLParameters(constrained))
				.withMessageContaining("has no algorithm constraints of a socket's own");
			socket.setEnabledCipherSuites(socket.getSupportedCipherSuites());
			socket.setEnabledCipherSuites(new String[] { "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256" });
			socket.setEnabledProtocols(new String[] { "TLSv1.2" });
			CompletableFuture<Integer> received = Endpoints.async(() -> {
				try (SslSocket accepted = server.accept()) {
					return accepted.getInputStream().read();
				}
			});
			socket.connect(server.getLocalSocketAddress());
			socket.getOutputStream().write(7);
			assertThat(socket.cipher()).isEqualTo("ECDHE-ECDSA-AES128-GCM-SHA256");
			assertThat(Endpoints.get(received)).isEqualTo(7);
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void socketWhenGivenSignatureSchemesRefuses(boolean listening) throws Exception {
		assumeThat(TlsParameters.takeSignatureSchemes()).as("SSLParameters.setSignatureSchemes, from JDK 19").isTrue();
		assertRefused(listening, (parameters) -> TlsParameters.signatureSchemes(parameters, List.of("ed25519")),
				UnsupportedOperationException.class,
				"the engine of this context has no choice of signature schemes (ssl.engine): take engine: jdk");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void socketWhenGivenGroupsThatTheEngineLacksRefuses(boolean listening) throws Exception {
		assertRefused(listening, (parameters) -> TlsParameters.namedGroups(parameters, List.of("x25519", "ffdhe2048")),
				IllegalArgumentException.class, "'ffdhe2048' is not supported. Supported: [secp256r1, secp384r1,"
						+ " secp521r1, x25519, X25519MLKEM768]");
	}

	/** What was refused is not taken over in part. */
	private static void assertRefused(boolean listening, Consumer<SSLParameters> change,
			Class<? extends RuntimeException> type, String message) throws Exception {
		try (SslServerSocket server = Endpoints.listen(Endpoints.server((b) -> b.engine("openssl")));
				SslSocket socket = client((b) -> b).socketFactory().createSocket()) {
			SSLParameters before = listening ? server.getSSLParameters() : socket.getSSLParameters();
			SSLParameters parameters = TlsParameters.copy(before);
			change.accept(parameters);
			assertThatExceptionOfType(type)
				.isThrownBy(listening ? () -> server.setSSLParameters(parameters)
						: () -> socket.setSSLParameters(parameters))
				.withMessage(message);
			assertThat(TlsParameters.alike(before, listening ? server.getSSLParameters() : socket.getSSLParameters()))
				.isTrue();
		}
	}

	@Test
	void jsseWhenTheContextHasGroupsHoldsItsEnginesToThem() throws Exception {
		SSLContext jsse = client((b) -> b.groups("secp384r1", "x25519")).jsse();
		if (!TlsParameters.takeNamedGroups()) {
			assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(jsse::createSSLEngine)
				.withMessage("the engines of jsse() are the JDK's, and cannot hold to the groups of context 'client':"
						+ " they need JDK 20 or later for it, and this is " + Runtime.version()
						+ ". Take its sockets or channels, which have them, or leave groups out");
			return;
		}
		assertThat(TlsParameters.namedGroups(jsse.createSSLEngine("localhost", 1).getSSLParameters()))
			.containsExactly("secp384r1", "x25519");
		assertThat(TlsParameters.namedGroups(jsse.createSSLEngine().getSSLParameters())).containsExactly("secp384r1",
				"x25519");
		assertThat(TlsParameters.namedGroups(jsse.getDefaultSSLParameters())).containsExactly("secp384r1", "x25519");
	}

	@Test
	@EnabledForJreRange(minVersion = 20, maxVersion = 26)
	void jsseWhenTheJdkLacksAGroupRefusesEngines() {
		SSLContext jsse = client((b) -> b.groups("X25519MLKEM768", "x25519")).jsse();
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> jsse.createSSLEngine("localhost", 1))
			.withMessageStartingWith("the engines of jsse() are the JDK's, and cannot hold to the groups of context"
					+ " 'client': groups names 'X25519MLKEM768', which this JDK (")
			.withMessageEndingWith(". Take its sockets or channels, which have them, or leave groups out");
		assertThat(jsse.getSocketFactory()).isInstanceOf(SslSocketFactory.class);
	}

	@Test
	void socketWhenGivenGroupsThatTheEngineHasKeepsToThem() throws Exception {
		try (SslServerSocket server = Endpoints.listen(Endpoints.server((b) -> b.engine("openssl")));
				SslSocket socket = client((b) -> b).socketFactory().createSocket()) {
			SSLParameters parameters = socket.getSSLParameters();
			TlsParameters.namedGroups(parameters, List.of("secp521r1"));
			socket.setSSLParameters(parameters);
			CompletableFuture<Integer> received = Endpoints.async(() -> {
				try (SslSocket accepted = server.accept()) {
					return accepted.getInputStream().read();
				}
			});
			socket.connect(server.getLocalSocketAddress());
			socket.getOutputStream().write(7);
			assertThat(socket.group()).isEqualTo("secp521r1");
			assertThat(Endpoints.get(received)).isEqualTo(7);
		}
	}

	@ParameterizedTest
	@MethodSource("groups")
	void groupsWhenTheEngineHasThemAreTakenOnAnyJdk(String group) throws Exception {
		try (SslServerSocket server = Endpoints.listen(
				Endpoints.server((b) -> b.engine("openssl").groups("x25519", "P-256", "P-384", "X25519MLKEM768")))) {
			CompletableFuture<String> seen = Endpoints.async(() -> {
				try (SslSocket accepted = server.accept()) {
					accepted.getInputStream().read();
					return accepted.snapshot().group();
				}
			});
			try (SslSocket socket = client((b) -> b.groups(group)).socketFactory()
				.connect("localhost", server.getLocalPort())) {
				assertThat(socket.snapshot().group()).isEqualToIgnoringCase(group);
				assertThat(socket.snapshot().engine()).isEqualTo("openssl");
				socket.getOutputStream().write(1);
			}
			assertThat(Endpoints.get(seen)).isEqualToIgnoringCase(group);
		}
	}

	static List<String> groups() {
		return List.of("x25519", "secp256r1", "secp384r1", "X25519MLKEM768");
	}

	private static SslContext client(UnaryOperator<SslContextBuilder> set) {
		return Endpoints.client((b) -> set.apply(b.engine("openssl")));
	}

	/** Constraints that permit everything. */
	private static final class Anything implements java.security.AlgorithmConstraints {

		@Override
		public boolean permits(java.util.Set<java.security.CryptoPrimitive> primitives, String algorithm,
				java.security.AlgorithmParameters parameters) {
			return true;
		}

		@Override
		public boolean permits(java.util.Set<java.security.CryptoPrimitive> primitives, java.security.Key key) {
			return true;
		}

		@Override
		public boolean permits(java.util.Set<java.security.CryptoPrimitive> primitives, String algorithm,
				java.security.Key key, java.security.AlgorithmParameters parameters) {
			return true;
		}

	}

}
