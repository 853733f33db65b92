package dev.sslsocket.cipher;

import org.jspecify.annotations.Nullable;

/**
 * One step of a cipher list. Immutable; safe for use by many threads.
 *
 * @param text the step as it is written
 * @param action what is done
 * @param pattern the suites it is done to, {@code null} for none
 * @param problem why it is done to none, an empty string where nothing is wrong
 */
record CipherRule(String text, Action action, @Nullable SuitePattern pattern, String problem) {

	/** What a step does. */
	enum Action {

		/** Puts suites at the end that are not there yet. */
		ADD,

		/** {@code +}: moves suites to the end. */
		MOVE,

		/** {@code -}: takes suites out, until something adds them again. */
		REMOVE,

		/** {@code !}: takes suites out for good. */
		KILL,

		/** {@code @STRENGTH}: sorts by the bits of the cipher, in place otherwise. */
		SORT,

		/** {@code @SECLEVEL=n}, which has been read by the time the steps are taken. */
		LEVEL

	}

	static CipherRule of(String text, Action action, SuitePattern pattern) {
		return new CipherRule(text, action, pattern, "");
	}

	/** One that concerns the whole list. */
	static CipherRule whole(String text, Action action) {
		return new CipherRule(text, action, null, "");
	}

	/** One that means no suite. */
	static CipherRule nothing(String text, Action action, String problem) {
		return new CipherRule(text, action, null, problem);
	}

	/** The same, as part of a word that stands for several steps. */
	CipherRule within(String word) {
		return new CipherRule(word + " = " + this.text, this.action, this.pattern, this.problem);
	}

}
