package dev.sslsocket;

import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECParameterSpec;
import java.util.concurrent.CompletableFuture;

import dev.sslsocket.engine.RequiresNativeEngine;
import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.KeyKind;
import dev.sslsocket.x509.SslIdentity;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link UnusedKeys}: what becomes of keys that the native engine would never
 * use.
 */
@RequiresNativeEngine
@Timeout(60)
class UnusedKeysTests {

	private static final SslIdentity EC = identity(KeyKind.EC_P256);

	private static final SslIdentity ED25519 = identity(KeyKind.ED25519);

	/** Its key signs and does not say what it is, as one in a token does. */
	private static final SslIdentity HELD = SslIdentity.of(new HeldKey((ECPrivateKey) EC.privateKey()),
			EC.chain().toArray(X509Certificate[]::new));

	private static SslIdentity identity(KeyKind kind) {
		return Endpoints.identity(CertificateMaker.leaf()
			.key(kind)
			.subject("CN=" + kind)
			.dns("localhost")
			.serverAuth()
			.issuedBy(Endpoints.PKI.ca()));
	}

	@ParameterizedTest
	@EnumSource(names = { "ED25519", "RSA_PSS_2048" })
	void keyWhenItIsTheOnlyOneIsRefused(KeyKind kind) {
		SslIdentity identity = identity(kind);
		assertRefused(SslContext.builder().engine("openssl").identity(identity), identity);
	}

	@Test
	void keyWhenItCannotBeReadIsRefused() {
		assertThatExceptionOfType(SslConfigurationException.class)
			.isThrownBy(SslContext.builder().engine("openssl").identity(HELD)::build)
			.withMessage("is openssl, which has no signatures by keys that cannot be read, as those of PKCS#11 tokens,"
					+ " and " + HELD + " asks for it. Leave " + HELD + " out, or take engine: jdk");
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdk", "auto" })
	void keyWhenItCannotBeReadIsForTheJdkToSignWith(String engine) throws Exception {
		SslContext server = SslContext.builder().engine(engine).identity(HELD).build();
		assertThat(server.engine()).hasToString("jdk");
		assertThat(presented(server)).isEqualTo("CN=EC_P256");
	}

	@Test
	void keyWhenItIsTheOnlyOneOfAHostIsRefused() {
		assertRefused(SslContext.builder()
			.engine("openssl")
			.identity(EC)
			.identity(EC, "localhost")
			.identity(ED25519, "localhost", "LOCALHOST.example"), ED25519);
	}

	@Test
	void keyWhenItIsTheOnlyOneForClientsThatNameNoHostIsRefused() {
		assertRefused(SslContext.builder().engine("openssl").identity(EC, "localhost").identity(ED25519), ED25519);
	}

	private static void assertRefused(SslContextBuilder builder, SslIdentity identity) {
		assertThatExceptionOfType(SslConfigurationException.class).isThrownBy(builder::build)
			.withMessage("is openssl, which has no signatures by other keys than RSA and EC, and " + identity
					+ " asks for it. Leave " + identity + " out, or take engine: jdk")
			.satisfies((refused) -> assertThat(refused.setting()).isEqualTo("engine"));
	}

	@Test
	void keyWhenThereIsAnotherIsMentionedOnceAndTheOtherIsPresented() throws Exception {
		try (LogLines said = LogLines.of(UnusedKeys.class.getName())) {
			SslContext server = SslContext.builder()
				.name("two")
				.engine("openssl")
				.identity(ED25519)
				.identity(EC)
				.build();
			assertThat(said.messages()).containsExactly("SSL context 'two' never presents " + ED25519
					+ ": engine openssl has no signatures by other keys than RSA and EC. Every client gets what else"
					+ " there is for its host; with engine: jdk this one is presented as well.");
			assertThat(presented(server)).isEqualTo("CN=EC_P256");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdk", "auto" })
	void keyWhenTheEngineMayBeTheJdksIsPresentedAndNotMentioned(String engine) throws Exception {
		try (LogLines said = LogLines.of(UnusedKeys.class.getName())) {
			SslContextBuilder builder = SslContext.builder().engine(engine).identity(ED25519);
			assertThat(presented(builder.build())).isEqualTo("CN=ED25519");
			assertThat(builder.identity(EC).build().engine()).hasToString("jdk");
			assertThat(said.messages()).isEmpty();
		}
	}

	@Test
	void autoWhenAKeyIsUnusedSaysWhich() {
		SslContextBuilder builder = SslContext.builder().engine("auto").identity(ED25519);
		String reason = "has no signatures by other keys than RSA and EC, and ";
		assertThat(builder.build().engine().reason()).isEqualTo(reason + ED25519 + " asks for it");
		assertThat(builder.identity(EC).build().engine().reason()).isEqualTo(reason + "would never present " + ED25519);
	}

	@Test
	void keysWhenEveryEngineHasThemAreOfNoConcern() throws Exception {
		try (LogLines said = LogLines.of(UnusedKeys.class.getName())) {
			SslContext server = SslContext.builder().engine("auto").identity(EC).build();
			assertThat(server.engine()).hasToString("openssl");
			assertThat(said.messages()).isEmpty();
		}
	}

	private static String presented(SslContext server) throws Exception {
		try (SslServerSocket listening = Endpoints.listen(server)) {
			CompletableFuture<Integer> served = Endpoints.async(() -> {
				try (SslSocket accepted = listening.accept()) {
					return accepted.getInputStream().read();
				}
			});
			try (SslSocket socket = Endpoints.client((b) -> b.engine("jdk"))
				.socketFactory()
				.connect("localhost", listening.getLocalPort())) {
				socket.getOutputStream().write(7);
				assertThat(Endpoints.get(served)).isEqualTo(7);
				return socket.getSession().getPeerPrincipal().getName();
			}
		}
	}

	/** What the JDK's own signatures need, and no more. */
	private record HeldKey(ECPrivateKey key) implements ECPrivateKey {

		@Override
		public BigInteger getS() {
			return this.key.getS();
		}

		@Override
		public ECParameterSpec getParams() {
			return this.key.getParams();
		}

		@Override
		public String getAlgorithm() {
			return "EC";
		}

		@Override
		public String getFormat() {
			return null;
		}

		@Override
		public byte[] getEncoded() {
			return null;
		}

	}

}
