package dev.sslsocket.autoconfigure;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;

import dev.sslsocket.SslContexts;

/**
 * Which properties shape a context and where they were written; never their values. Safe
 * for use by many threads.
 */
public final class ConfiguredKeys {

	private final PropertyOrigins origins;

	private final SslContextProperties root;

	private final Map<String, SslContextProperties> named;

	ConfiguredKeys(PropertyOrigins origins, SslContextProperties root, Map<String, SslContextProperties> named) {
		this.origins = origins;
		this.root = root;
		this.named = named;
	}

	/**
	 * Returns the properties of a context, those it inherits included.
	 * @param contextName name of the context
	 * @return origin, such as {@code application.yml:3:12}, by full name; empty for a
	 * context that is not made from properties
	 */
	public Map<String, String> origins(String contextName) {
		Map<String, String> origins = new LinkedHashMap<>();
		effective(contextName).forEach((name, property) -> origins.put(name, PropertyOrigins.describe(property)));
		return origins;
	}

	/** The properties that are in effect for a context by their full names. */
	Map<String, ConfigurationProperty> effective(String contextName) {
		Map<String, ConfigurationProperty> effective = new LinkedHashMap<>();
		@Nullable ContextLevels levels = levels(contextName);
		if (levels != null) {
			Set<String> keys = new LinkedHashSet<>(this.root.byKey().keySet());
			keys.addAll(levels.own().byKey().keySet());
			for (String key : keys) {
				String name = levels.prefixOf(key) + "." + key;
				@Nullable ConfigurationProperty property = this.origins.find(name);
				if (property != null) {
					effective.put(name, property);
				}
			}
		}
		return effective;
	}

	private @Nullable ContextLevels levels(String contextName) {
		if (contextName.equals(SslContexts.DEFAULT)) {
			return ContextLevels.ofDefault(this.root);
		}
		@Nullable SslContextProperties own = this.named.get(contextName);
		return (own != null) ? new ContextLevels(contextName, own, this.root) : null;
	}

}
