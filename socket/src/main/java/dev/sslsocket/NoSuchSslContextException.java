package dev.sslsocket;

import java.util.Collection;
import java.util.List;

import dev.sslsocket.failure.NearestName;
import dev.sslsocket.failure.SslFailure;
import dev.sslsocket.failure.SslFailureDetails;
import dev.sslsocket.failure.SslReason;

/**
 * No context has the name asked for. Immutable; safe for use by many threads.
 */
public final class NoSuchSslContextException extends IllegalArgumentException implements SslFailure {

	private static final long serialVersionUID = 1L;

	private final String name;

	private final transient List<String> known;

	/**
	 * Creates the exception.
	 * @param name the name asked for
	 * @param known the names there are
	 */
	public NoSuchSslContextException(String name, Collection<String> known) {
		super(message(name, known));
		this.name = name;
		this.known = List.copyOf(known);
	}

	private static String message(String name, Collection<String> known) {
		return "No SSL context '" + name + "'. Known: " + String.join(", ", known) + "."
				+ NearestName.of(name, known).map((near) -> " Did you mean '" + near + "'?").orElse("");
	}

	@Override
	public SslFailureDetails details() {
		return new SslFailureDetails(SslReason.CONFIGURATION, this.name, "", null, List.of());
	}

	/**
	 * Returns the name that was asked for.
	 * @return the name
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Returns the names there are.
	 * @return the names, the default first
	 */
	public List<String> known() {
		return this.known;
	}

}
