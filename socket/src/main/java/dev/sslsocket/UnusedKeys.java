package dev.sslsocket;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.sslsocket.engine.EngineFeature;
import dev.sslsocket.engine.EngineProvider;
import dev.sslsocket.x509.SslIdentity;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds identities that an engine never presents, because of their keys. One that stands
 * alone is refused when the context is built, since nobody could be served; one beside
 * others is only mentioned: clients get along with the others, as all do that do not know
 * such keys themselves.
 */
final class UnusedKeys {

	private static final Logger logger = LoggerFactory.getLogger(UnusedKeys.class);

	/** As the JDK calls the algorithms; an RSASSA-PSS key is no RSA key. */
	private static final Set<String> EVERYWHERE = Set.of("RSA", "EC");

	private UnusedKeys() {
	}

	/** Those that are never presented, in the order given. */
	static List<SslIdentity> of(EngineProvider provider, List<ServedIdentity> identities) {
		return provider.can(EngineFeature.OTHER_KEYS) ? List.of()
				: identities.stream().filter(UnusedKeys::isOther).map(ServedIdentity::identity).toList();
	}

	/**
	 * Finds one that not every engine has a use for, and without which a host, or clients
	 * that name none, would have nothing.
	 */
	static Optional<SslIdentity> alone(List<ServedIdentity> identities) {
		return identities.stream()
			.filter((served) -> isOther(served) && isAlone(served, identities))
			.map(ServedIdentity::identity)
			.findFirst();
	}

	private static boolean isAlone(ServedIdentity served, List<ServedIdentity> identities) {
		List<ServedIdentity> others = identities.stream().filter((one) -> !isOther(one)).toList();
		return served.isDefault() ? others.stream().noneMatch(ServedIdentity::isDefault)
				: served.hosts()
					.stream()
					.anyMatch((host) -> others.stream().noneMatch((one) -> one.hosts().contains(host)));
	}

	private static boolean isOther(ServedIdentity served) {
		return !EVERYWHERE.contains(served.identity().chain().get(0).getPublicKey().getAlgorithm());
	}

	static void warn(String contextName, EngineProvider provider, List<ServedIdentity> identities) {
		for (SslIdentity identity : of(provider, identities)) {
			logger.warn(
					"SSL context '{}' never presents {}: engine {} has no {}. Every client gets what else there is for its host; with engine: jdk this one is presented as well.",
					contextName, identity, provider, EngineFeature.OTHER_KEYS);
		}
	}

}
