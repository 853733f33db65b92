package dev.sslsocket.autoconfigure;

import org.jspecify.annotations.Nullable;

import dev.sslsocket.SslContextBuilder;
import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.x509.Material;
import dev.sslsocket.x509.Passphrase;
import dev.sslsocket.x509.SslIdentity;

/**
 * The keys that say who we are.
 *
 * @param levels the properties of the context
 * @param fallback asked where {@code private-key-password} is not set
 */
record IdentityProperties(ContextLevels levels, Passphrase fallback) {

	void applyTo(SslContextBuilder builder) {
		SslContextProperties properties = this.levels.level(KeyGroup.IDENTITY);
		@Nullable String certificate = properties.certificate();
		if (certificate == null) {
			refuseWithoutCertificate(properties);
			return;
		}
		builder.identity(SslIdentity.load(SecretText.material("certificate", certificate),
				privateKey(properties.privateKey()), passphrase(properties.privateKeyPassword())));
		builder.useCertificate((properties.useCert() != null && this.levels.isOwn(KeyGroup.IDENTITY))
				? properties.useCert() : this.levels.isOwn(KeyGroup.IDENTITY));
	}

	private void refuseWithoutCertificate(SslContextProperties properties) {
		boolean replaces = this.levels.inherited() != null && this.levels.isOwn(KeyGroup.IDENTITY);
		String because = " certificate on the same level"
				+ (replaces ? ": the keys of a certificate are inherited together or not at all." : ".");
		if (properties.privateKey() != null) {
			throw new SslConfigurationException("private-key", "needs a" + because);
		}
		if (properties.privateKeyPassword() != null) {
			throw new SslConfigurationException("private-key-password", "needs a" + because);
		}
		if (replaces && Boolean.TRUE.equals(properties.useCert())) {
			throw new SslConfigurationException("use-cert", "needs a" + because);
		}
	}

	private static @Nullable Material privateKey(@Nullable String location) {
		return (location != null) ? SecretText.material("private-key", location) : null;
	}

	private Passphrase passphrase(@Nullable String password) {
		return (password != null) ? (what) -> password.toCharArray() : this.fallback;
	}

}
