package dev.sslsocket.autoconfigure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.sslsocket.failure.SslConfigurationException;
import dev.sslsocket.x509.Material;

/**
 * Which files a context is built from.
 */
final class MaterialFiles {

	/** Every key whose value is a location or a list of them. */
	private static final Set<String> KEYS = Set.of("certificate", "private-key", "ca-file", "ca-path", "client-ca-file",
			"revocation.crl-files", "dh-file", "ocsp-staple-file");

	private static final Pattern ELEMENT = Pattern.compile("^identities\\[\\d+]\\.");

	private MaterialFiles() {
	}

	/**
	 * Finds the files and directories of a context, what it inherits included.
	 * @param levels its properties
	 * @return the paths; inline PEM has none, since it does not change
	 * @throws SslConfigurationException if a location is on the class path: in a jar it
	 * cannot change, and in a directory it does so on a developer's machine only
	 */
	static List<Path> of(ContextLevels levels) {
		List<Path> paths = new ArrayList<>();
		for (String key : keys(levels)) {
			@Nullable Object written = levels.written(key);
			if (written instanceof List<?> locations) {
				for (int i = 0; i < locations.size(); i++) {
					file(key + "[" + i + "]", (String) locations.get(i)).ifPresent(paths::add);
				}
			}
			else if (written != null) {
				file(key, (String) written).ifPresent(paths::add);
			}
		}
		return paths;
	}

	private static Set<String> keys(ContextLevels levels) {
		Set<String> keys = new LinkedHashSet<>(levels.own().byKey().keySet());
		if (levels.inherited() != null) {
			keys.addAll(levels.inherited().byKey().keySet());
		}
		keys.removeIf((key) -> !KEYS.contains(ELEMENT.matcher(key).replaceFirst("")));
		return keys;
	}

	private static Optional<Path> file(String setting, String location) {
		if (SecretText.isContent(location)) {
			return Optional.empty();
		}
		if (location.startsWith("classpath:")) {
			throw new SslConfigurationException(setting,
					"is '" + location + "', and reload-on-update is true: what is on the class path does not change"
							+ " while an application runs. Name a file, or set reload-on-update: false.");
		}
		try {
			return Material.fileOf(location);
		}
		catch (SslConfigurationException ex) {
			throw ex.forSetting(setting);
		}
	}

}
