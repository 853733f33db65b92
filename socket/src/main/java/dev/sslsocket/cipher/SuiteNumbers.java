package dev.sslsocket.cipher;

import org.jspecify.annotations.Nullable;

/**
 * Names the numbers that cipher suites have on the wire. Stateless; safe for use by many
 * threads.
 */
public final class SuiteNumbers {

	private SuiteNumbers() {
	}

	/**
	 * Returns IANA's name of a suite.
	 * @param number the number that it has on the wire
	 * @return the name; {@code 0x1306} and the like where it has none here
	 */
	public static String name(int number) {
		@Nullable String name = SuiteTable.iana(number);
		return (name != null) ? name : "0x%04x".formatted(number);
	}

}
