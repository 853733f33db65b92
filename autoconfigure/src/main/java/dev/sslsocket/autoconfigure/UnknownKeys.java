package dev.sslsocket.autoconfigure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import dev.sslsocket.failure.NearestName;

/**
 * Finds keys below {@code ssl} that nobody has bound: most often ours, mistyped. The
 * environment is left out: {@code SSL_CERT_FILE} is OpenSSL's.
 */
final class UnknownKeys {

	private static final ConfigurationPropertyName SSL = ConfigurationPropertyName.of(SslContextProperties.PREFIX);

	private static final ConfigurationPropertyName CONTEXTS = ConfigurationPropertyName.of(ContextNames.PREFIX);

	private static final ConfigurationPropertyName BUNDLE = SSL.append("bundle");

	private final PropertyOrigins origins;

	private final Set<String> keys;

	UnknownKeys(PropertyOrigins origins, Set<String> keys) {
		this.origins = origins;
		this.keys = keys;
	}

	/**
	 * Describes the unknown keys.
	 * @param bound what somebody has bound
	 * @return each with origin and what may have been meant
	 */
	List<String> describe(Set<ConfigurationPropertyName> bound) {
		Map<String, String> unknown = new LinkedHashMap<>();
		for (ConfigurationPropertySource source : this.origins.sources()) {
			if (source instanceof IterableConfigurationPropertySource iterable
					&& !(source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource)) {
				iterable.stream()
					.filter((name) -> SSL.isAncestorOf(name) && !bound.contains(name) && !isKnown(name))
					.forEach((name) -> unknown.putIfAbsent(shown(name).toString(), describe(name, source)));
			}
		}
		return new ArrayList<>(unknown.values());
	}

	private boolean isKnown(ConfigurationPropertyName name) {
		ConfigurationPropertyName prefix = prefix(name);
		ConfigurationPropertyName plain = name.isLastElementIndexed() ? name.getParent() : name;
		return this.keys.stream().anyMatch((key) -> prefix.append(key).equals(plain));
	}

	/** The level a key stands on: {@code ssl} or {@code ssl.contexts.<name>}. */
	private static ConfigurationPropertyName prefix(ConfigurationPropertyName name) {
		return (CONTEXTS.isAncestorOf(name) && name.getNumberOfElements() > 3) ? name.chop(3) : SSL;
	}

	private String describe(ConfigurationPropertyName name, ConfigurationPropertySource source) {
		@Nullable ConfigurationProperty property = source.getConfigurationProperty(name);
		String origin = (property != null) ? PropertyOrigins.describe(property) : "";
		String described = shown(name) + (origin.isEmpty() ? "" : " (" + origin + ")");
		if (BUNDLE.isAncestorOf(name)) {
			return described + ", did you mean spring." + shown(name) + "?";
		}
		String prefix = prefix(name).toString();
		String key = name.toString().substring(prefix.length() + 1);
		return described + NearestName.of(key, this.keys)
			.map((near) -> ", did you mean " + prefix + "." + near + "?")
			.orElse("");
	}

	/** Boot's bundles have many keys; their kind is enough. */
	private static ConfigurationPropertyName shown(ConfigurationPropertyName name) {
		return (BUNDLE.isAncestorOf(name) && name.getElement(2, Form.ORIGINAL) != null) ? name.chop(3) : name;
	}

}
