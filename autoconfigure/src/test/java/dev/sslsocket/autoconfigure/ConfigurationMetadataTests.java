package dev.sslsocket.autoconfigure;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.convert.DurationStyle;

import dev.sslsocket.AlpnMismatch;
import dev.sslsocket.AlpnPreference;
import dev.sslsocket.EofPolicy;
import dev.sslsocket.SslContext;
import dev.sslsocket.session.SslSessionCache;
import dev.sslsocket.verify.ClientAuth;
import dev.sslsocket.verify.HostnameScheme;
import dev.sslsocket.verify.PinMode;
import dev.sslsocket.verify.OcspMode;
import dev.sslsocket.verify.PinSet;
import dev.sslsocket.verify.Revocation;
import dev.sslsocket.verify.RevocationScope;
import dev.sslsocket.verify.VerifyMode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what an editor shows: of every key, at the root and below a context's name,
 * the description that its own parameter has, its type, the builder's default, and hints.
 */
class ConfigurationMetadataTests {

	private static final Path SOURCE = Path.of("src/main/java/dev/sslsocket/autoconfigure/SslContextProperties.java");

	private static final Set<String> ROOT_ONLY = Set.of("contexts", "forbid-verify-none");

	private static final Set<Class<?>> NESTED = Set.of(SslContextProperties.Alpn.class,
			SslContextProperties.SessionCache.class, SslContextProperties.SessionTickets.class,
			SslContextProperties.Revocation.class);

	enum Level {

		ROOT("META-INF/spring-configuration-metadata.json", "ssl."),
		CONTEXT("META-INF/spring/configuration-metadata/" + SslContextProperties.class.getName() + ".json", "");

		private final String resource;

		private final String prefix;

		Level(String resource, String prefix) {
			this.resource = resource;
			this.prefix = prefix;
		}

		/** Properties or hints by key. */
		Map<String, Map<?, ?>> items(String kind) {
			Map<String, Map<?, ?>> items = new LinkedHashMap<>();
			for (Object item : (List<?>) json(this.resource).get(kind)) {
				String name = (String) ((Map<?, ?>) item).get("name");
				if (name.startsWith(this.prefix)) {
					items.put(name.substring(this.prefix.length()), (Map<?, ?>) item);
				}
			}
			return items;
		}

	}

	@ParameterizedTest
	@EnumSource
	void keysWhenDescribedAreAllThereAre(Level level) {
		Set<String> keys = level.items("properties").keySet();
		assertThat(keys.stream().filter((key) -> !ROOT_ONLY.contains(key)))
			.containsExactlyInAnyOrderElementsOf(components().keySet());
		assertThat(keys.containsAll(ROOT_ONLY)).isEqualTo(level == Level.ROOT);
	}

	@ParameterizedTest
	@EnumSource
	void descriptionWhenShownIsTheParametersOwn(Level level) throws IOException {
		Map<String, Map<?, ?>> properties = level.items("properties");
		Map<String, String> descriptions = descriptions();
		assertThat(descriptions).hasSameSizeAs(components());
		descriptions.forEach((key, description) -> assertThat(properties.get(key).get("description")).as(key)
			.isEqualTo(description));
	}

	@ParameterizedTest
	@EnumSource
	void typeWhenShownIsTheComponents(Level level) {
		Map<String, Map<?, ?>> properties = level.items("properties");
		components().forEach((key, component) -> assertThat(properties.get(key).get("type")).as(key)
			.isEqualTo(component.getGenericType().getTypeName()));
	}

