package dev.sslsocket;

/**
 * Which implementation of TLS a context uses. Immutable; safe for use by many threads.
 *
 * @param name {@code jdk} or {@code openssl}
 * @param asked what was asked for: {@code jdk}, {@code openssl} or {@code auto}
 * @param reason why {@code auto} took the JDK's, as the end of a sentence that begins
 * with {@code openssl}; else empty
 */
public record ChosenEngine(String name, String asked, String reason) {

	@Override
	public String toString() {
		return this.name;
	}

}
