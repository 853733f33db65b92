package dev.sslsocket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.sslsocket.connection.SslConnectionListener;
import dev.sslsocket.engine.TlsParameters;
import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.failure.SslHandshakeException;
import dev.sslsocket.session.SslSessionCache;
import dev.sslsocket.testing.TestPki;
import dev.sslsocket.testing.peer.TlsPeer;
import dev.sslsocket.verify.ClientAuth;
import dev.sslsocket.verify.HostnameScheme;
import dev.sslsocket.verify.OcspMode;
import dev.sslsocket.verify.PinMode;
import dev.sslsocket.verify.PinSet;
import dev.sslsocket.verify.Revocation;
import dev.sslsocket.verify.TrustSource;
import dev.sslsocket.verify.VerifyMode;
import dev.sslsocket.x509.DhParameters;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * {@link SslContext#toBuilder()} takes everything along. Setters are found, not listed:
 * one that is new fails here until there is a value to try it with.
 */
@Timeout(60)
class ContextCopyTests {

	private static final TrustSource OTHER_CA = TrustSource.certificates(TestPki.create().ca().certificate());

	/** {@code openssl genpkey -genparam -algorithm DH -pkeyopt group:ffdhe2048}. */
	private static final String FFDHE2048 = """
			-----BEGIN DH PARAMETERS-----
			MIIBCAKCAQEA//////////+t+FRYortKmq/cViAnPTzx2LnFg84tNpWp4TZBFGQz
			+8yTnc4kmz75fS/jY2MMddj2gbICrsRhetPfHtXV/WVhJDP1H18GbtCFY2VVPe0a
			87VXE15/V8k1mE8McODmi3fipona8+/och3xWKE2rec1MKzKT0g6eXq8CrGCsyT7
			YdEIqUuyyOP7uWrat2DX9GgdT0Kj3jlN9K5W7edjcrsZCwenyO4KbXCeAvzhzffi
			7MA0BM0oNC9hkXL+nOmFg/+OTxIy7vKBg8P+OxtMb61zO7X8vC7CIAXFjvGDfRaD
			ssbzSibBsu/6iGtCOGEoXJf//////////wIBAg==
			-----END DH PARAMETERS-----
			""";

	private static final Path DH_FILE = file(FFDHE2048);

	/** Letters in an order of their own will do where nobody uses the key. */
	private static final Path TICKET_KEY = file(FFDHE2048.substring(100, 148));

	private static final Map<String, UnaryOperator<SslContextBuilder>> VALUES = values();

	/** What JDK 17 has no place for, and refuses when the context is built. */
	private static final Set<String> NEWER = TlsParameters.takeNamedGroups() ? Set.of()
			: Set.of("groups(String[])", "signatureSchemes(String[])", "dhParameters(DhParameters)", "dhFile(Path)");

	private static Map<String, UnaryOperator<SslContextBuilder>> values() {
		Map<String, UnaryOperator<SslContextBuilder>> values = new LinkedHashMap<>();
		Duration second = Duration.ofSeconds(1);
		values.put("name(String)", (b) -> b.name("copied"));
		values.put("identity(SslIdentity)", (b) -> b.identity(Endpoints.identity(Endpoints.PKI.server())));
		values.put("identity(SslIdentity, String[])",
				(b) -> b.identity(Endpoints.identity(Endpoints.PKI.server()), "localhost"));
		values.put("useCertificate(boolean)", (b) -> b.useCertificate(false));
		values.put("trust(TrustSource[])", (b) -> b.trust(OTHER_CA));
		values.put("verifyMode(VerifyMode)", (b) -> b.verifyMode(VerifyMode.NONE));
		values.put("clientAuth(ClientAuth)", (b) -> b.clientAuth(ClientAuth.NEED));
		values.put("clientCaNames(TrustSource[])", (b) -> b.clientCaNames(OTHER_CA));
		values.put("hostnameVerification(HostnameScheme)", (b) -> b.hostnameVerification(HostnameScheme.HTTP));
		values.put("verifyName(String)", (b) -> b.verifyName("copied.example"));
		values.put("pins(PinSet)", (b) -> b.pins(PinSet.of(PinMode.ADDITIONAL, "ab".repeat(32))));
		values.put("revocation(Revocation)", (b) -> b.revocation(Revocation.builder().ocsp(OcspMode.STAPLE).build()));
		values.put("verifyCallback(VerifyCallback)", (b) -> b.verifyCallback((event) -> false));
		values.put("protocols(String[])", (b) -> b.protocols("TLSv1.2"));
		values.put("ciphers(String)", (b) -> b.ciphers("ECDHE+AESGCM"));
		values.put("cipherSuites(String[])", (b) -> b.cipherSuites("TLS_AES_128_GCM_SHA256"));
		values.put("honorCipherOrder(boolean)", (b) -> b.honorCipherOrder(false));
		values.put("groups(String[])", (b) -> b.groups("P-384"));
		values.put("signatureSchemes(String[])", (b) -> b.signatureSchemes("ed25519"));
		values.put("dhParameters(DhParameters)", (b) -> b.dhParameters(DhParameters.load(DH_FILE)));
		values.put("dhFile(Path)", (b) -> b.dhFile(DH_FILE));
		values.put("sniHost(String)", (b) -> b.sniHost("front.example"));
		values.put("alpn(String[])", (b) -> b.alpn("h2"));
		values.put("alpnPreference(AlpnPreference)", (b) -> b.alpnPreference(AlpnPreference.CLIENT));
		values.put("alpnMismatch(AlpnMismatch)", (b) -> b.alpnMismatch(AlpnMismatch.CONTINUE));
		values.put("engine(String)", (b) -> b.engine("auto"));
		values.put("ocspStapling(boolean)", (b) -> b.engine("openssl").ocspStapling(true));
		values.put("ocspStapleFile(Path)", (b) -> b.engine("openssl").ocspStapleFile(Path.of("staple.der")));
		values.put("sessionCache(SslSessionCache)", (b) -> b.sessionCache(SslSessionCache.ofSize(7)));
		values.put("sessionTimeout(Duration)", (b) -> b.sessionTimeout(second));
		values.put("sessionTickets(boolean)", (b) -> b.sessionTickets(false));
		values.put("ticketKeys(SslTicketKeys)", (b) -> b.ticketKeys(SslTicketKeys.load(TICKET_KEY)));
		values.put("ticketKeyFiles(Path[])", (b) -> b.ticketKeyFiles(TICKET_KEY));
		values.put("timeouts(SslTimeouts)", (b) -> b.timeouts(SslTimeouts.DEFAULT.read(second)));
		values.put("connectTimeout(Duration)", (b) -> b.connectTimeout(second));
		values.put("handshakeTimeout(Duration)", (b) -> b.handshakeTimeout(second));
		values.put("readTimeout(Duration)", (b) -> b.readTimeout(second));
		values.put("writeTimeout(Duration)", (b) -> b.writeTimeout(second));
		values.put("closeTimeout(Duration)", (b) -> b.closeTimeout(second));
		values.put("eofPolicy(EofPolicy)", (b) -> b.eofPolicy(EofPolicy.LENIENT));
		values.put("keepSocketOnError(boolean)", (b) -> b.keepSocketOnError(true));
		values.put("errorTrap(ErrorTrap)", (b) -> b.errorTrap((plain, failure) -> plain.close()));
		values.put("connectionListener(SslConnectionListener)",
				(b) -> b.connectionListener(new SslConnectionListener() {
				}));
		values.put("debug(int)", (b) -> b.debug(2));
		values.put("executor(Executor)", (b) -> b.executor((task) -> new Thread(task).start()));
		values.put("clock(Clock)", (b) -> b.clock(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC)));
		return values;
	}

	static Set<String> setters() {
		return Arrays.stream(SslContextBuilder.class.getMethods())
			.filter((method) -> method.getDeclaringClass() != Object.class && !Modifier.isStatic(method.getModifiers()))
			.filter((method) -> !method.getName().equals("build"))
			.map(ContextCopyTests::text)
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static String text(Method method) {
		return method.getName() + Stream.of(method.getParameterTypes())
			.map(Class::getSimpleName)
			.collect(Collectors.joining(", ", "(", ")"));
	}

	@Test
	void settersWhenCountedAllHaveAValueToTry() {
		assertThat(setters()).hasSizeGreaterThan(25).containsExactlyInAnyOrderElementsOf(VALUES.keySet());
	}

	@ParameterizedTest
	@MethodSource("setters")
	void toBuilderWhenAValueWasSetTakesItAlong(String setter) {
		SslContextBuilder builder = base();
		Map<String, Object> before = fields(builder);
		VALUES.get(setter).apply(builder);
		Map<String, Object> set = fields(builder);
		assertThat(set).as("a value that is not the default").isNotEqualTo(before);
		if (NEWER.contains(setter)) {
			assertThatExceptionOfType(SslConfigurationException.class).isThrownBy(builder::build);
			return;
		}
		assertThat(fields(builder.build().toBuilder())).isEqualTo(set);
	}

	@ParameterizedTest
	@MethodSource("setters")
	void builderWhenAnotherOfItsContextChangesKeepsItsOwn(String setter) {
		SslContextBuilder builder = base();
		SslContext context = (NEWER.contains(setter) ? builder : VALUES.get(setter).apply(builder)).build();
		Map<String, Object> built = fields(context.toBuilder());
		// Once in a copy, once in the builder that the context was built by.
		VALUES.values().forEach((value) -> value.apply(context.toBuilder()));
		VALUES.values().forEach((value) -> value.apply(builder));
		assertThat(fields(context.toBuilder())).isEqualTo(built);
	}

	@Test
	void contextWhenBuiltAnewHasEverythingButWhatWasChanged() throws Exception {
		SslContext context = Endpoints.client((b) -> b.name("orders").readTimeout(Duration.ofSeconds(3)));
		SslContext lenient = context.toBuilder().eofPolicy(EofPolicy.LENIENT).build();
		assertThat(lenient.name()).isEqualTo("orders");
		assertThat(lenient.timeouts().read()).isEqualTo(Duration.ofSeconds(3));
		assertThat(lenient.eofPolicy()).isEqualTo(EofPolicy.LENIENT);
		assertThat(context.eofPolicy()).isEqualTo(EofPolicy.STRICT);
		SslContext strict = context.toBuilder().pins(PinSet.of(PinMode.ADDITIONAL, "ab".repeat(32))).build();
		try (TlsPeer server = TlsPeer.presenting(Endpoints.PKI.server())) {
			lenient.socketFactory().connect("localhost", server.port()).close();
			assertThatExceptionOfType(SslHandshakeException.class)
				.isThrownBy(() -> strict.socketFactory().connect("localhost", server.port()))
				.withMessageStartingWith("pin_mismatch");
		}
	}

	@Test
	void cacheWhenItWasGivenIsTakenAlongAndElseNot() {
		SslSessionCache cache = SslSessionCache.ofSize(5);
		SslContext given = Endpoints.client((b) -> b.sessionCache(cache));
		assertThat(given.toBuilder().build().sessionCache()).isSameAs(cache);
		assertThat(given.toBuilder().build().engineContext()).isSameAs(given.engineContext());
		SslContext own = Endpoints.client((b) -> b);
		assertThat(own.toBuilder().build().sessionCache()).isNotSameAs(own.sessionCache());
	}

	private static Path file(String content) {
		try {
			Path file = Files.createTempFile("ssl-socket", ".pem");
			file.toFile().deleteOnExit();
			return Files.writeString(file, content);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static SslContextBuilder base() {
		return SslContext.builder().trust(TrustSource.certificates(Endpoints.PKI.ca().certificate()));
	}

	/** The fields of a builder, with lists as they are now. */
	private static Map<String, Object> fields(SslContextBuilder builder) {
		Map<String, Object> fields = new TreeMap<>();
		for (Class<?> type = builder.getClass(); type != Object.class; type = type.getSuperclass()) {
			for (Field field : type.getDeclaredFields()) {
				if (!Modifier.isStatic(field.getModifiers())) {
					fields.put(type.getSimpleName() + "." + field.getName(), value(builder, field));
				}
			}
		}
		assertThat(fields).hasSizeGreaterThan(20);
		return fields;
	}

	private static Object value(SslContextBuilder builder, Field field) {
		try {
			field.setAccessible(true);
			Object value = field.get(builder);
			return (value instanceof List<?> list) ? List.copyOf(list) : String.valueOf(value) + identity(value);
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String identity(Object value) {
		return "@" + System.identityHashCode(value);
	}

}
