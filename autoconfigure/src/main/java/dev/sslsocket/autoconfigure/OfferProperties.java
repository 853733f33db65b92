package dev.sslsocket.autoconfigure;

import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.sslsocket.SslContextBuilder;

/**
 * The keys that say what a connection may agree on. Each is inherited alone.
 *
 * @param levels the properties of a context
 */
record OfferProperties(ContextLevels levels) {

	void applyTo(SslContextBuilder builder) {
		names(this.levels.value(SslContextProperties::protocols), builder::protocols);
		@Nullable List<String> ciphers = this.levels.value(SslContextProperties::ciphers);
		if (ciphers != null) {
			// Boot takes the list apart at commas, which are separators in it as well.
			builder.ciphers(String.join(":", ciphers));
		}
		names(this.levels.value(SslContextProperties::cipherSuites), builder::cipherSuites);
		@Nullable Boolean honorCipherOrder = this.levels.value(SslContextProperties::honorCipherOrder);
		if (honorCipherOrder != null) {
			builder.honorCipherOrder(honorCipherOrder);
		}
		names(this.levels.value(OfferProperties::alpn), builder::alpn);
	}

	private static @Nullable List<String> alpn(SslContextProperties properties) {
		return (properties.alpn() != null) ? properties.alpn().protocols() : null;
	}

	private static void names(@Nullable List<String> written, Consumer<String[]> setter) {
		if (written != null) {
			setter.accept(written.toArray(String[]::new));
		}
	}

}
