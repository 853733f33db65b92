package dev.sslsocket.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;

/**
 * Property sources as a running application has them: real YAML with origins, a real
 * environment.
 */
final class PropertySources {

	private PropertySources() {
	}

	static ApplicationContextInitializer<ConfigurableApplicationContext> yaml(String... lines) {
		return (context) -> addYaml(context.getEnvironment(), lines);
	}

	static ApplicationContextInitializer<ConfigurableApplicationContext> variables(Map<String, Object> variables) {
		return (context) -> addVariables(context.getEnvironment(), variables);
	}

	/** An environment without the variables of this machine. */
	static ConfigurableEnvironment environment() {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
		ConfigurationPropertySources.attach(environment);
		return environment;
	}

	static void addYaml(ConfigurableEnvironment environment, String... lines) {
		byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
		List<PropertySource<?>> sources = load(new ByteArrayResource(text) {
			@Override
			public String getFilename() {
				return "application.yml";
			}
		});
		sources.forEach(environment.getPropertySources()::addLast);
	}

	static void addVariables(ConfigurableEnvironment environment, Map<String, Object> variables) {
		environment.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", variables));
	}

	private static List<PropertySource<?>> load(ByteArrayResource resource) {
		try {
			return new YamlPropertySourceLoader().load("application.yml", resource);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
