package dev.sslsocket;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import dev.sslsocket.engine.EngineContext;
import dev.sslsocket.engine.EngineFeature;
import dev.sslsocket.engine.EngineProvider;
import dev.sslsocket.engine.EngineSettings;
import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.x509.IdentityKeyManager;

/**
 * Which implementation of TLS a context takes.
 */
enum EngineChoice {

	/** The JDK's. */
	JDK {

		@Override
		ChosenEngine choose(Map<EngineFeature, String> wanted, Trial trial) {
			requireJdk(wanted, "take engine: openssl");
			return chosen(EngineProvider.JDK, "");
		}

	},

	/** The native one, or a refusal. */
	OPENSSL {

		@Override
		ChosenEngine choose(Map<EngineFeature, String> wanted, Trial trial) {
			Optional<String> missing = EngineProvider.OPENSSL.missing();
			if (missing.isPresent()) {
				throw new SslConfigurationException(SETTING, "is openssl, and " + missing.get());
			}
			wanted.forEach((feature, setting) -> {
				if (!EngineProvider.OPENSSL.can(feature)) {
					throw new SslConfigurationException(SETTING, "is openssl, which has no " + feature + ", and "
							+ setting + " asks for it. Leave " + setting + " out, or take engine: jdk");
				}
			});
			return chosen(EngineProvider.OPENSSL, "");
		}

	},

	/** The native one where it is there and does everything that is asked for. */
	AUTO {

		@Override
		ChosenEngine choose(Map<EngineFeature, String> wanted, Trial trial) {
			Optional<String> obstacle = obstacle(wanted, trial);
			if (obstacle.isEmpty()) {
				return chosen(EngineProvider.OPENSSL, "");
			}
			requireJdk(wanted, "mend why openssl is not taken: it " + obstacle.get());
			return chosen(EngineProvider.JDK, obstacle.get());
		}

		private static Optional<String> obstacle(Map<EngineFeature, String> wanted, Trial trial) {
			Optional<String> missing = EngineProvider.OPENSSL.missing();
			if (missing.isPresent()) {
				return Optional.of("cannot be used: " + missing.get());
			}
			return wanted.entrySet()
				.stream()
				.filter((asked) -> !EngineProvider.OPENSSL.can(asked.getKey()))
				.map((asked) -> "has no " + asked.getKey() + ", and " + asked.getValue() + " asks for it")
				.findFirst()
				.or(() -> trial.refusal(EngineProvider.OPENSSL));
		}

	};

	/** Finds out whether an engine takes what is offered: groups, suites, versions. */
	@FunctionalInterface
	interface Trial {

		/**
		 * Tries.
		 * @return what it refuses, as the end of a sentence
		 */
		Optional<String> refusal(EngineProvider provider);

	}

	static final String SETTING = "engine";

	/** For a whole JVM, where nothing is set: to try another one out. */
	private static final String PROPERTY = "dev.sslsocket.engine";

	/**
	 * Returns what counts where nothing is set.
	 * @return the JDK's, unless the JVM was started with another
	 */
	static EngineChoice byDefault() {
		return parse(System.getProperty(PROPERTY, JDK.toString()));
	}

	/**
	 * Reads what was written.
	 * @throws SslConfigurationException if it is no engine
	 */
	static EngineChoice parse(String written) {
		for (EngineChoice choice : values()) {
			if (choice.name().equalsIgnoreCase(written.strip())) {
				return choice;
			}
		}
		throw new SslConfigurationException(SETTING, "is '" + written + "'. Use jdk, openssl or auto");
	}

	/**
	 * Finds the engine.
	 * @param wanted what not every engine has, and the setting that asks for it
	 * @param trial tells what an engine refuses of the rest
	 * @throws SslConfigurationException if it is not there, or lacks something
	 */
	abstract ChosenEngine choose(Map<EngineFeature, String> wanted, Trial trial);

	ChosenEngine chosen(EngineProvider provider, String reason) {
		return new ChosenEngine(provider.toString(), toString(), reason);
	}

	/** Opens a context that is only asked what its engines can do. */
	static EngineContext asked(EngineProvider provider) {
		return provider.open(new EngineSettings(new IdentityKeyManager(List.of()), List.of(), Duration.ofHours(1), 1));
	}

	/** Whose engines were chosen. */
	static EngineProvider provider(ChosenEngine chosen) {
		return EngineProvider.valueOf(chosen.name().toUpperCase(Locale.ROOT));
	}

	private static void requireJdk(Map<EngineFeature, String> wanted, String wayOut) {
		wanted.forEach((feature, setting) -> {
			if (!EngineProvider.JDK.can(feature)) {
				throw new SslConfigurationException(setting, "asks for " + feature + ", which the JDK's engine does not"
						+ " have" + instead(feature) + ". Leave it out, or " + wayOut);
			}
		});
	}

	/** What there is for the whole JVM, which is never ours to set. */
	private static String instead(EngineFeature feature) {
		return (feature == EngineFeature.STAPLING)
				? " but for the whole JVM (-Djdk.tls.server.enableStatusRequestExtension=true)" : "";
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
