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
 * Finds identities that an engine never presents, because of their keys: of a kind that
 * it does not know, or in a place where it cannot read them. One that stands alone is
 * refused when the context is built, since nobody could be served; one beside others is
 * only mentioned: clients get along with the others, as all do that do not know such keys
 * themselves.
 */
final class UnusedKeys {

	private static final Logger logger = LoggerFactory.getLogger(UnusedKeys.class);

	/** As the JDK calls the algorithms; an RSASSA-PSS key is no RSA key. */
	private static final Set<String> EVERYWHERE = Set.of("RSA", "EC");

	private UnusedKeys() {
	}

	/**
	 * An identity that not every engine can present.
	 *
	 * @param asked what an engine must have for it
	 */
	record Unused(SslIdentity identity, EngineFeature asked) {

		static Optional<Unused> of(ServedIdentity served) {
			return asked(served.identity()).map((feature) -> new Unused(served.identity(), feature));
		}

		private static Optional<EngineFeature> asked(SslIdentity identity) {
			if (!EVERYWHERE.contains(identity.chain().get(0).getPublicKey().getAlgorithm())) {
				return Optional.of(EngineFeature.OTHER_KEYS);
			}
			return (identity.privateKey().getEncoded() == null) ? Optional.of(EngineFeature.UNREADABLE_KEYS)
					: Optional.empty();
		}

	}

	/** Those that are never presented, in the order given. */
	static List<Unused> of(EngineProvider provider, List<ServedIdentity> identities) {
		return identities.stream()
			.flatMap((served) -> Unused.of(served).stream())
			.filter((unused) -> !provider.can(unused.asked()))
			.toList();
	}

	/**
	 * Finds one that not every engine has a use for, and without which a host, or clients
	 * that name none, would have nothing.
	 */
	static Optional<Unused> alone(List<ServedIdentity> identities) {
		List<ServedIdentity> others = identities.stream().filter((one) -> Unused.of(one).isEmpty()).toList();
		return identities.stream()
			.filter((served) -> isAlone(served, others))
			.flatMap((served) -> Unused.of(served).stream())
			.findFirst();
	}

	private static boolean isAlone(ServedIdentity served, List<ServedIdentity> others) {
		return served.isDefault() ? others.stream().noneMatch(ServedIdentity::isDefault)
				: served.hosts()
					.stream()
					.anyMatch((host) -> others.stream().noneMatch((one) -> one.hosts().contains(host)));
	}

	static void warn(String contextName, EngineProvider provider, List<ServedIdentity> identities) {
		for (Unused unused : of(provider, identities)) {
			logger.warn(
					"SSL context '{}' never presents {}: engine {} has no {}. Every client gets what else there is for its host; with engine: jdk this one is presented as well.",
					contextName, unused.identity(), provider, unused.asked());
		}
	}

}
