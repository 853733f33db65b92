package dev.sslsocket.autoconfigure;

import java.util.ArrayList;
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

import dev.sslsocket.ChosenEngine;
import dev.sslsocket.SslContext;
import dev.sslsocket.SslContexts;
import dev.sslsocket.verify.HostnameScheme;
import dev.sslsocket.verify.OcspMode;
import dev.sslsocket.verify.RevocationScope;
import dev.sslsocket.verify.VerifyMode;

/**
 * Says once, when everything is bound, what an operator may not know: which values came
 * from the environment, which outranks every file, which engine {@code auto} has taken,
 * and which keys nobody has read.
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
		reportEngines();
		@Nullable BoundConfigurationProperties bound = BoundConfigurationProperties.get(this.application);
		Set<ConfigurationPropertyName> read = (bound != null) ? bound.getAll().keySet() : Set.of();
		List<String> unknown = this.unknownKeys.describe(read);
		if (!unknown.isEmpty()) {
			logger.warn("Nobody reads these keys: " + String.join("; ", unknown));
		}
	}

	/** What {@code engine: auto} has taken, by whatever contexts have it in common. */
	private void reportEngines() {
		Map<ChosenEngine, List<String>> chosen = new LinkedHashMap<>();
		for (String name : this.contexts.names()) {
			ChosenEngine engine = this.contexts.get(name).engine();
			if (engine.asked().equals("auto")) {
				chosen.computeIfAbsent(engine, (key) -> new ArrayList<>()).add(name);
			}
		}
		if (!chosen.isEmpty()) {
			logger.info("engine: auto takes " + chosen.entrySet()
				.stream()
				.map((entry) -> entry.getKey().name() + " for SSL context " + String.join(", ", entry.getValue())
						+ (entry.getKey().reason().isEmpty() ? "" : ", since openssl " + entry.getKey().reason()))
				.collect(Collectors.joining("; ")));
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
				|| name.endsWith(".verify-hostname") && context.hostnameVerification() != HostnameScheme.RFC9525
				|| name.endsWith(".revocation.crl") && context.revocation().crl() == RevocationScope.OFF
				|| name.endsWith(".revocation.ocsp") && context.revocation().ocsp() == OcspMode.OFF
				|| name.endsWith(".revocation.must-staple") && !context.revocation().mustStaple();
		if (weaker) {
			logger.warn(name + " (" + PropertyOrigins.describe(property) + ") weakens SSL context '" + context.name()
					+ "'. The environment outranks every configuration file: is that variable meant for us?");
		}
	}

}
