package dev.sslsocket.autoconfigure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;

import dev.sslsocket.SslContexts;

/**
 * The names below {@code ssl.contexts}. They are wanted before any bean exists, and they
 * must mean the same in a file and in an environment variable, which has no dashes.
 */
final class ContextNames {

	static final String PREFIX = SslContextProperties.PREFIX + ".contexts";

	private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

	private ContextNames() {
	}

	/**
	 * Returns the names that are configured.
	 * @param environment where from
	 * @return the names, sorted, without the default
	 * @throws SslPropertyException if a name cannot be used
	 */
	static Set<String> of(ConfigurableEnvironment environment) {
		PropertyOrigins origins = PropertyOrigins.of(environment);
		Map<String, Object> contexts = bind(environment);
		Map<String, String> undashed = new LinkedHashMap<>();
		contexts.forEach((name, value) -> {
			check(name, value, origins);
			@Nullable String twin = undashed.putIfAbsent(name.replace("-", ""), name);
			if (twin != null) {
				throw refused(name, origins, "and " + PREFIX + "." + twin
						+ " are one name to an environment variable, which has no dashes. Rename one of them.");
			}
		});
		return contexts.keySet();
	}

	private static void check(String name, Object value, PropertyOrigins origins) {
		if (!NAME.matcher(name).matches()) {
			throw refused(name, origins, "is not a name for a context. Use lower-case letters and digits, in parts"
					+ " joined by single dashes, such as 'order-service'.");
		}
		if (name.equals(SslContexts.DEFAULT)) {
			throw refused(name, origins, "names the context that ssl itself describes. Move its keys there.");
		}
		if (!(value instanceof Map)) {
			throw refused(name, origins, "has no keys. Write at least one, say verify-mode: peer.");
		}
	}

	private static SslPropertyException refused(String name, PropertyOrigins origins, String reason) {
		return new SslPropertyException(PREFIX + "." + name, origins.describeFirst(PREFIX, name), reason, null);
	}

	private static Map<String, Object> bind(ConfigurableEnvironment environment) {
		Binder binder = new Binder(ConfigurationPropertySources.from(environment.getPropertySources()));
		return new TreeMap<>(binder.bind(PREFIX, Bindable.mapOf(String.class, Object.class)).orElseGet(() -> Map.of()));
	}

	/** Returns all names there are, the default first. */
	static List<String> withDefault(Set<String> names) {
		return Stream.concat(java.util.stream.Stream.of(SslContexts.DEFAULT), names.stream()).toList();
	}

}
