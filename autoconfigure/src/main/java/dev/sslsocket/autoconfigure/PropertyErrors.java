package dev.sslsocket.autoconfigure;

import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;

import dev.sslsocket.failure.SslConfigurationException;

/**
 * Gives what the library refuses the full name of the property and the place where it was
 * written.
 */
final class PropertyErrors {

	private static final String PASSWORD = "private-key-password";

	/** Keys of an identity that make another one needed. */
	private static final List<String> NEEDING = List.of("certificate", "hosts", "private-key");

	private final PropertyOrigins origins;

	PropertyErrors(PropertyOrigins origins) {
		this.origins = origins;
	}

	/**
	 * Does something with the properties of a context.
	 * @param levels its properties
	 * @param work what to do
	 * @return what the work returns
	 * @throws SslPropertyException in place of the library's exception
	 */
	<T> T locate(ContextLevels levels, Supplier<T> work) {
		try {
			return work.get();
		}
		catch (SslConfigurationException ex) {
			throw located(levels, ex);
		}
	}

	/** A key of a context by its full name, with its place. */
	String name(ContextLevels levels, String key) {
		String name = levels.prefixOf(key) + "." + key;
		String origin = this.origins.describe(name);
		return origin.isEmpty() ? name : name + " (" + origin + ")";
	}

	private SslPropertyException located(ContextLevels levels, SslConfigurationException ex) {
		if (ex.setting().isEmpty()) {
			return new SslPropertyException(levels.prefix(), "", message(ex), ex);
		}
		// An element of a list, whose own key may stand within an element of another.
		String key = ex.setting().endsWith("]") ? ex.setting().substring(0, ex.setting().lastIndexOf('['))
				: ex.setting();
		String list = levels.prefixOf(key) + "." + key;
		String element = levels.prefixOf(key) + "." + ex.setting();
		// A list may be written as one value with commas: then its elements have no name.
		String name = (this.origins.find(element) != null) ? element : list;
		return new SslPropertyException(name, origin(name, key), message(ex) + hint(key, name), ex);
	}

	/** Where a key was written or, when it is a missing one, what makes it needed. */
	private String origin(String name, String key) {
		String origin = this.origins.describe(name);
		if (!origin.isEmpty() || KeyGroup.of(key) != KeyGroup.IDENTITY) {
			return origin;
		}
		String beside = name.substring(0, name.lastIndexOf('.') + 1);
		for (String needing : NEEDING) {
			String place = this.origins.describe(beside + needing);
			if (!place.isEmpty()) {
				return needing + " at " + place;
			}
		}
		return "";
	}

	private String hint(String key, String name) {
		@Nullable ConfigurationProperty property = key.endsWith(PASSWORD) ? this.origins.find(name) : null;
		if (property == null) {
			return "";
		}
		if (property.getValue() instanceof Number) {
			return ". YAML reads 0123 as a number: quote it.";
		}
		return (property.getValue() instanceof Boolean) ? ". YAML reads yes and off as a boolean: quote it." : "";
	}

	/** The message of an exception that always has one. */
	static String message(SslConfigurationException ex) {
		return String.valueOf(ex.getMessage());
	}

}
