package dev.sslsocket;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.sslsocket.cipher.CipherList;
import dev.sslsocket.cipher.CipherNames;
import dev.sslsocket.engine.EngineContext;
import dev.sslsocket.engine.EngineFeature;
import dev.sslsocket.failure.SslConfigurationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.jspecify.annotations.Nullable;

/**
 * Which cipher suites a context offers: those of TLS 1.3 by name, older ones by a cipher
 * list, and of both the JDK's own where nothing is set.
 *
 * @param ciphers the suites of TLS 1.2 and older, {@code null} for the JDK's
 * @param tls13 the suites of TLS 1.3, empty for the JDK's
 */
record OfferedSuites(@Nullable CipherList ciphers, List<String> tls13) {

	private static final Logger LOGGER = LoggerFactory.getLogger(OfferedSuites.class);

	/** As many suites as fit into a message. */
	private static final int SHOWN = 4;

	private static final String TLS13 = "TLSv1.3";

	static final OfferedSuites OF_THE_JDK = new OfferedSuites(null, List.of());

	OfferedSuites ciphers(CipherList ciphers) {
		return new OfferedSuites(ciphers, this.tls13);
	}

	OfferedSuites tls13(List<String> tls13) {
		return new OfferedSuites(this.ciphers, tls13);
	}

	/**
	 * Resolves.
	 * @param protocols the versions that are offered
	 * @return IANA's names, the preferred first
	 */
	String[] resolve(EngineContext engine, Collection<String> protocols) {
		if (this.ciphers == null && this.tls13.isEmpty()) {
			return engine.defaultParameters().getCipherSuites();
		}
		List<String> suites = new ArrayList<>(resolveTls13(engine, protocols));
		suites.addAll(resolveOlder(engine));
		return suites.toArray(String[]::new);
	}

	private List<String> resolveTls13(EngineContext engine, Collection<String> protocols) {
		Predicate<String> permitted = (suite) -> this.ciphers == null || this.ciphers.permitsTls13(suite);
		if (this.tls13.isEmpty()) {
			List<String> offered = jdks(engine).filter(CipherNames::isTls13).toList();
			List<String> left = offered.stream().filter(permitted).toList();
			if (left.size() < offered.size() && !engine.can(EngineFeature.TLS13_SUITES)) {
				throw new SslConfigurationException("ciphers",
						"asks by its @SECLEVEL for more bits than some suites of"
								+ " TLS 1.3 have, and engine openssl has no " + EngineFeature.TLS13_SUITES
								+ ". Take engine: jdk");
			}
			return left;
		}
		if (!protocols.contains(TLS13)) {
			throw new SslConfigurationException("cipher-suites", "names suites of TLS 1.3, and protocols offers "
					+ String.join(", ", protocols) + " only. Suites of TLS 1.2 and older are written in ciphers");
		}
		List<String> supported = supported(engine);
		for (String suite : this.tls13) {
			if (!supported.contains(suite)) {
				boolean disabled = !engine.disabledCipherSuites(List.of(suite)).isEmpty();
				throw new SslConfigurationException("cipher-suites",
						"names '" + suite + "', which "
								+ (disabled ? "the security property jdk.tls.disabledAlgorithms disables"
										: "this JDK does not have")
								+ ". It has: "
								+ String.join(", ", supported.stream().filter(CipherNames::isTls13).toList()));
			}
			if (!permitted.test(suite)) {
				throw new SslConfigurationException("cipher-suites",
						"names '" + suite + "', whose bits are too few for the @SECLEVEL in ciphers");
			}
		}
		return this.tls13;
	}

	private List<String> resolveOlder(EngineContext engine) {
		CipherList list = this.ciphers;
		if (list == null) {
			return jdks(engine).filter((suite) -> !CipherNames.isTls13(suite)).toList();
		}
		return list.require(supported(engine), engine.disabledCipherSuites(list.suites()));
	}

	private static Stream<String> jdks(EngineContext engine) {
		return Arrays.stream(engine.defaultParameters().getCipherSuites());
	}

	private static List<String> supported(EngineContext engine) {
		return List.of(engine.supportedParameters().getCipherSuites());
	}

	/** Says word by word what was selected, an empty text where no list is set. */
	String explain(EngineContext engine) {
		CipherList list = this.ciphers;
		return (list != null) ? list.explain(supported(engine), engine.disabledCipherSuites(list.suites())) : "";
	}

	/**
	 * Says what is set, an empty text where nothing is.
	 * @param suites what came of it
	 */
	String restriction(String[] suites) {
		List<String> set = new ArrayList<>();
		if (!this.tls13.isEmpty()) {
			set.add("of TLS 1.3 only " + brief(this.tls13) + " (ssl.cipher-suites)");
		}
		if (this.ciphers != null) {
			set.add("of TLS 1.2 and older only "
					+ brief(Arrays.stream(suites).filter((suite) -> !CipherNames.isTls13(suite)).toList())
					+ " (ssl.ciphers)");
		}
		return String.join(", ", set);
	}

	private static String brief(List<String> suites) {
		String names = suites.stream().limit(SHOWN).map(CipherNames::openSsl).collect(Collectors.joining(", "));
		return (suites.size() > SHOWN) ? names + " and " + (suites.size() - SHOWN) + " more" : names;
	}

	/** Tells whoever has the log what is no error and yet not as it was meant. */
	void log(String context, EngineContext engine, Collection<String> protocols) {
		CipherList list = this.ciphers;
		if (list == null) {
			return;
		}
		list.warnings().forEach((warning) -> LOGGER.warn("SSL context '{}', ciphers: {}", context, warning));
		if (protocols.stream().allMatch(TLS13::equals)) {
			LOGGER.warn(
					"SSL context '{}': ciphers has no effect, since protocols offers TLSv1.3 only, whose suites are set by cipher-suites",
					context);
		}
		if (LOGGER.isDebugEnabled()) {
			LOGGER.debug("SSL context '{}', ciphers word by word:\n{}", context, explain(engine));
		}
	}

}
