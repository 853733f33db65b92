package dev.sslsocket.engine;

import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.net.ssl.SSLParameters;

import org.jspecify.annotations.Nullable;

/**
 * Which key exchange groups the JVM's policy allows, whichever engine is used. The
 * security property {@code jdk.tls.disabledAlgorithms} has names, and rules about sizes
 * besides ({@code EC keySize < 224}), which only the JDK reads as the JDK does: its
 * ClientHello tells. Immutable; safe for use by many threads.
 *
 * @param offered the groups that the JDK's engine may offer
 */
record GroupPolicy(Set<NamedGroup> offered) {

	static final String PROPERTY = "jdk.tls.disabledAlgorithms";

	/**
	 * Asks the JDK. Before JDK 20 it is not told which groups to offer, so what the
	 * system property {@code jdk.tls.namedGroups} leaves out is not allowed either.
	 * @param jdk a context of the JDK's
	 */
	static GroupPolicy of(EngineContext jdk) {
		EngineProbe probe = jdk.probe();
		SSLParameters usual = jdk.defaultParameters();
		Stream<NamedGroup> offered = TlsParameters.takeNamedGroups()
				? Stream.of(NamedGroup.values()).filter((group) -> probe.offers(group, usual.getProtocols()))
				: probe.groups(usual).stream().flatMap((name) -> NamedGroup.of(name).stream());
		return new GroupPolicy(offered.collect(Collectors.toUnmodifiableSet()));
	}

	/**
	 * Returns whether a group is allowed. Of one with ML-KEM, which the JDK may not know
	 * yet, the curve must be, too.
	 */
	boolean allows(NamedGroup group) {
		return this.offered.contains(group.curve()) && !names(group);
	}

	/** Whether the property disables a group by its name. */
	static boolean names(NamedGroup group) {
		@Nullable String disabled = Security.getProperty(PROPERTY);
		List<String> words = (disabled != null) ? Arrays.asList(disabled.strip().split("\\s*,\\s*")) : List.of();
		return words.stream().anyMatch(group.toString()::equalsIgnoreCase);
	}

}
