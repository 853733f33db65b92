package dev.sslsocket;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.sslsocket.failure.SslConfigurationException;

/**
 * Which protocol versions are meant: a list of names, or what IO::Socket::SSL's
 * {@code SSL_version} takes, one version or {@code SSLv23} for all there are, and behind
 * colons those that are not wanted. Immutable.
 */
final class VersionChoice {

	private static final String SETTING = "protocols";

	private static final String EMPTY = "is empty. Leave it out for the default";

	private static final List<String> ALL = List.of("TLSv1.3", "TLSv1.2", "TLSv1.1", "TLSv1");

	/** TLS 1.2 and later, as far as the JVM's policy allows. */
	static final VersionChoice DEFAULT = new VersionChoice(List.of(), Set.of("TLSv1.1", "TLSv1"), "the default");

	private static final Pattern NAME = Pattern
		.compile("(?i)(?<not>!?)(?:(?<ssl>SSLv2|SSLv3)|(?<any>SSLv23|SSLv2/3)|TLSv1(?:[._]?(?<minor>[0-3]))?)");

	private static final Pattern OF_THE_SEED = Pattern.compile("(?i).*(?:[:!]|SSLv23|SSLv2/3).*");

	private final List<String> named;

	private final Set<String> excluded;

	private final String written;

	private VersionChoice(List<String> named, Set<String> excluded, String written) {
		this.named = named;
		this.excluded = excluded;
		this.written = written;
	}

	/**
	 * Reads what was written.
	 * @param written names, or one word or several in the seed's syntax
	 * @throws SslConfigurationException if it is neither
	 */
	static VersionChoice parse(List<String> written) {
		boolean seed = written.stream().anyMatch((word) -> OF_THE_SEED.matcher(word).matches());
		Set<String> named = new LinkedHashSet<>();
		Set<String> excluded = new LinkedHashSet<>();
		boolean any = false;
		String[] words = String.join(":", written).split("\\s*:\\s*");
		if (words.length == 0) {
			throw refused(EMPTY);
		}
		for (String word : words) {
			Matcher name = NAME.matcher(word.strip());
			if (!name.matches() || !name.group("not").isEmpty() && name.group("any") != null) {
				throw refused(word.isBlank() ? EMPTY : unknown(word));
			}
			if (!name.group("not").isEmpty()) {
				excluded.add(version(name));
			}
			else if (name.group("ssl") != null) {
				throw refused("names " + word + ", which is broken ("
						+ (word.toLowerCase(Locale.ROOT).endsWith("2") ? "RFC 6176" : "RFC 7568")
						+ ") and never spoken here, whatever the JVM allows. Use TLSv1.3 or TLSv1.2");
			}
			else if (name.group("any") != null) {
				any = true;
			}
			else {
				named.add(version(name));
			}
		}
		String text = String.join(seed ? ":" : ", ", written);
		if (seed && named.size() + (any ? 1 : 0) > 1) {
			throw refused("is '" + text + "', which names more than one version. IO::Socket::SSL's syntax takes one,"
					+ " or those that are not wanted (SSLv23:!TLSv1_2); several are a list: TLSv1.3, TLSv1.2");
		}
		return new VersionChoice(List.copyOf(named), excluded, "'" + text + "'");
	}

	private static String version(Matcher name) {
		if (name.group("ssl") != null) {
			return name.group("ssl");
		}
		String minor = name.group("minor");
		return (minor == null || minor.equals("0")) ? "TLSv1" : "TLSv1." + minor;
	}

	/**
	 * Finds the versions.
	 * @param speaks whether the engine speaks a version, which the JVM's policy decides
	 * @return JSSE's names, at least one
	 * @throws SslConfigurationException if one that is named is not spoken, or none is
	 * left
	 */
	List<String> resolve(Predicate<String> speaks) {
		List<String> versions = new ArrayList<>(this.named.isEmpty() ? ALL : this.named);
		versions.removeAll(this.excluded);
		if (this.named.isEmpty()) {
			versions.removeIf(speaks.negate());
		}
		if (versions.isEmpty()) {
			throw refused("is " + this.written + ", which leaves no version that this JVM allows. It allows: "
					+ String.join(", ", ALL.stream().filter(speaks).toList()));
		}
		for (String version : versions) {
			if (!speaks.test(version)) {
				throw refused("names " + version + ", which this JVM does not allow: see its security property"
						+ " jdk.tls.disabledAlgorithms. It allows: "
						+ String.join(", ", ALL.stream().filter(speaks).toList())
						+ ". For a peer that knows nothing newer start the JVM with -Djava.security.properties=<file>,"
						+ " where that property leaves " + version
						+ " out; it concerns the whole JVM, so we never change it");
			}
		}
		return List.copyOf(versions);
	}

	private static String unknown(String word) {
		return "names '" + word + "', which is no version of TLS. Write " + String.join(", ", ALL.subList(0, 2))
				+ ", or as IO::Socket::SSL has it TLSv1_3 or SSLv23:!TLSv1_3";
	}

	private static SslConfigurationException refused(String message) {
		return new SslConfigurationException(SETTING, message);
	}

}
