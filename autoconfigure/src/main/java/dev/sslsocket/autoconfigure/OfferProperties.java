package dev.sslsocket.autoconfigure;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.sslsocket.SslContextBuilder;
import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.x509.DhParameters;
import dev.sslsocket.x509.Material;

/**
 * The keys that say what a connection may agree on. Each is inherited alone, but for the
 * name that clients send.
 *
 * @param levels the properties of a context
 */
record OfferProperties(ContextLevels levels) {

	void applyTo(SslContextBuilder builder) {
		names(SslContextProperties::protocols, builder::protocols);
		names(SslContextProperties::groups, builder::groups);
		names(SslContextProperties::signatureSchemes, builder::signatureSchemes);
		word(SslContextProperties::dhFile, (location) -> builder.dhParameters(parameters(location)));
		names(alpn(SslContextProperties.Alpn::protocols), builder::alpn);
		word(alpn(SslContextProperties.Alpn::preference),
				(word) -> builder.alpnPreference(PropertyWords.alpnPreference(word)));
		word(alpn(SslContextProperties.Alpn::mismatch),
				(word) -> builder.alpnMismatch(PropertyWords.alpnMismatch(word)));
		if (this.levels.own().sniHost() != null) {
			builder.sniHost(PropertyWords.sniHost(this.levels.own().sniHost()));
		}
	}

	private static DhParameters parameters(String location) {
		try {
			return DhParameters.parse(Material.at(location));
		}
		catch (SslConfigurationException ex) {
			throw ex.forSetting("dh-file");
		}
	}

	private static <T> Function<SslContextProperties, @Nullable T> alpn(
			Function<SslContextProperties.Alpn, @Nullable T> key) {
		return (properties) -> (properties.alpn() != null) ? key.apply(properties.alpn()) : null;
	}

	private void names(Function<SslContextProperties, @Nullable List<String>> key, Consumer<String[]> setter) {
		@Nullable List<String> written = this.levels.value(key);
		if (written != null) {
			setter.accept(written.toArray(String[]::new));
		}
	}

	private void word(Function<SslContextProperties, @Nullable String> key, Consumer<String> setter) {
		@Nullable String written = this.levels.value(key);
		if (written != null) {
			setter.accept(written);
		}
	}

}
