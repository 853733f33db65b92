package dev.sslsocket.autoconfigure;

import java.nio.file.Path;
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

	private static final String STAPLE_FILE = "ocsp-staple-file";

	void applyTo(SslContextBuilder builder) {
		names(SslContextProperties::protocols, builder::protocols);
		@Nullable List<String> ciphers = this.levels.value(SslContextProperties::ciphers);
		if (ciphers != null) {
			// Boot takes the list apart at commas, which are separators in it as well.
			builder.ciphers(String.join(":", ciphers));
		}
		names(SslContextProperties::cipherSuites, builder::cipherSuites);
		@Nullable Boolean honorCipherOrder = this.levels.value(SslContextProperties::honorCipherOrder);
		if (honorCipherOrder != null) {
			builder.honorCipherOrder(honorCipherOrder);
		}
		names(SslContextProperties::groups, builder::groups);
		names(SslContextProperties::signatureSchemes, builder::signatureSchemes);
		word(SslContextProperties::dhFile, (location) -> builder.dhParameters(parameters(location)));
		names(alpn(SslContextProperties.Alpn::protocols), builder::alpn);
		word(alpn(SslContextProperties.Alpn::preference),
				(word) -> builder.alpnPreference(PropertyWords.alpnPreference(word)));
		word(alpn(SslContextProperties.Alpn::mismatch),
				(word) -> builder.alpnMismatch(PropertyWords.alpnMismatch(word)));
		word(SslContextProperties::engine, builder::engine);
		@Nullable Boolean ocspStapling = this.levels.value(SslContextProperties::ocspStapling);
		if (ocspStapling != null) {
			builder.ocspStapling(ocspStapling);
		}
		stapleFiles(builder);
		if (this.levels.own().sniHost() != null) {
			builder.sniHost(PropertyWords.sniHost(this.levels.own().sniHost()));
		}
	}

	private void stapleFiles(SslContextBuilder builder) {
		@Nullable List<String> locations = this.levels.value(SslContextProperties::ocspStapleFile);
		if (locations != null && locations.isEmpty()) {
			throw new SslConfigurationException(STAPLE_FILE, "is empty. Leave it out to staple no file.");
		}
		for (int i = 0; locations != null && i < locations.size(); i++) {
			builder.ocspStapleFile(stapleFile(STAPLE_FILE + "[" + i + "]", locations.get(i)));
		}
	}

	private static Path stapleFile(String key, String location) {
		if (location.startsWith("classpath:")) {
			throw new SslConfigurationException(key, "is '" + location
					+ "': an OCSP response counts for days, and what is on the class path does not change. Name a file.");
		}
		try {
			return Material.fileOf(location)
				.orElseThrow(() -> new SslConfigurationException(key, "is no location of a file. Name one, in DER."));
		}
		catch (SslConfigurationException ex) {
			throw ex.forSetting(key);
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
