package dev.sslsocket.autoconfigure;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sslsocket.ServedIdentity;
import dev.sslsocket.SslContext;
import dev.sslsocket.SslContextBuilder;
import dev.sslsocket.failure.SslConfigurationException;

/**
 * The keys that say who we are.
 *
 * @param levels the properties of the context
 */
record IdentityProperties(ContextLevels levels) {

	void applyTo(SslContextBuilder builder, LevelMaterial material) {
		SslContextProperties properties = this.levels.level(KeyGroup.IDENTITY);
		@Nullable List<SslContextProperties.Identity> more = properties.identities();
		if (properties.certificate() == null) {
			refuseWithoutCertificate(properties, more != null);
		}
		if (more != null && more.isEmpty()) {
			throw new SslConfigurationException(SslContextProperties.IDENTITIES,
					"is empty. Leave it out, or write hosts, certificate and private-key.");
		}
		List<ServedIdentity> loaded = material.identities(properties);
		// That of the level's own certificate stands before them.
		int first = loaded.size() - ((more != null) ? more.size() : 0);
		for (int i = 0; i < loaded.size(); i++) {
			add(builder, loaded.get(i), SslContextProperties.identity(i - first));
		}
		if (!loaded.isEmpty()) {
			// A server's certificate is not shown to strangers by every context below it.
			builder.useCertificate(this.levels.isOwn(KeyGroup.IDENTITY) && !Boolean.FALSE.equals(properties.useCert()));
		}
	}

	private static void add(SslContextBuilder builder, ServedIdentity served, String key) {
		if (served.isDefault()) {
			builder.identity(served.identity());
			return;
		}
		for (int i = 0; i < served.hosts().size(); i++) {
			checkElement(served, i, key);
		}
		builder.identity(served.identity(), served.hosts().toArray(String[]::new));
	}

	private static void checkElement(ServedIdentity served, int index, String key) {
		try {
			SslContext.builder().identity(served.identity(), served.hosts().get(index));
		}
		catch (SslConfigurationException ex) {
			throw new SslConfigurationException(key + ".hosts[" + index + "]", PropertyErrors.message(ex), ex);
		}
	}

	private void refuseWithoutCertificate(SslContextProperties properties, boolean hasOthers) {
		boolean replaces = this.levels.inherited() != null && this.levels.isOwn(KeyGroup.IDENTITY);
		String reason = "needs a certificate on the same level"
				+ (replaces ? ": the keys of a certificate are inherited together or not at all." : ".");
		if (properties.privateKey() != null) {
			throw new SslConfigurationException("private-key", reason);
		}
		if (properties.privateKeyPassword() != null) {
			throw new SslConfigurationException("private-key-password", reason);
		}
		if (replaces && !hasOthers && Boolean.TRUE.equals(properties.useCert())) {
			throw new SslConfigurationException("use-cert", reason);
		}
	}

}
