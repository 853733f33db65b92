package dev.sslsocket;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import dev.sslsocket.engine.TlsFault;
import dev.sslsocket.engine.EngineContext;
import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.failure.SslReason;
import dev.sslsocket.testing.CertificateMaker;
import dev.sslsocket.testing.CertifiedKey;
import dev.sslsocket.testing.KeyKind;
import dev.sslsocket.x509.SslIdentity;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link ServedHosts}: which engine context serves whom.
 */
class ServedHostsTests {

	private static final SslIdentity FIRST = identity("first");

	private static final SslIdentity SECOND = identity("second");

	private static final SslIdentity THIRD = identity("third");

	@ParameterizedTest(name = "{0}")
	@CsvSource(nullValues = "null", textBlock = """
			one.example,       exact
			a.test.example,    exact in wildcard
			b.test.example,    wildcard
			test.example,      default
			a.b.test.example,  default
			other.example,     default
			example,           default
			127.0.0.1,         default
			null,              default
			""")
	void servingWhenSeveralFitPrefersExactThenWildcardThenDefault(@Nullable String asked, String expected)
			throws Exception {
		SslContext context = context((builder) -> builder.identity(FIRST, "*.test.example")
			.identity(SECOND, "one.example", "a.test.example")
			.identity(THIRD));
		ServedHosts hosts = context.servedHosts();
		EngineContext wildcard = hosts.serving("any.test.example");
		EngineContext exact = hosts.serving("one.example");
		assertThat(wildcard).isNotSameAs(exact);
		assertThat(hosts.serving(asked)).isSameAs(switch (expected) {
			case "wildcard" -> wildcard;
			case "default" -> hosts.serving(null);
			default -> exact;
		});
	}

	@Test
	void servingWhenHostsHaveTheSameIdentitiesSharesTheEngineAndElseNot() throws Exception {
		ServedHosts hosts = context((builder) -> builder.identity(FIRST, "a.example", "b.example", "c.example")
			.identity(SECOND, "b.example", "c.example")
			.identity(SECOND, "d.example")
			.identity(FIRST, "d.example")).servedHosts();
		assertThat(hosts.serving("b.example")).isSameAs(hosts.serving("c.example"))
			.isNotSameAs(hosts.serving("a.example"))
			// The other order prefers the other certificate.
			.isNotSameAs(hosts.serving("d.example"));
	}

	@Test
	void servingWhenThereIsNoDefaultNamesWhatWasAskedForAndWhatIsServed() {
		ServedHosts hosts = context((builder) -> builder.identity(FIRST, "a.example", "*.b.example")).servedHosts();
		assertThat(refusal(hosts, "c.example")).hasMessage("asked for 'c.example', and context 'many' serves a.example,"
				+ " *.b.example. For other hosts give it an identity without hosts (ssl.certificate)");
		assertThat(refusal(hosts, null))
			.hasMessageStartingWith("asked for no host (SNI), and context 'many' serves a.");
		assertThat(refusal(hosts, null).reason()).isEqualTo(SslReason.UNRECOGNIZED_NAME);
	}

	@Test
	void servingWhenManyHostsAreServedListsAFew() {
		String[] names = IntStream.range(0, 1000)
			.mapToObj((number) -> "h" + number + ".example")
			.toArray(String[]::new);
		ServedHosts hosts = context((builder) -> builder.identity(FIRST, names)).servedHosts();
		assertThat(refusal(hosts, "x.example").getMessage())
			.contains("serves h0.example, h1.example, h2.example," + " h3.example, h4.example and 995 more. ")
			.hasSizeLessThan(300);
	}

	@Test
	void contextWhenIdentitiesHaveHostsShowsThemAsClientsAskForThem() {
		SslContext context = context(
				(builder) -> builder.identity(FIRST, "A.Example", "a.example", "*.Bücher.example").identity(SECOND));
		assertThat(context.servedIdentities()).containsExactly(
				new ServedIdentity(FIRST, List.of("a.example", "*.xn--bcher-kva.example")),
				new ServedIdentity(SECOND, List.of()));
		assertThat(context.identities()).containsExactly(FIRST, SECOND);
	}

	@Test
	void identityWhenGivenAnEmptyListOfHostsIsNotTakenForTheDefault() {
		assertThatExceptionOfType(SslConfigurationException.class)
			.isThrownBy(() -> SslContext.builder().identity(FIRST, new String[0]))
			.withMessage("is empty. Name a host, or leave hosts out for any.");
	}

	@Test
	void keyManagerWhenIdentitiesHaveHostsPresentsTheDefaultOnly() {
		SslContext context = context((builder) -> builder.identity(FIRST, "a.example").identity(SECOND));
		assertThat(context.keyManager().getClientAliases("EC", null)).containsExactly("0-" + SECOND.fingerprint());
	}

	private static TlsFault refusal(ServedHosts hosts, @Nullable String asked) {
		return catchThrowableOfType(TlsFault.class, () -> hosts.serving(asked));
	}

	private static SslContext context(UnaryOperator<SslContextBuilder> identities) {
		return identities.apply(SslContext.builder().name("many")).build();
	}

	private static SslIdentity identity(String name) {
		CertifiedKey key = CertificateMaker.leaf().subject("CN=" + name).key(KeyKind.EC_P256).selfSigned();
		return Endpoints.identity(key);
	}

}
