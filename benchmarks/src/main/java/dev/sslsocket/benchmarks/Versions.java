package dev.sslsocket.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Versions of the peers, as the class path names them.
 */
final class Versions {

	private static final Map<String, String> ARTIFACTS = Map.of("tls-channel", "tls-channel", "conscrypt-openjdk-uber",
			"Conscrypt", "netty-handler", "Netty", "netty-tcnative-classes", "netty-tcnative", "spring-boot",
			"Spring Boot", "jmh-core", "JMH");

	private Versions() {
	}

	/** Name and version of each that is there, by name. */
	static List<String> of(String classPath) {
		List<String> versions = new ArrayList<>();
		ARTIFACTS.forEach((artifact, name) -> {
			Matcher found = Pattern.compile("/" + artifact + "-(\\d[\\w.]*)\\.jar").matcher(classPath);
			if (found.find()) {
				versions.add(name + " " + found.group(1).replaceAll("\\.(Final|RELEASE)$", ""));
			}
		});
		return versions.stream().sorted(String.CASE_INSENSITIVE_ORDER).toList();
	}

}
