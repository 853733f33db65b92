package dev.sslsocket.revocation;

import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Signature algorithms that the JDK must not accept from anybody
 * ({@code jdk.certpath.disabledAlgorithms}). Its own checks cannot be asked about a
 * revocation list without having it make objects of all entries. Entries of that property
 * that depend on a key's size or on a certificate are applied to the signer's chain by
 * the JDK. Stateless; safe for use by many threads.
 */
final class CrlAlgorithms {

	private static final String PROPERTY = "jdk.certpath.disabledAlgorithms";

	private CrlAlgorithms() {
	}

	/** Which names, such as {@code SHA256WITHRSA}, are disabled as of now. */
	static Predicate<String> disabledByTheJdk() {
		String disabled = Security.getProperty(PROPERTY);
		return disabled((disabled != null) ? disabled : "");
	}

	static Predicate<String> disabled(String property) {
		Set<String> words = Arrays.stream(property.split(","))
			.map((entry) -> normal(entry.strip()))
			.filter((entry) -> !entry.isEmpty() && entry.chars().noneMatch(Character::isWhitespace))
			.collect(Collectors.toUnmodifiableSet());
		return (name) -> words.contains(normal(name)) || parts(name).stream().anyMatch(words::contains);
	}

	private static List<String> parts(String name) {
		return List.of(normal(name).split("WITH|AND"));
	}

	private static String normal(String name) {
		return name.toUpperCase(Locale.ROOT).replace("-", "");
	}

}
