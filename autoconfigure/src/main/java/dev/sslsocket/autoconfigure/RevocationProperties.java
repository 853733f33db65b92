package dev.sslsocket.autoconfigure;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.sslsocket.SslContextBuilder;
import dev.sslsocket.verify.CrlSource;
import dev.sslsocket.verify.Revocation;
import dev.sslsocket.verify.RevocationScope;

/**
 * The keys that say how revoked certificates are found out. Each is inherited alone: a
 * context that looks up the whole chain goes on using the lists that the default context
 * names.
 *
 * @param levels the properties of a context
 */
record RevocationProperties(ContextLevels levels) {

	void applyTo(SslContextBuilder builder, LevelMaterial material) {
		if (this.levels.own().revocation() == null
				&& (this.levels.inherited() == null || this.levels.inherited().revocation() == null)) {
			return;
		}
		Revocation.Builder revocation = Revocation.builder();
		@Nullable String crl = value(SslContextProperties.Revocation::crl);
		RevocationScope scope = (crl != null) ? PropertyWords.revocationScope(crl) : RevocationScope.OFF;
		revocation.crl(scope);
		lists(material, scope).forEach(revocation::crls);
		@Nullable String ocsp = value(SslContextProperties.Revocation::ocsp);
		if (ocsp != null) {
			revocation.ocsp(PropertyWords.ocspMode(ocsp));
		}
		@Nullable String ocspScope = value(SslContextProperties.Revocation::ocspScope);
		if (ocspScope != null) {
			revocation.ocspScope(PropertyWords.ocspScope(ocspScope));
		}
		@Nullable Boolean mustStaple = value(SslContextProperties.Revocation::mustStaple);
		if (mustStaple != null) {
			revocation.mustStaple(mustStaple);
		}
		builder.revocation(revocation.build());
	}

	/**
	 * Files that are inherited by a context that does not look into them are no mistake.
	 */
	private List<CrlSource> lists(LevelMaterial material, RevocationScope scope) {
		boolean own = files(this.levels.own()) != null;
		@Nullable SslContextProperties level = own ? this.levels.own() : this.levels.inherited();
		if (level == null || files(level) == null || !own && scope == RevocationScope.OFF) {
			return List.of();
		}
		return material.lists(level, files(level));
	}

	private static @Nullable List<String> files(SslContextProperties level) {
		return (level.revocation() != null) ? level.revocation().crlFiles() : null;
	}

	private <T> @Nullable T value(Function<SslContextProperties.Revocation, @Nullable T> key) {
		return this.levels
			.value((properties) -> (properties.revocation() != null) ? key.apply(properties.revocation()) : null);
	}

}
