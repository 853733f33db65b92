package dev.sslsocket.autoconfigure;

import java.io.FileNotFoundException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ResourceUtils;

import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.verify.CrlSource;
import dev.sslsocket.verify.TrustSource;
import dev.sslsocket.x509.Material;
import dev.sslsocket.x509.Passphrase;
import dev.sslsocket.x509.SslIdentity;

/**
 * Loads keys, CAs and revocation lists, those of one level once: however many contexts
 * inherit a key, its pass phrase is asked for once, and a list of 50 MB is held once.
 * Used by one thread.
 */
final class LevelMaterial {

	private final Passphrase fallback;

	private final Map<SslContextProperties, SslIdentity> identities = new IdentityHashMap<>();

	private final Map<SslContextProperties, List<TrustSource>> trust = new IdentityHashMap<>();

	private final Map<SslContextProperties, List<CrlSource>> lists = new IdentityHashMap<>();

	/**
	 * Creates the loader.
	 * @param fallback asked where {@code private-key-password} is not set
	 */
	LevelMaterial(Passphrase fallback) {
		this.fallback = fallback;
	}

	SslIdentity identity(SslContextProperties level, String certificate) {
		return this.identities.computeIfAbsent(level,
				(properties) -> SslIdentity.load(SecretText.material("certificate", certificate),
						privateKey(properties.privateKey()), passphrase(properties.privateKeyPassword())));
	}

	private static @Nullable Material privateKey(@Nullable String location) {
		return (location != null) ? SecretText.material("private-key", location) : null;
	}

	private Passphrase passphrase(@Nullable String password) {
		return (password != null) ? (what) -> password.toCharArray() : this.fallback;
	}

	/** The CAs of a level, none where it names none. */
	List<TrustSource> trust(SslContextProperties level) {
		return this.trust.computeIfAbsent(level, (properties) -> {
			List<TrustSource> sources = new ArrayList<>();
			sources.addAll(each("ca", properties.ca(), PropertyWords::platform));
			sources.addAll(each("ca-file", properties.caFile(),
					(location) -> TrustSource.file(SecretText.material("ca-file", location))));
			sources.addAll(each("ca-path", properties.caPath(), LevelMaterial::directory));
			return sources;
		});
	}

	/** The revocation lists that a level names. */
	List<CrlSource> lists(SslContextProperties level, @Nullable List<String> locations) {
		String key = "revocation.crl-files";
		return this.lists.computeIfAbsent(level,
				(properties) -> each(key, locations,
						"is empty. Leave it out, or name the revocation lists of your CAs.",
						(location) -> CrlSource.file(SecretText.material(key, location))));
	}

	private static List<TrustSource> each(String key, @Nullable List<String> values,
			Function<String, TrustSource> source) {
		return each(key, values, "is empty. Leave it out to trust the JDK's CAs.", source);
	}

	private static <T> List<T> each(String key, @Nullable List<String> values, String empty,
			Function<String, T> source) {
		List<T> sources = new ArrayList<>();
		if (values != null && values.isEmpty()) {
			throw new SslConfigurationException(key, empty);
		}
		for (int i = 0; values != null && i < values.size(); i++) {
			try {
				sources.add(source.apply(values.get(i)));
			}
			catch (SslConfigurationException ex) {
				throw new SslConfigurationException(key + "[" + i + "]", PropertyErrors.message(ex), ex);
			}
		}
		return sources;
	}

	private static TrustSource directory(String location) {
		try {
			return TrustSource.directory(ResourceUtils.getFile(location).toPath());
		}
		catch (FileNotFoundException ex) {
			throw new SslConfigurationException("ca-path",
					"'" + location + "' is not a directory of the file system. Name one, or list files by ca-file.",
					ex);
		}
	}

}
