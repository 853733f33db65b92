package dev.sslsocket;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import javax.net.ssl.SSLParameters;

import dev.sslsocket.engine.EngineFeature;
import dev.sslsocket.engine.EngineProbe;
import dev.sslsocket.engine.NamedGroup;
import dev.sslsocket.engine.TlsParameters;
import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.x509.DhParameters;

import org.jspecify.annotations.Nullable;

/**
 * In which groups keys are exchanged: those that are named, and of those over a finite
 * field the one whose parameters are given. Immutable.
 *
 * @param names groups as they were written; empty for the engine's own
 * @param dh parameters of a group over a finite field; {@code null} for the engine's own
 */
record GroupChoice(List<String> names, @Nullable DhParameters dh) {

	static final GroupChoice DEFAULT = new GroupChoice(List.of(), null);

	private static final String GROUPS = "groups";

	private static final String DH = "dh-file";

	private static final String ML_KEM = ". Groups with ML-KEM are for TLSv1.3; all of them come with JDK 27,"
			+ " X25519MLKEM768 with engine: openssl";

	/** RFC 9325 section 4.1. */
	private static final int LEAST_BITS = 2048;

	GroupChoice names(List<String> written) {
		List<String> words = OfferedNames.words(GROUPS, written);
		// What IO::Socket::SSL writes for a choice of OpenSSL's own.
		return new GroupChoice(words.equals(List.of("auto")) ? List.of() : words, this.dh);
	}

	GroupChoice dh(DhParameters parameters) {
		return new GroupChoice(this.names, parameters);
	}

	/**
	 * Sets the groups.
	 * @param parameters have their protocols already
	 * @param probe says what the engine offers
	 * @return the only group over a finite field, where one was chosen by its parameters
	 * @throws SslConfigurationException if the engine cannot do what is asked for
	 */
	Optional<NamedGroup> applyTo(SSLParameters parameters, EngineProbe probe) {
		Optional<NamedGroup> finiteField = finiteField();
		if (this.names.isEmpty() && finiteField.isEmpty()) {
			return Optional.empty();
		}
		Set<NamedGroup> groups = new LinkedHashSet<>();
		if (this.names.isEmpty()) {
			probe.groups(parameters).stream().flatMap((name) -> NamedGroup.of(name).stream()).forEach(groups::add);
			groups.removeIf(NamedGroup::isFiniteField);
		}
		else {
			OfferedNames.require(GROUPS, TlsParameters.takeNamedGroups() || probe.can(EngineFeature.GROUPS), 20,
					" or engine: openssl", "jdk.tls.namedGroups");
			this.names.forEach((name) -> groups.add(offered(name, parameters, probe)));
		}
		finiteField.ifPresent((group) -> add(group, groups, parameters, probe));
		TlsParameters.namedGroups(parameters, groups.stream().map(NamedGroup::toString).toList());
		return finiteField;
	}

	private void add(NamedGroup finiteField, Set<NamedGroup> groups, SSLParameters parameters, EngineProbe probe) {
		List<NamedGroup> others = groups.stream()
			.filter((group) -> group.isFiniteField() && group != finiteField)
			.toList();
		if (!others.isEmpty()) {
			throw new SslConfigurationException(DH,
					describe() + ", but groups names " + others.get(0) + ". Leave one of the two settings out");
		}
		if (!probe.offers(finiteField, parameters.getProtocols())) {
			throw new SslConfigurationException(DH, describe() + ", which " + probe.implementation()
					+ " does not have. It has: " + has(parameters, probe));
		}
		groups.add(finiteField);
	}

	private NamedGroup offered(String name, SSLParameters parameters, EngineProbe probe) {
		Optional<NamedGroup> group = NamedGroup.of(name);
		if (group.isPresent() && probe.offers(group.get(), parameters.getProtocols())) {
			return group.get();
		}
		if (group.filter(probe::disables).isPresent()) {
			throw new SslConfigurationException(GROUPS,
					"names '" + name + "', which the security property jdk.tls.disabledAlgorithms disables. "
							+ probe.implementation() + " has: " + has(parameters, probe));
		}
		boolean hybrid = group.filter(NamedGroup::isHybrid).isPresent();
		throw new SslConfigurationException(GROUPS,
				"names '" + name + "', which " + probe.implementation() + " does not have for "
						+ String.join(", ", parameters.getProtocols()) + ". It has: " + has(parameters, probe)
						+ (hybrid ? ML_KEM : ""));
	}

	private static String has(SSLParameters parameters, EngineProbe probe) {
		return String.join(", ",
				Stream.of(NamedGroup.values())
					.filter((group) -> probe.offers(group, parameters.getProtocols()))
					.map(NamedGroup::toString)
					.toList());
	}

	/** The engine takes no prime of one's own, only the name of a group that it has. */
	private Optional<NamedGroup> finiteField() {
		if (this.dh == null) {
			return Optional.empty();
		}
		if (this.dh.bits() < LEAST_BITS) {
			throw new SslConfigurationException(DH, describe() + ", which is too weak: less than " + LEAST_BITS
					+ " bits can be broken (RFC 9325 section 4.1)" + wayOut());
		}
		Optional<NamedGroup> group = this.dh.group().flatMap(NamedGroup::of);
		if (group.isEmpty()) {
			throw new SslConfigurationException(DH,
					describe()
							+ ". The JDK's TLS takes no prime of one's own: it has the groups of RFC 7919 and no others"
							+ wayOut());
		}
		OfferedNames.require(DH, TlsParameters.takeNamedGroups(), 20, "", "jdk.tls.namedGroups",
				"jdk.tls.ephemeralDHKeySize");
		return group;
	}

	private static String wayOut() {
		return ". Leave it out: the JDK then uses them by itself; or write one of them with"
				+ " \"openssl genpkey -genparam -algorithm DH -pkeyopt group:ffdhe3072\"";
	}

	private String describe() {
		return (this.dh != null) ? this.dh.describe() : "";
	}

}
