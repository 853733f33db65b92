package dev.sslsocket.engine;

import java.util.List;

import javax.net.ssl.SSLParameters;

/**
 * Parameters that have groups where the JDK's have no place for them, before JDK 20, for
 * an engine that takes them on any JDK. Mutable, as {@link SSLParameters} are.
 */
final class GroupedParameters extends SSLParameters {

	private List<String> groups = List.of();

	GroupedParameters(String[] suites, String[] protocols) {
		super(suites, protocols);
	}

	List<String> groups() {
		return this.groups;
	}

	void groups(List<String> names) {
		this.groups = List.copyOf(names);
	}

}
