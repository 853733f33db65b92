package dev.sslsocket.autoconfigure;

import org.jspecify.annotations.Nullable;

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
		@Nullable String certificate = properties.certificate();
		if (certificate == null) {
			refuseWithoutCertificate(properties);
			return;
		}
		builder.identity(material.identity(properties, certificate));
		// A server's certificate is not shown to strangers by every context below it.
		builder.useCertificate(this.levels.isOwn(KeyGroup.IDENTITY) && !Boolean.FALSE.equals(properties.useCert()));
	}

	private void refuseWithoutCertificate(SslContextProperties properties) {
		boolean replaces = this.levels.inherited() != null && this.levels.isOwn(KeyGroup.IDENTITY);
		String reason = "needs a certificate on the same level"
				+ (replaces ? ": the keys of a certificate are inherited together or not at all." : ".");
		if (properties.privateKey() != null) {
			throw new SslConfigurationException("private-key", reason);
		}
		if (properties.privateKeyPassword() != null) {
			throw new SslConfigurationException("private-key-password", reason);
		}
		if (replaces && Boolean.TRUE.equals(properties.useCert())) {
			throw new SslConfigurationException("use-cert", reason);
		}
	}

}
