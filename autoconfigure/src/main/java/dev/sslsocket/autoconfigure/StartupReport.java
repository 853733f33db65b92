package dev.sslsocket.autoconfigure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.BoundConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.ApplicationContext;

import dev.sslsocket.SslContext;
import dev.sslsocket.SslContexts;
import dev.sslsocket.verify.HostnameScheme;
import dev.sslsocket.verify.VerifyMode;

/**
 * Says once, when everything is bound, what an operator may not know: which values came
 * from the environment, which outranks every file, and which keys nobody has read.
 */
final class StartupReport implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(StartupReport.class);

	private final ApplicationContext application;

	private final SslContexts contexts;

	private final ConfiguredKeys keys;

	private final UnknownKeys unknownKeys;

	StartupReport(ApplicationContext application, SslContexts contexts, ConfiguredKeys keys, UnknownKeys unknownKeys) {
		this.application = application;
		this.contexts = contexts;
		this.keys = keys;
		this.unknownKeys = unknownKeys;
	}

	@Override
	public void afterSingletonsInstantiated() {
		reportEnvironment();
		@Nullable BoundConfigurationProperties bound = BoundConfigurationProperties.get(this.application);
		Set<ConfigurationPropertyName> read = (bound != null) ? bound.getAll().keySet() : Set.of();
		List<String> unknown = this.unknownKeys.describe(read);
		if (!unknown.isEmpty()) {
			logger.warn("Nobody reads these keys: " + String.join("; ", unknown));
		}
	}

	private void reportEnvironment() {
		Map<String, ConfigurationProperty> found = new LinkedHashMap<>();
		for (String context : this.contexts.names()) {
			this.keys.effective(context).forEach((name, property) -> {
				if (PropertyOrigins.isFromEnvironment(property)) {
					found.put(name, property);
					warnIfWeaker(this.contexts.get(context), name, property);
				}
			});
		}
		if (!found.isEmpty()) {
			logger.info("From the environment: " + found.entrySet()
				.stream()
				.map((entry) -> entry.getKey() + " (" + PropertyOrigins.describe(entry.getValue()) + ")")
				.collect(Collectors.joining(", ")));
		}
	}

	private static void warnIfWeaker(SslContext context, String name, ConfigurationProperty property) {
		boolean weaker = name.endsWith(".verify-mode") && context.verifyMode() == VerifyMode.NONE
				|| name.endsWith(".verify-hostname") && context.hostnameVerification() != HostnameScheme.RFC9525;
		if (weaker) {
			logger.warn(name + " (" + PropertyOrigins.describe(property) + ") weakens SSL context '" + context.name()
					+ "'. The environment outranks every configuration file: is that variable meant for us?");
		}
	}

}
