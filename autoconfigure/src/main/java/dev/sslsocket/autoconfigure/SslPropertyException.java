package dev.sslsocket.autoconfigure;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A property cannot be used. The message names it, where it was written, what is wrong
 * and what to do; never the value of a secret. Immutable; safe for use by many threads.
 */
final class SslPropertyException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	/** Reasons that go on with the sentence that the property's name begins. */
	private static final Pattern PREDICATE = Pattern.compile("(is|are|and|asks|does|has|names|needs|would) .*",
			Pattern.DOTALL);

	private final String property;

	private final String origin;

	SslPropertyException(String property, String origin, String reason, @Nullable Throwable cause) {
		super(sentence(property + (origin.isEmpty() ? "" : " (" + origin + ")"), reason), cause);
		this.property = property;
		this.origin = origin;
	}

	/** Joins a setting and what is wrong with it. */
	static String sentence(String setting, String reason) {
		return setting + (PREDICATE.matcher(reason).matches() ? " " : ": ") + reason;
	}

	String property() {
		return this.property;
	}

	/** Where it was written, or an empty string. */
	String origin() {
		return this.origin;
	}

}
