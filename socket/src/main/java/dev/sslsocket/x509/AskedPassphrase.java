package dev.sslsocket.x509;

import java.util.Arrays;

import dev.sslsocket.failure.SslConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * The pass phrase of one load: asked for when the first encrypted thing is found, kept
 * for the next one, wiped at the end, whatever the end is. Used by one thread.
 */
final class AskedPassphrase implements AutoCloseable {

	static final String SETTING = "private-key-password";

	private final Passphrase source;

	private char @Nullable [] answer;

	AskedPassphrase(Passphrase source) {
		this.source = source;
	}

	/**
	 * Returns the pass phrase. The array belongs to this object, which wipes it.
	 * @param what what is to be opened: file, container and cipher
	 */
	char[] open(String what) {
		char[] asked = (this.answer != null) ? this.answer : this.source.ask(what);
		if (asked == null) {
			throw new SslConfigurationException(SETTING,
					what + " is encrypted, and no pass phrase is given. Set private-key-password.");
		}
		this.answer = asked;
		return asked;
	}

	/**
	 * The pass phrase was wrong. The message completes a sentence that begins with the
	 * setting.
	 */
	static SslConfigurationException refused(String what, @Nullable Exception cause) {
		return new SslConfigurationException(SETTING, "does not open " + what, cause);
	}

	@Override
	public void close() {
		if (this.answer != null) {
			Arrays.fill(this.answer, '\0');
			this.answer = null;
		}
	}

}
