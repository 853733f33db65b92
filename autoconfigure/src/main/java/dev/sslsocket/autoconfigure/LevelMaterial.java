package dev.sslsocket.autoconfigure;

import java.io.FileNotFoundException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ResourceUtils;

import dev.sslsocket.ServedIdentity;
import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.verify.TrustSource;
import dev.sslsocket.x509.Material;
import dev.sslsocket.x509.Passphrase;
import dev.sslsocket.x509.SslIdentity;

/**
 * Loads keys and CAs, those of one level once: however many contexts inherit a key, its
 * pass phrase is asked for once. Used by one thread.
 */
final class LevelMaterial {

	private final Passphrase fallback;

	private final Map<SslContextProperties, List<ServedIdentity>> identities = new IdentityHashMap<>();

	private final Map<SslContextProperties, List<TrustSource>> trust = new IdentityHashMap<>();

	private final Map<SslContextProperties, List<TrustSource>> clientCas = new IdentityHashMap<>();

	/**
	 * Creates the loader.
	 * @param fallback asked where {@code private-key-password} is not set
	 */
	LevelMaterial(Passphrase fallback) {
		this.fallback = fallback;
	}

	/**
	 * The identities of a level: its certificate first, then the others in their order.
	 */
	List<ServedIdentity> identities(SslContextProperties level) {
		return this.identities.computeIfAbsent(level, (properties) -> {
			List<ServedIdentity> loaded = new ArrayList<>();
			if (properties.certificate() != null) {
				loaded.add(new ServedIdentity(
						load(properties.certificate(), properties.privateKey(), properties.privateKeyPassword()),
						List.of()));
			}
			@Nullable List<SslContextProperties.Identity> more = properties.identities();
			for (int i = 0; more != null && i < more.size(); i++) {
				loaded.add(identity(SslContextProperties.identity(i), more.get(i)));
			}
			return loaded;
		});
	}

	private ServedIdentity identity(String key, SslContextProperties.Identity written) {
		@Nullable String certificate = written.certificate();
		if (certificate == null) {
			throw new SslConfigurationException(key + ".certificate", "is missing.");
		}
		@Nullable List<String> hosts = written.hosts();
		if (hosts != null && hosts.isEmpty()) {
			throw new SslConfigurationException(key + ".hosts", "is empty. Name a host, or leave hosts out for any.");
		}
		try {
			SslIdentity identity = load(certificate, written.privateKey(), written.privateKeyPassword());
			return new ServedIdentity(identity, (hosts != null) ? hosts : List.of());
		}
		catch (SslConfigurationException ex) {
			throw new SslConfigurationException(key + "." + ex.setting(), PropertyErrors.message(ex), ex);
		}
	}

	private SslIdentity load(String certificate, @Nullable String privateKey, @Nullable String password) {
		return SslIdentity.load(SecretText.material("certificate", certificate), privateKey(privateKey),
				passphrase(password));
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
			sources.addAll(each("ca", properties.ca(), "trust the JDK's CAs", PropertyWords::platform));
			sources.addAll(each("ca-file", properties.caFile(), "trust the JDK's CAs",
					(location) -> file("ca-file", location)));
			sources.addAll(each("ca-path", properties.caPath(), "trust the JDK's CAs", LevelMaterial::directory));
			return sources;
		});
	}

	/** The CAs that a level names to clients, none where it names none. */
	List<TrustSource> clientCas(SslContextProperties level) {
		return this.clientCas.computeIfAbsent(level, (properties) -> each("client-ca-file", properties.clientCaFile(),
				"name the trusted CAs", (location) -> file("client-ca-file", location)));
	}

	private static TrustSource file(String key, String location) {
		return TrustSource.file(SecretText.material(key, location));
	}

	private static List<TrustSource> each(String key, @Nullable List<String> values, String otherwise,
			Function<String, TrustSource> source) {
		List<TrustSource> sources = new ArrayList<>();
		if (values != null && values.isEmpty()) {
			throw new SslConfigurationException(key, "is empty. Leave it out to " + otherwise + ".");
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
