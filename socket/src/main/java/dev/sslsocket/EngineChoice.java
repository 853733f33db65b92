package dev.sslsocket;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import dev.sslsocket.engine.EngineFeature;
import dev.sslsocket.engine.EngineProvider;
import dev.sslsocket.failure.SslConfigurationException;

/**
 * Which implementation of TLS a context takes.
 */
enum EngineChoice {

	/** The JDK's. */
	JDK {

		@Override
		EngineProvider resolve(Map<EngineFeature, String> wanted) {
			wanted.forEach((feature, setting) -> {
				if (!EngineProvider.JDK.can(feature)) {
					throw new SslConfigurationException(setting, "asks for " + feature
							+ ", which the JDK's engine does not have. Leave it out, or take engine: openssl");
				}
			});
			return EngineProvider.JDK;
		}

	},

	/** The native one, or a refusal. */
	OPENSSL {

		@Override
		EngineProvider resolve(Map<EngineFeature, String> wanted) {
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
			return EngineProvider.OPENSSL;
		}

	},

	/** The native one where it is there and has everything that is asked for. */
	AUTO {

		@Override
		EngineProvider resolve(Map<EngineFeature, String> wanted) {
			boolean suits = EngineProvider.OPENSSL.missing().isEmpty()
					&& wanted.keySet().stream().allMatch(EngineProvider.OPENSSL::can);
			return suits ? EngineProvider.OPENSSL : JDK.resolve(wanted);
		}

	};

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
	 * @throws SslConfigurationException if it is not there, or lacks something
	 */
	abstract EngineProvider resolve(Map<EngineFeature, String> wanted);

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
