package dev.sslsocket.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.SystemEnvironmentOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Finds where a property was written. Safe for use by many threads as far as the
 * environment is.
 */
final class PropertyOrigins {

	private final Iterable<ConfigurationPropertySource> sources;

	private PropertyOrigins(Iterable<ConfigurationPropertySource> sources) {
		this.sources = sources;
	}

	static PropertyOrigins of(ConfigurableEnvironment environment) {
		return new PropertyOrigins(ConfigurationPropertySources.from(environment.getPropertySources()));
	}

	Iterable<ConfigurationPropertySource> sources() {
		return this.sources;
	}

	/**
	 * Returns a property as the first source has it.
	 * @param name its name; of a list, the list's or an element's
	 * @return the property, of a list its first element; {@code null} when it is nowhere
	 */
	@Nullable ConfigurationProperty find(String name) {
		if (!ConfigurationPropertyName.isValid(name)) {
			return null;
		}
		@Nullable ConfigurationProperty property = find(ConfigurationPropertyName.of(name));
		return (property != null) ? property : find(ConfigurationPropertyName.of(name + "[0]"));
	}

	private @Nullable ConfigurationProperty find(ConfigurationPropertyName name) {
		for (ConfigurationPropertySource source : this.sources) {
			@Nullable ConfigurationProperty property = source.getConfigurationProperty(name);
			if (property != null) {
				return property;
			}
		}
		return null;
	}

	/**
	 * Says where a property was written.
	 * @param name its name
	 * @return such as {@code application.yml:3:12}, or an empty string
	 */
	String describe(String name) {
		@Nullable ConfigurationProperty property = find(name);
		return (property != null) ? describe(property) : "";
	}

	/**
	 * Says where the first key at or below an element of a name was written.
	 * @param parent the name up to the element
	 * @param element the element in its original form, which need not be a valid one
	 * @return such as {@code application.yml:3:12}, or an empty string
	 */
	String describeFirst(String parent, String element) {
		ConfigurationPropertyName above = ConfigurationPropertyName.of(parent);
		for (ConfigurationPropertySource source : this.sources) {
			@Nullable ConfigurationProperty first = first(source, above, element);
			if (first != null) {
				return describe(first);
			}
		}
		return "";
	}

	private static @Nullable ConfigurationProperty first(ConfigurationPropertySource source,
			ConfigurationPropertyName above, String element) {
		if (!(source instanceof IterableConfigurationPropertySource iterable)) {
			return null;
		}
		return iterable.stream()
			.filter((name) -> above.isAncestorOf(name)
					&& name.getElement(above.getNumberOfElements(), Form.ORIGINAL).equals(element))
			.findFirst()
			.map(source::getConfigurationProperty)
			.orElse(null);
	}

	static String describe(ConfigurationProperty property) {
		@Nullable Origin origin = property.getOrigin();
		return (origin != null) ? describe(origin) : "";
	}

	private static String describe(Origin origin) {
		if (origin instanceof PropertySourceOrigin source) {
			if (source.getOrigin() != null) {
				return describe(source.getOrigin());
			}
			return (source.getPropertySource() instanceof SystemEnvironmentPropertySource)
					? variable(source.getPropertyName()) : source.getPropertySource().getName();
		}
		if (origin instanceof SystemEnvironmentOrigin environment) {
			return variable(environment.getProperty());
		}
		if (origin instanceof TextResourceOrigin text && text.getResource() != null && text.getLocation() != null
				&& text.getResource().getFilename() != null) {
			return text.getResource().getFilename() + ":" + (text.getLocation().getLine() + 1) + ":"
					+ (text.getLocation().getColumn() + 1);
		}
		return String.valueOf(origin);
	}

	private static String variable(String name) {
		return "environment variable " + name;
	}

	static boolean isFromEnvironment(ConfigurationProperty property) {
		return property.getSource() != null
				&& property.getSource().getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
	}

}