	@ParameterizedTest
	@EnumSource
	void defaultWhenShownIsTheBuilders(Level level) {
		SslContext built = SslContext.builder().build();
		Map<String, Object> shown = new LinkedHashMap<>();
		level.items("properties").forEach((key, property) -> {
			if (property.containsKey("defaultValue")) {
				shown.put(key, property.get("defaultValue"));
			}
		});
		assertThat(built.trustDescription()).contains("of the JDK");
		assertThat(shown.remove("forbid-verify-none")).isEqualTo((level == Level.ROOT) ? false : null);
		assertThat(shown.remove("ca")).isEqualTo(List.of("jdk"));
		assertThat(shown.remove("use-cert")).isEqualTo(built.useCertificate());
		assertThat(shown.remove("pin-mode")).isEqualTo(word(PinSet.of("ab".repeat(32)).mode()));
		assertThat(shown.remove("client-auth")).isEqualTo(word(built.clientAuth()));
		assertThat(shown.remove("verify-mode")).isEqualTo(word(built.verifyMode()));
		assertThat(shown.remove("verify-hostname")).isEqualTo(word(built.hostnameVerification()));
		assertThat(shown.remove("revocation.crl")).isEqualTo(word(built.revocation().crl()));
		assertThat(shown.remove("revocation.ocsp")).isEqualTo(word(built.revocation().ocsp()));
		assertThat(shown.remove("revocation.ocsp-scope"))
			.isEqualTo(word(Revocation.builder().ocsp(OcspMode.SOFT).build().ocspScope()));
		assertThat(shown.remove("revocation.must-staple")).isEqualTo(built.revocation().mustStaple());
		assertThat(shown.remove("protocols")).isEqualTo(built.protocols());
		assertThat(shown.remove("honor-cipher-order")).isEqualTo(built.offer().ciphers().honorOrder());
		assertThat(shown.remove("alpn.preference")).isEqualTo(word(built.offer().alpnPreference()));
		assertThat(shown.remove("alpn.mismatch")).isEqualTo(word(built.offer().alpnMismatch()));
		assertThat(shown.remove("engine")).isEqualTo(built.engine().name());
		assertThat(shown.remove("ocsp-stapling")).isEqualTo(!built.ocspStaples().isEmpty());
		assertThat(shown.remove("eof-policy")).isEqualTo(word(built.eofPolicy()));
		assertThat(shown.remove("session-cache.enabled")).isEqualTo(true);
		assertThat(shown.remove("session-tickets.enabled")).isEqualTo(true);
		assertThat(shown.remove("session-cache.size")).isEqualTo(SslSessionCache.DEFAULT_SIZE);
		assertThat(duration(shown.remove("session-cache.timeout"))).isEqualTo(built.sessionTimeout());
		assertThat(duration(shown.remove("connect-timeout"))).isEqualTo(built.timeouts().connect());
		assertThat(duration(shown.remove("handshake-timeout"))).isEqualTo(built.timeouts().handshake());
		assertThat(duration(shown.remove("read-timeout"))).isEqualTo(built.timeouts().read());
		assertThat(duration(shown.remove("write-timeout"))).isEqualTo(built.timeouts().write());
		assertThat(duration(shown.remove("close-timeout"))).isEqualTo(built.timeouts().close());
		assertThat(shown.remove("reload-on-update")).isEqualTo(false);
		assertThat(shown.remove("debug")).isEqualTo(String.valueOf(built.debug().level()));
		assertThat(shown).isEmpty();
		assertThat(built.keepSocketOnError()).isEmpty();
		assertThat(built.offer().sniHost()).isEmpty();
		assertThat(built.offer().alpn()).isEmpty();
		assertThat(built.verifyName()).isEmpty();
		assertThat(built.pins()).isEmpty();
		assertThat(built.identities()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void hintsWhenShownAreTheWordsThatAreTaken(Level level) {
		assertThat(values(level, "verify-mode")).containsExactlyInAnyOrderElementsOf(words(VerifyMode.values()));
		assertThat(values(level, "client-auth")).containsExactlyInAnyOrderElementsOf(words(ClientAuth.values()));
		assertThat(values(level, "verify-hostname"))
			.containsExactlyInAnyOrderElementsOf(words(HostnameScheme.values()));
		assertThat(values(level, "eof-policy")).containsExactlyInAnyOrderElementsOf(words(EofPolicy.values()));
		assertThat(values(level, "pin-mode")).containsExactlyInAnyOrderElementsOf(words(PinMode.values()));
		assertThat(values(level, "ca")).containsExactly("jdk", "system")
			.allSatisfy((word) -> assertThat(PropertyWords.platform(word)).isNotNull());
		assertThat(values(level, "revocation.crl")).containsExactlyElementsOf(words(RevocationScope.values()));
		assertThat(values(level, "revocation.ocsp")).containsExactlyElementsOf(words(OcspMode.values()));
		values(level, "revocation.crl").forEach(PropertyWords::revocationScope);
		values(level, "revocation.ocsp").forEach(PropertyWords::ocspMode);
		assertThat(values(level, "revocation.ocsp-scope")).containsExactly("leaf", "chain")
			.allSatisfy((word) -> assertThat(PropertyWords.ocspScope(word)).isNotNull());
		values(level, "verify-mode").forEach(PropertyWords::verifyMode);
		values(level, "client-auth").forEach(PropertyWords::clientAuth);
		values(level, "verify-hostname").forEach(PropertyWords::hostnameScheme);
		values(level, "pin-mode").forEach(PropertyWords::pinMode);
		values(level, "eof-policy").forEach(PropertyWords::eofPolicy);
		assertThat(values(level, "alpn.preference")).containsExactlyElementsOf(words(AlpnPreference.values()))
			.allSatisfy((word) -> assertThat(PropertyWords.alpnPreference(word)).isNotNull());
		assertThat(values(level, "alpn.mismatch")).containsExactlyElementsOf(words(AlpnMismatch.values()))
			.allSatisfy((word) -> assertThat(PropertyWords.alpnMismatch(word)).isNotNull());
		assertThat(values(level, "sni-host")).containsExactly("off");
		assertThat(values(level, "engine")).containsExactly("jdk", "openssl", "auto")
			.allSatisfy((word) -> assertThat(SslContext.builder().engine(word).build()).isNotNull());
		assertThat(values(level, "debug")).extracting(PropertyWords::debug).containsExactly(0, 1, 2, 3, 4);
		assertThat(values(level, "protocols")).containsExactlyElementsOf(SslContext.builder().build().protocols());
		for (String location : List.of("certificate", "private-key", "ca-file", "ca-path", "client-ca-file",
				"revocation.crl-files", "session-tickets.key-files", "dh-file", "ocsp-staple-file")) {
			assertThat(level.items("hints").get(location)).as(location).asString().contains("handle-as");
		}
	}

	@Test
	void contextNamesWhenHintedMayBeAny() {
		assertThat(Level.ROOT.items("hints").get("contexts.keys")).asString().contains("any");
	}

	@Test
	void healthSwitchWhenDescribedIsOn() {
		assertThat(json(Level.ROOT.resource).get("properties").toString())
			.contains("management.health.sslcontexts.enabled");
	}

	private static List<String> values(Level level, String key) {
		return ((List<?>) level.items("hints").get(key).get("values")).stream()
			.map((value) -> (String) ((Map<?, ?>) value).get("value"))
			.toList();
	}

	private static List<String> words(Enum<?>... constants) {
		return java.util.Arrays.stream(constants).map(ConfigurationMetadataTests::word).toList();
	}

	private static String word(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT);
	}

	private static Duration duration(Object text) {
		return DurationStyle.detectAndParse((String) text);
	}

	/** The components of the record and of those nested in it, by key. */
	private static Map<String, RecordComponent> components() {
		Map<String, RecordComponent> components = new LinkedHashMap<>();
		for (RecordComponent component : SslContextProperties.class.getRecordComponents()) {
			String key = key(component.getName());
			if (NESTED.contains(component.getType())) {
				for (RecordComponent inner : component.getType().getRecordComponents()) {
					components.put(key + "." + key(inner.getName()), inner);
				}
			}
			else {
				components.put(key, component);
			}
		}
		return components;
	}

	private static String key(String component) {
		return component.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
	}

	/** Each key's own parameter description, read from the source. */
	private static Map<String, String> descriptions() throws IOException {
		String source = Files.readString(SOURCE);
		Map<String, String> descriptions = new LinkedHashMap<>();
		Matcher comments = Pattern
			.compile("/\\*\\*(.*?)\\*/\\s*(?:@\\w+(?:\\([^)]*\\))?\\s*)*record (\\w+)", Pattern.DOTALL)
			.matcher(source);
		while (comments.find()) {
			if (comments.group(2).equals("Identity")) {
				// Metadata end where a list begins.
				continue;
			}
			String prefix = switch (comments.group(2)) {
				case "Alpn" -> "alpn.";
				case "SessionCache" -> "session-cache.";
				case "SessionTickets" -> "session-tickets.";
				case "Revocation" -> "revocation.";
				default -> "";
			};
			String text = comments.group(1)
				.lines()
				.map((line) -> line.replaceFirst("^\\s*\\*", ""))
				.collect(Collectors.joining(" "));
			Matcher parameters = Pattern.compile("@param (\\w+)\\s+(.*?)(?=@param|$)").matcher(text);
			while (parameters.find()) {
				String component = parameters.group(1);
				if (!Set.of("alpn", "sessionCache", "sessionTickets", "revocation").contains(component)) {
					descriptions.put(prefix + key(component), parameters.group(2).strip().replaceAll("\\s+", " "));
				}
			}
		}
		return descriptions;
	}

	/** Reads a file of the module itself: test classes have metadata of their own. */
	private static Map<String, Object> json(String resource) {
		try {
			Path classes = Path
				.of(SslContextProperties.class.getProtectionDomain().getCodeSource().getLocation().toURI());
			return JsonPath.parse(Files.readString(classes.resolve(resource))).json();
		}
		catch (IOException | URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
